import type { Entry } from '../../src/journal/entry.ts';
import { receiptFor } from '../../src/nhais/receipt-for.ts';
import type { NhaisLink } from '../world/world.ts';
import { step } from './arrival.ts';
import { type AuthorityRoom, linkNamed, serviceOf } from './authority-room.ts';
import { compose } from './compose.ts';
import { deliver } from './deliver.ts';
import { interchangeFaults } from './disturb-interchange.ts';
import { acknowledge } from './leave-aside.ts';
import type { Received } from './received.ts';
import { planReply } from './reply.ts';

/** Sees to it that an interchange is receipted when its time has come. */
export function planReceipt(
  room: AuthorityRoom,
  { receiptDelayMs }: NhaisLink,
  received: Received,
): void {
  const due = received.at + receiptDelayMs + received.heldBackMs;
  room.turns.at(due, () => sendReceipt(room, received));
}

/** The RECEP of an interchange; only when it lies in the mailbox of the practice is the interchange acknowledged. */
async function sendReceipt(room: AuthorityRoom, received: Received): Promise<void> {
  const link = linkNamed(room, received.link);
  const { interchange, entry, meshId, faults } = received;
  const wrong = interchangeFaults(faults);
  const settles = `nhais-receipt:${meshId}`;
  if (!link)
    return withoutReceipt(room, received, settles, 'the link is not in the world any more');
  if (!received.receipted)
    return withoutReceipt(room, received, settles, 'unknownTransaction is nothing');
  if (wrong.has('no-receipt'))
    return withoutReceipt(room, received, settles, 'a fault asks for no receipt');
  const inError = wrong.has('receipt-in-error');
  const results = received.results.map((result) => (inError ? 'CA' : result));
  const composed = await compose(room, {
    ...{ link, kind: 'RECEP', faults, settles },
    answers: { entry, meshId },
    trace: [step('decide', told(results, inError))],
    build: (numbers) =>
      receiptFor(interchange, {
        ...{ at: numbers.at, interchange: numbers.interchange, message: numbers.message() },
        resultOf: (message) => results[interchange.messages.indexOf(message)] ?? 'CP',
        ...(results.includes('CA') && { result: 'ER' }),
      }),
  });
  await deliver(room, composed, afterReceipt(room, received));
}

/** What follows a RECEP that lies in the mailbox: the acknowledgement in MESH, and the answer. */
export function afterReceipt(room: AuthorityRoom, received: Received) {
  const { meshId, mailbox } = received;
  const answered = isAnswered(received);
  return {
    ...(answered && { opens: `nhais-reply:${meshId}` }),
    finish(delivered: Entry) {
      if (answered) planReply(room, received, Date.parse(delivered.at));
      room.turns.soon(() => acknowledge(room, mailbox, meshId));
    },
  };
}

async function withoutReceipt(
  room: AuthorityRoom,
  received: Received,
  settles: string,
  why: string,
): Promise<void> {
  const { opens, finish } = afterReceipt(room, received);
  const settled = await room.journal.append({
    ...{ kind: 'settled', at: room.clock.now().toISOString() },
    service: serviceOf({ name: received.link }),
    summary: `interchange ${received.interchange.sequence} gets no RECEP: ${why}`,
    refToMessageId: received.meshId,
    facts: { link: received.link, answers: received.entry },
    trace: [step('decide', why)],
    settles,
    ...(opens !== undefined && { opens }),
  });
  finish(settled);
}

/** An interchange that is said to be in error has no effect. */
function isAnswered({ fresh, faults }: Received): boolean {
  return fresh.length > 0 && !interchangeFaults(faults).has('receipt-in-error');
}

function told(results: readonly string[], inError: boolean): string {
  if (inError) return 'a fault asks for a receipt in error: CA and ER';
  if (!results.includes('CA')) return 'every message is complete: CP and OK';
  return `messages in error: ${results.join(' ')}, hence ER`;
}
