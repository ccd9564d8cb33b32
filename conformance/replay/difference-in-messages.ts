import type { ScenarioResult } from '../../src/report/results.ts';
import { type ConversationLanes, type LaneMessage, lanesOf } from './message-lanes.ts';

/**
 * The first message that is not as it was, in words; `undefined` when each side said the same things in the same
 * order in every conversation. Conversations are told apart by what was said in them: which of two that run
 * side by side begins first does not count.
 */
export function differenceInMessages(
  then: ScenarioResult,
  now: ScenarioResult,
): string | undefined {
  const left = lanesOf(then);
  const right = [...lanesOf(now)];
  const unmatched = left.filter(({ shape }) => {
    const same = right.findIndex((each) => each.shape === shape);
    if (same >= 0) right.splice(same, 1);
    return same < 0;
  });
  if (unmatched.length === 0 && right.length === 0) return undefined;
  const [was, is] = [unmatched[0], right[0]];
  if (!is) return `then there was a conversation ${opening(was)}, now there is none`;
  if (!was) return `now there is a conversation ${opening(is)}, then there was none`;
  return firstDifference(was, is);
}

function firstDifference(was: ConversationLanes, is: ConversationLanes): string | undefined {
  // The system is what is judged: what it did otherwise is told first.
  for (const from of SIDES) {
    const [before, after] = [was.lanes.get(from) ?? [], is.lanes.get(from) ?? []];
    const length = Math.max(before.length, after.length);
    for (let index = 0; index < length; index++) {
      const [one, other] = [before[index], after[index]];
      if (one?.text === other?.text) continue;
      return `message ${index + 1} of the ${from}: then ${nameOf(one)}, now ${nameOf(other)}`;
    }
  }
  return undefined;
}

const SIDES = ['system', 'counterpart', 'stranger', 'spine'] as const;

function nameOf(message: LaneMessage | undefined): string {
  return message ? `"${message.text}"` : 'nothing';
}

function opening(conversation: ConversationLanes | undefined): string {
  const [[from, sent] = []] = [...(conversation?.lanes ?? [])];
  const [first] = sent ?? [];
  return first ? `that begins with "${first.text}" from the ${from}` : 'without messages';
}
