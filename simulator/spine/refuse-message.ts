import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import type { Answer, Arrival } from './arrival.ts';
import { decideRefusal } from './decide.ts';
import type { Examined } from './examine-message.ts';
import { nearestContract } from './nearest.ts';
import type { Outcome } from './record.ts';
import { recordOf } from './record.ts';
import type { Refusal } from './refusal.ts';
import type { SpineRoom } from './spine-room.ts';
import { answerRefusal } from './write-answer.ts';

/** Answers a message that is not taken, and puts it on record with the reasons. */
export async function refuseMessage(
  room: SpineRoom,
  arrival: Arrival,
  envelope: EbxmlMessage,
  { findings, refusals, trace }: Examined,
  pattern: string | undefined,
): Promise<Answer> {
  const world = room.world.current();
  const { told, trace: why } = decideRefusal(refusals, nearestContract(world, envelope));
  const stamp = { messageId: room.ids.uuid(), now: arrival.at };
  const answer = answerRefusal(told, envelope, stamp);
  const [first]: readonly Refusal[] = told;
  const outcome: Outcome = {
    message: envelope,
    answer,
    findings,
    trace: [...trace, ...why],
    facts: { taken: false, pattern: pattern ?? null },
    result: `refused: ${first?.constant ?? ''}`,
  };
  await room.journal.append(recordOf(arrival, outcome));
  return answer;
}
