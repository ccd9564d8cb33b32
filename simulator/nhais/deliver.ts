import type { Entry } from '../../src/journal/entry.ts';
import { viewOf } from './arrival.ts';
import type { AuthorityRoom } from './authority-room.ts';
import { AGAIN_AFTER_MS } from './turns.ts';

/** What is to be done once it lies in the mailbox. */
export interface Aftermath {
  /** The piece of work that its delivery opens. */
  readonly opens?: string | undefined;
  /** What is done before anybody can see it; again after a restart. Says what was done, for the record. */
  prepare?(): Promise<readonly string[]>;
  /** Handed the entry of the delivery. */
  finish(delivered: Entry): void;
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
  const { clock, logger, turns, ledger } = room;
  try {
    const delivered = await layDown(room, composed, aftermath, isAgain);
    ledger.show(viewOf(composed, delivered.messageId ?? ''));
    aftermath.finish(delivered);
    return delivered;
  } catch (error) {
    const { service, facts } = composed;
    const to = String(facts?.mailbox);
    logger.error({ service, error: String(error), to }, 'an interchange could not be delivered');
    turns.at(clock.now().getTime() + AGAIN_AFTER_MS, () =>
      deliver(room, composed, aftermath, true),
    );
    return undefined;
  }
}

async function layDown(
  room: AuthorityRoom,
  composed: Entry,
  { prepare, opens }: Aftermath,
  isAgain: boolean,
): Promise<Entry> {
  const { mailboxes, journal, clock } = room;
  const { facts = {}, request, messageId: localId = '', service } = composed;
  const from = String(facts.from);
  const to = String(facts.mailbox);
  const workflowId = String(facts.workflow);
  const prepared = (await prepare?.()) ?? [];
  const ids = isAgain ? alreadySent(room, from, localId) : [];
  const body = request?.body ? await journal.readBody(request.body) : Buffer.alloc(0);
  const draft = { from, to, workflowId, body, localId, fileName: 'edifact.dat' };
  while (ids.length < Number(facts.copies)) ids.push(await mailboxes.send(draft));
  const [first = '', ...more] = ids;
  return journal.append({
    ...{ kind: 'delivery', at: clock.now().toISOString(), service },
    summary: `interchange ${facts.sequence} lies in mailbox ${to}`,
    ...{ messageId: first, refToMessageId: localId, interaction: composed.interaction ?? '' },
    // Of the message as MESH names it, this entry is what explains it.
    trace: [
      ...(composed.trace ?? []),
      ...prepared.map((text) => ({ stage: 'perform', text })),
      { stage: 'perform', text: `sent to ${to} as ${first}` },
      ...more.map((id) => ({ stage: 'perform', text: `and once more as ${id}` })),
    ],
    facts: {
      ...{ link: String(facts.link), kind: String(facts.kind), sequence: Number(facts.sequence) },
      ...{ pair: String(facts.pair), of: composed.sequence, answers: facts.answers ?? null },
    },
    settles: `nhais-send:${localId}`,
    ...(opens !== undefined && { opens }),
  });
}

function alreadySent({ mailboxes }: AuthorityRoom, from: string, localId: string): string[] {
  return mailboxes
    .outbox(from)
    .filter((message) => message.localId === localId)
    .map(({ id }) => id);
}
