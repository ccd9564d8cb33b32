import type { Entry } from '../journal/entry.ts';
import type { JournalReader } from '../journal/journal.ts';
import { classified } from './classified.ts';
import { conversationEntries } from './conversation-entries.ts';
import type { ConversationStory, StoryCounts, StoryEvent } from './conversation-story.ts';
import { firstWrong } from './first-wrong.ts';
import { lanesOf, practiceLane } from './lanes.ts';
import { lookupsOf } from './lookups.ts';
import { type MessageTerms, messageBook } from './message-book.ts';
import { messageHead } from './message-head.ts';
import { observedRowsOf } from './observed-rows-of.ts';
import { noProgress, type Progress } from './progress.ts';
import type { StoryHead } from './scan-head.ts';
import { standingOf, standingText } from './standing.ts';
import { stepsOf, timersOf } from './steps.ts';
import { needsHead, takeEntry } from './take-entry.ts';
import { transferMemory } from './transfer-memory.ts';
import { odsOf, practiceOf } from './witness.ts';

/** What a journal does not say of itself. */
export interface StoryContext {
  /** The terms by which a message to a party is sent again, where the world is known. */
  readonly termsOf?: (message: {
    readonly toParty: string;
    readonly interaction: string;
  }) => MessageTerms | undefined;
  /** Whether a party is Spine itself. */
  readonly isSpine?: (party: string) => boolean;
}

/** Heads that are read at a time. */
const SIDE_BY_SIDE = 16;
/** Spine's parties in directories: it is registered under these codes (sds-ods 1.8). */
const SPINE_ODS: ReadonlySet<string> = new Set(['YES', 'YEA']);

/**
 * Tells a conversation from its entries: who took part, every message with both hops, answers, retries, what was done
 * on purpose, timers, and how it ended. `undefined` when the journal has nothing of it. Bodies are read no further than
 * their first 64 kB.
 */
export async function storyOf(
  journal: JournalReader,
  conversationId: string,
  { termsOf, isSpine = (party) => SPINE_ODS.has(odsOf(party).toUpperCase()) }: StoryContext = {},
): Promise<ConversationStory | undefined> {
  const { entries, unread } = await conversationEntries(journal, conversationId);
  const [first] = entries;
  if (!first) return undefined;
  const heads = await headsOf(journal, entries);
  const progress = noProgress(first.at);
  const memory = transferMemory();
  const book = messageBook();
  const parties = new Map<string, string>();
  for (const entry of entries) {
    const head = heads.get(entry.sequence);
    const taken = takeEntry(progress, entry, head, memory);
    const said = head?.acknowledgement;
    book.take(entry, taken?.role, said && { accepted: said.typeCode === 'AA', code: said.code });
    noteParties(entry, parties);
  }
  const laneOf = (party: string) => (isSpine(party) ? 'spine' : practiceLane(party));
  const events: StoryEvent[] = [
    ...book.messages(laneOf, termsOf),
    ...(await lookupsOf(journal, entries)),
    ...stepsOf(entries),
  ];
  // What began at the same time stands in the order in which it was put on record.
  events.sort((one, other) =>
    one.at < other.at ? -1 : one.at > other.at ? 1 : sequenceOf(one) - sequenceOf(other),
  );
  const standing = standingOf(progress);
  return {
    conversationId: first.conversationId ?? conversationId,
    startedAt: progress.startedAt,
    updatedAt: progress.updatedAt,
    standing,
    sentence: standingText(progress, standing),
    classified:
      standing.state === 'under-way' ? undefined : classified(observedRowsOf(entries, heads)),
    firstWrong: firstWrong(events),
    lanes: lanesOf(progress, events, parties),
    events,
    timers: timersOf(entries),
    counts: countsOf(progress),
    unread,
  };
}

async function headsOf(
  journal: JournalReader,
  entries: readonly Entry[],
): Promise<ReadonlyMap<number, StoryHead>> {
  const heads = new Map<number, StoryHead>();
  const wanted = entries.filter(needsHead);
  for (let at = 0; at < wanted.length; at += SIDE_BY_SIDE) {
    await Promise.all(
      wanted.slice(at, at + SIDE_BY_SIDE).map(async (entry) => {
        const head = await messageHead(journal, entry);
        if (head) heads.set(entry.sequence, head);
      }),
    );
  }
  return heads;
}

function noteParties(entry: Entry, parties: Map<string, string>): void {
  if (practiceOf(entry) === undefined && entry.kind !== 'received') return;
  for (const party of [entry.fromParty, entry.toParty]) {
    if (party !== undefined && !parties.has(practiceLane(party)))
      parties.set(practiceLane(party), party);
  }
}

function sequenceOf(event: StoryEvent): number {
  return event.kind === 'message'
    ? (event.sends[0]?.sequence ?? event.deliveries[0]?.sequence ?? 0)
    : event.sequence;
}

function countsOf(progress: Progress): StoryCounts {
  const { messages, bytes, broken, departures, faults, retries, partsExpected, partsDone } =
    progress;
  return { messages, bytes, broken, departures, faults, retries, partsExpected, partsDone };
}
