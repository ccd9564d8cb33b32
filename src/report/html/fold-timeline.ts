import type { TimelineMessage } from '../results.ts';

/** Messages that are told by their number alone. */
export interface FoldedMessages {
  readonly folded: number;
  readonly first: number;
  readonly last: number;
  readonly bytes: number;
  /** By role, the most frequent first. */
  readonly roles: readonly (readonly [role: string, count: number])[];
}

export type TimelineItem = TimelineMessage | FoldedMessages;

/**
 * A timeline of at most about `most` messages: its beginning, its end, and of those between them the ones that something
 * is said of, the earliest first. What lies between is folded into counts, so that nothing is left out unsaid.
 *
 * @param notable sequences that findings or tolerated deviations name
 */
export function foldTimeline(
  messages: readonly TimelineMessage[],
  most: number,
  notable: ReadonlySet<number>,
): readonly TimelineItem[] {
  if (messages.length <= most) return messages;
  const edge = Math.max(1, Math.floor(most / 3));
  const shown = new Set<TimelineMessage>([...messages.slice(0, edge), ...messages.slice(-edge)]);
  for (const message of messages) {
    if (shown.size >= most) break;
    if (isTold(message, notable)) shown.add(message);
  }
  const items: TimelineItem[] = [];
  let hidden: TimelineMessage[] = [];
  const fold = () => {
    // One that is folded takes as much room as one that is shown.
    if (hidden.length > 0)
      items.push(hidden.length === 1 && hidden[0] ? hidden[0] : folded(hidden));
    hidden = [];
  };
  for (const message of messages) {
    if (!shown.has(message)) {
      hidden.push(message);
      continue;
    }
    fold();
    items.push(message);
  }
  return items;
}

function isTold(
  { sequence, remarks, code, taken }: TimelineMessage,
  notable: ReadonlySet<number>,
): boolean {
  return remarks.length > 0 || code !== undefined || taken === false || notable.has(sequence);
}

function folded(messages: readonly TimelineMessage[]): FoldedMessages {
  const counts = new Map<string, number>();
  let bytes = 0;
  for (const message of messages) {
    counts.set(message.role, (counts.get(message.role) ?? 0) + 1);
    bytes += message.bytes;
  }
  return {
    folded: messages.length,
    first: messages[0]?.sequence ?? 0,
    last: messages.at(-1)?.sequence ?? 0,
    bytes,
    roles: [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)),
  };
}
