import { faultOf } from '../../src/faults/fault-book.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { ukLocalTime } from '../../src/nhais/uk-local-time.ts';
import { step } from './arrival.ts';
import { type AuthorityRoom, linkNamed, serviceOf } from './authority-room.ts';
import { awaitReceipt } from './await-receipt.ts';
import { compose } from './compose.ts';
import { deliver } from './deliver.ts';
import { interchangeFaults } from './disturb-interchange.ts';
import { planReply as planOne } from './plan-replies.ts';
import type { Received } from './received.ts';
import { registerApproved } from './register-approved.ts';
import {
  closeQuarter,
  lastQuarterEnd,
  messagesOf,
  registrationsFrom,
} from './registration-messages.ts';

/** Sees to it that an interchange is answered when its time has come. @param since milliseconds since 1970 */
export function planReply(room: AuthorityRoom, received: Received, since: number): void {
  const delay = linkNamed(room, received.link)?.replies.delayMs ?? 0;
  room.turns.at(since + delay, () => sendReply(room, received));
}

/** The business answer: one interchange, with a message for each code that answers. */
async function sendReply(room: AuthorityRoom, received: Received): Promise<void> {
  const { registrations, clock } = room;
  const { fresh, faults, meshId, entry } = received;
  const link = linkNamed(room, received.link);
  const settles = `nhais-reply:${meshId}`;
  if (!link) return silent(room, received, settles, ['the link is not in the world any more']);
  if (faultOf(faults, 'no-answer'))
    return silent(room, received, settles, ['a fault asks for no answer']);
  const today = ukLocalTime(clock.now()).day;
  const { knows, allocate } = registrations;
  const outcomes = fresh.map((asked) => ({
    asked,
    outcome: planOne(asked, { link, today, knows, allocate }),
  }));
  const planned = outcomes.flatMap(({ outcome }) => ('silent' in outcome ? [] : [outcome]));
  const told = outcomes.map(
    ({ asked, outcome }) =>
      `${asked.code} ${asked.transaction.number}: ${'silent' in outcome ? `nothing, for ${outcome.silent}` : `${outcome.code}, for ${outcome.why}`}`,
  );
  if (planned.length === 0) return silent(room, received, settles, told);
  const extra = interchangeFaults(faults).has('several-messages');
  const composed = await compose(room, {
    ...{ link, kind: 'FHSREG', faults, settles },
    answers: { entry, meshId },
    trace: told.map((text) => step('decide', text)),
    build: (numbers) => {
      const messages = messagesOf(link, planned, numbers);
      if (extra) messages.push(...closeQuarter(link, numbers, lastQuarterEnd(today)));
      return registrationsFrom(link, numbers, messages);
    },
  });
  await deliver(room, composed, afterReply(room, composed, received));
}

/** What is done before and after an answer is laid into the mailbox. */
export function afterReply(room: AuthorityRoom, composed: Entry, received: Received) {
  return {
    opens: `nhais-open:${composed.messageId}`,
    prepare: () => registerApproved(room, composed, received),
    finish: (delivered: Entry) => awaitReceipt(room, delivered),
  };
}

async function silent(
  room: AuthorityRoom,
  received: Received,
  settles: string,
  why: readonly string[],
): Promise<void> {
  await room.journal.append({
    ...{ kind: 'settled', at: room.clock.now().toISOString() },
    service: serviceOf({ name: received.link }),
    summary: `interchange ${received.interchange.sequence} gets no answer`,
    refToMessageId: received.meshId,
    facts: { link: received.link, answers: received.entry },
    trace: why.map((text) => step('decide', text)),
    settles,
  });
}
