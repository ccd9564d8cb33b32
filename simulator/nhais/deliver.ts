import type { Entry } from '../../src/journal/entry.ts';
import { viewOf } from './arrival.ts';
import type { AuthorityRoom } from './authority-room.ts';

/** Before what could not be laid into a mailbox is tried again. */
const AGAIN_AFTER_MS = 60_000;

/** What is to be done once it lies in the mailbox. */
export interface Aftermath {
  /** The piece of work that its delivery opens. */
  readonly opens?: string | undefined;
  /** What is done before anybody can see it; again after a restart. Says what was done, for the record. */
  prepare?(): Promise<readonly string[]>;
  /** Handed the entry of the delivery. */
  finish(delivered: Entry): Promise<void>;
}

/**
 * Lays an interchange that is on record in its mailbox, once also after a restart: what lies there already is known by
 * its local id. Gives the entry of the delivery; `undefined` when it failed and will be tried again.
 */
export async function deliver(
  room: AuthorityRoom,
  composed: Entry,
  aftermath: Aftermath,
  isAgain = false,
): Promise<Entry | undefined> {
  const { mailboxes, journal, clock, logger } = room;
  const { facts = {}, request, messageId: localId = '', service } = composed;
  const from = String(facts.from);
  const to = String(facts.mailbox);
  const ids: string[] = [];
  let prepared: readonly string[] = [];
  try {
    prepared = (await aftermath.prepare?.()) ?? [];
    if (isAgain) ids.push(...alreadySent(room, from, localId));
    const body = request?.body ? await journal.readBody(request.body) : Buffer.alloc(0);
    const workflowId = String(facts.workflow);
    while (ids.length < Number(facts.copies))
      ids.push(
        await mailboxes.send({ from, to, workflowId, body, localId, fileName: 'edifact.dat' }),
      );
  } catch (error) {
    logger.error({ service, error: String(error), to }, 'an interchange could not be delivered');
    room.turns.at(clock.now().getTime() + AGAIN_AFTER_MS, () =>
      deliver(room, composed, aftermath, true),
    );
    return undefined;
  }
  const [first = '', ...more] = ids;
  const delivered = await journal.append({
    ...{ kind: 'delivery', at: clock.now().toISOString(), service },
    summary: `interchange ${facts.sequence} lies in mailbox ${to}`,
    ...{ messageId: first, refToMessageId: localId, interaction: composed.interaction ?? '' },
    trace: [
      ...prepared.map((text) => ({ stage: 'perform', text })),
      { stage: 'perform', text: `sent to ${to} as ${first}` },
      ...more.map((id) => ({ stage: 'perform', text: `and once more as ${id}` })),
    ],
    facts: {
      ...{ link: String(facts.link), kind: String(facts.kind), sequence: Number(facts.sequence) },
      ...{ pair: String(facts.pair), of: composed.sequence, answers: facts.answers ?? null },
    },
    settles: `nhais-send:${localId}`,
    ...(aftermath.opens !== undefined && { opens: aftermath.opens }),
  });
  room.ledger.show(viewOf(composed, first));
  await aftermath.finish(delivered);
  return delivered;
}

function alreadySent({ mailboxes }: AuthorityRoom, from: string, localId: string): string[] {
  return mailboxes
    .outbox(from)
    .filter((message) => message.localId === localId)
    .map(({ id }) => id);
}
