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
  /** The capture ends so soon after its last message that more may have come. */
  readonly openEnd?: boolean;
}

/**
 * Compares what a system said in a captured conversation with what it says now: kinds and codes of its messages in
 * their order, then the rules that they break. `not-reproduced` when what was wrong then, findings or a
 * refusal, is not so any more and nothing else is wrong; `different` for any other difference. Pure.
 *
 * @param inMeaning the first difference of two messages by what they mean, in words
 */
export function compareCaptures(
  was: ExaminedCapture,
  now: ExaminedCapture | undefined,
  inMeaning?: string,
): Comparison {
  const before = ownOf(was);
  const came = now ? ownOf(now) : [];
  // What came after the end of the capture was never compared with anything.
  const after = was.openEnd === true ? came.slice(0, before.length) : came;
  const inMessages = differenceInLane(before, after);
  // Of messages that were not captured the rules were not either.
  const within = (rule: string) =>
    was.openEnd !== true || after.some(({ role }) => rule.startsWith(`${role} `));
  const gone = was.findings.filter((each) => !now?.findings.includes(each));
  const fresh = (now?.findings ?? []).filter(
    (each) => !was.findings.includes(each) && within(each),
  );
  const inRules =
    gone.length > 0
      ? `finding ${gone[0]} only then`
      : fresh.length > 0
        ? `finding ${fresh[0]} only now`
        : undefined;
  const difference = inMessages ?? inRules ?? inMeaning;
  if (difference === undefined) return { outcome: 'reproduced', difference };
  const wrongThen = was.findings.length > 0 || before.some(refuses);
  const wrongNow = now === undefined || now.findings.some(within) || after.some(refuses);
  return { outcome: wrongThen && !wrongNow ? 'not-reproduced' : 'different', difference };
}

function ownOf({ conversation }: ExaminedCapture): readonly CapturedMessage[] {
  const own = conversation.messages.filter(({ from }) => from === 'system');
  return own.filter((message, index) => {
    if (!message.duplicate) return true;
    // A copy is a retry, unless what it repeats had arrived and nothing was done to its answer.
    const before = own.slice(0, index).filter(({ messageId }) => messageId === message.messageId);
    return before.some(({ taken, disturbed }) => taken && disturbed === undefined);
  });
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
  const { role, interaction, acknowledgement, taken, duplicate } = message;
  const name = role === 'other' ? interaction : role.replaceAll('-', ' ');
  const answer = acknowledgement
    ? ` ${acknowledgement.typeCode}${acknowledgement.code ? ` ${acknowledgement.code}` : ''}`
    : '';
  return `"${name}${answer}${duplicate ? ', again' : ''}${taken ? '' : ', refused by Spine'}"`;
}

function refuses({ acknowledgement, taken }: CapturedMessage): boolean {
  return !taken || (acknowledgement !== undefined && acknowledgement.typeCode !== 'AA');
}
