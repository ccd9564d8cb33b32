import type { ScenarioResult, TimelineMessage } from '../../src/report/results.ts';

/** A message as far as it is the same in every playing of a scenario: neither ids nor times nor sizes. */
export interface LaneMessage {
  readonly from: TimelineMessage['from'];
  /** `final acknowledgement 21`, `extract, refused by Spine`. */
  readonly text: string;
}

/** The messages of one conversation, by who sent them: two that send at once do so in any order. */
export interface ConversationLanes {
  readonly lanes: ReadonlyMap<TimelineMessage['from'], readonly LaneMessage[]>;
  /** The same for conversations that went the same way. */
  readonly shape: string;
}

/**
 * What was said, conversation by conversation, in the order in which they began. Copies of a message count once: how
 * often something is tried again depends on the machine.
 *
 * @param last sequence of the last message that counts
 */
export function lanesOf(
  timeline: ScenarioResult['timeline'],
  last = Number.POSITIVE_INFINITY,
): readonly ConversationLanes[] {
  const upTo = timeline.filter(({ sequence }) => sequence <= last);
  const byConversation = Map.groupBy(upTo, ({ conversationId }) => conversationId);
  return [...byConversation.values()].map((messages) => {
    const lanes = new Map(
      [...Map.groupBy(firstCopies(messages), ({ from }) => from)].map(([from, sent]) => [
        from,
        sent.map((message) => ({ from, text: textOf(message) })),
      ]),
    );
    const shape = [...lanes]
      .toSorted(([one], [other]) => one.localeCompare(other))
      .map(([from, sent]) => `${from}: ${sent.map(({ text }) => text).join(' | ')}`)
      .join('\n');
    return { lanes, shape };
  });
}

function firstCopies(messages: readonly TimelineMessage[]): readonly TimelineMessage[] {
  const seen = new Set<string>();
  return messages.filter(({ from, messageId, taken }) => {
    const key = `${from} ${messageId} ${taken !== false}`;
    return !seen.has(key) && seen.add(key);
  });
}

function textOf({ role, interaction, code, remarks, taken }: TimelineMessage): string {
  const name = role === 'other' ? interaction : role.replaceAll('-', ' ');
  const refused = taken === false && !remarks.includes('refused by Spine');
  const more = [
    ...remarks.filter((remark) => !/^a copy of/.test(remark)),
    ...(refused ? ['not taken'] : []),
  ];
  return [`${name}${code === undefined ? '' : ` ${code}`}`, ...more].join(', ');
}

/** `(journal #12, #14)` at the end of a reason: nothing after it had a part in the failure. */
export function lastEvidence(reason: string | undefined): number | undefined {
  // One of several rows: the evidence is of that row alone.
  if (reason === undefined || /^\d+ of \d+ rows pass/.test(reason)) return undefined;
  const listed = /\(journal ((?:#\d+(?:, )?)+)\)$/.exec(reason)?.[1];
  if (listed === undefined) return undefined;
  return Math.max(...listed.split(', ').map((each) => Number(each.slice(1))));
}
