import type {
  CapturedConversation,
  CapturedMessage,
} from '../../src/scenario/from-capture/captured-conversation.ts';
import type { Comparison } from './compare-results.ts';

/** One side of a comparison. */
export interface ExaminedCapture {
  readonly conversation: CapturedConversation;
  /** Rules that the system's messages break, by role of the message. */
  readonly findings: readonly string[];
}

/**
 * Compares what a system said in a captured conversation with what it says now: kinds and codes of its messages in
 * their order, then the rules that they break. `not-reproduced` when what was wrong then, findings or a
 * refusal, is not so any more and nothing else is wrong; `different` for any other difference. Pure.
 */
export function compareCaptures(
  was: ExaminedCapture,
  now: ExaminedCapture | undefined,
): Comparison {
  const [before, after] = [ownOf(was), now ? ownOf(now) : []];
  const inMessages = differenceInLane(before, after);
  const gone = was.findings.filter((each) => !now?.findings.includes(each));
  const fresh = (now?.findings ?? []).filter((each) => !was.findings.includes(each));
  const inRules =
    gone.length > 0
      ? `finding ${gone[0]} only then`
      : fresh.length > 0
        ? `finding ${fresh[0]} only now`
        : undefined;
  const difference = inMessages ?? inRules;
  if (difference === undefined) return { outcome: 'reproduced', difference };
  const wrongThen = was.findings.length > 0 || before.some(refuses);
  const wrongNow = now === undefined || now.findings.length > 0 || after.some(refuses);
  return { outcome: wrongThen && !wrongNow ? 'not-reproduced' : 'different', difference };
}

function ownOf({ conversation }: ExaminedCapture): readonly CapturedMessage[] {
  return conversation.messages.filter(({ from, duplicate }) => from === 'system' && !duplicate);
}

function differenceInLane(
  before: readonly CapturedMessage[],
  after: readonly CapturedMessage[],
): string | undefined {
  for (let index = 0; index < Math.max(before.length, after.length); index++) {
    const [one, other] = [before[index], after[index]].map(textOf);
    if (one !== other)
      return `message ${index + 1} of the system: then ${one ?? 'nothing'}, now ${other ?? 'nothing'}`;
  }
  return undefined;
}

function textOf(message: CapturedMessage | undefined): string | undefined {
  if (!message) return undefined;
  const { role, interaction, acknowledgement, taken } = message;
  const name = role === 'other' ? interaction : role.replaceAll('-', ' ');
  const answer = acknowledgement
    ? ` ${acknowledgement.typeCode}${acknowledgement.code ? ` ${acknowledgement.code}` : ''}`
    : '';
  return `"${name}${answer}${taken ? '' : ', refused by Spine'}"`;
}

function refuses({ acknowledgement, taken }: CapturedMessage): boolean {
  return !taken || (acknowledgement !== undefined && acknowledgement.typeCode !== 'AA');
}
