import type { ScenarioResult, TimelineMessage } from '../../src/report/results.ts';
import { failingStep, sameTelling } from './failing-step.ts';
import {
  type ConversationLanes,
  type LaneMessage,
  lanesOf,
  lastEvidence,
} from './message-lanes.ts';

type Side = TimelineMessage['from'];

const SIDES: readonly Side[] = ['system', 'counterpart', 'stranger', 'spine'];

/**
 * The first message that is not as it was, in words; `undefined` when each side said the same things in the same
 * order in every conversation. Conversations are told apart by what was said in them: which of two that run
 * side by side begins first does not count. Where both broke off at a step, what was on its way just then may have
 * come or not; of the system's own messages only if the failure tells the same.
 */
export function differenceInMessages(
  then: ScenarioResult,
  now: ScenarioResult,
): string | undefined {
  const brokeOff = failingStep(then) !== undefined && failingStep(now) !== undefined;
  const same = brokeOff && sameTelling(then.reason, now.reason);
  const open: ReadonlySet<Side> = new Set(
    brokeOff ? SIDES.filter((side) => side !== 'system' || same) : [],
  );
  const ends = [lastEvidence(then.reason), lastEvidence(now.reason)] as const;
  // Evidence that one of the two does not name cuts neither.
  const [endThen, endNow] = ends.includes(undefined) ? [] : ends;
  const right = [...lanesOf(now.timeline, endNow)];
  const exact = lanesOf(then.timeline, endThen).filter(({ shape }) => {
    const found = right.findIndex((each) => each.shape === shape);
    if (found >= 0) right.splice(found, 1);
    return found < 0;
  });
  const left = exact.filter((was) => {
    const found = right.findIndex((is) => firstDifference(was, is, open) === undefined);
    if (found >= 0) right.splice(found, 1);
    return found < 0;
  });
  const [was, is] = [left[0], right[0]];
  if (was && is) return firstDifference(was, is, open);
  if (same || (!was && !is)) return undefined;
  return was
    ? `then there was a conversation ${opening(was)}, now there is none`
    : `now there is a conversation ${opening(is)}, then there was none`;
}

/** What the system did otherwise is told first: it is what is judged. */
function firstDifference(
  was: ConversationLanes,
  is: ConversationLanes,
  open: ReadonlySet<Side>,
): string | undefined {
  for (const from of SIDES) {
    const [before, after] = [was.lanes.get(from) ?? [], is.lanes.get(from) ?? []];
    const shared = Math.min(before.length, after.length);
    const length = open.has(from) ? shared : Math.max(before.length, after.length);
    for (let index = 0; index < length; index++) {
      const [one, other] = [before[index], after[index]];
      if (one?.text === other?.text) continue;
      return `message ${index + 1} of the ${from}: then ${nameOf(one)}, now ${nameOf(other)}`;
    }
  }
  return undefined;
}

function nameOf(message: LaneMessage | undefined): string {
  return message ? `"${message.text}"` : 'nothing';
}

function opening(conversation: ConversationLanes | undefined): string {
  const [[from, sent] = []] = [...(conversation?.lanes ?? [])];
  const [first] = sent ?? [];
  return first ? `that begins with "${first.text}" from the ${from}` : 'without messages';
}
