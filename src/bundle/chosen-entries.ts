import type { Entry } from '../journal/entry.ts';
import { foldId } from '../journal/index-query.ts';
import type { JournalQuery, JournalReader } from '../journal/journal.ts';

/** Which part of a journal a bundle holds. */
export interface EntryChoice {
  /** Ids, or everything that is on record. */
  readonly conversations: readonly string[] | 'all';
  /** Entries that belong to it besides. */
  readonly sequences?: readonly number[] | undefined;
}

export interface ChosenEntries {
  /** In order. */
  readonly entries: readonly Entry[];
  /** What of the same stretch of the journal is not among them, a sentence each. */
  readonly leftOut: readonly string[];
}

const PAGE = 1000;
/** Answers of late work are looked for among so many entries after the last of the conversations. */
const BEYOND = 1000;

/**
 * The entries of the conversations, those that refer to their messages or end their work, and what belongs to nobody's
 * conversation but may be the cause: refused handshakes and notes between the first and the last.
 */
export async function chooseEntries(
  journal: JournalReader,
  { conversations, sequences = [] }: EntryChoice,
): Promise<ChosenEntries> {
  if (conversations === 'all') return { entries: await allOf(journal, {}), leftOut: [] };
  const chosen = new Map<number, Entry>();
  for (const conversationId of conversations)
    for (const entry of await allOf(journal, { conversationId })) chosen.set(entry.sequence, entry);
  for (const sequence of sequences) {
    const entry = await journal.get(sequence);
    if (entry) chosen.set(sequence, entry);
  }
  if (chosen.size === 0) return { entries: [], leftOut: [] };
  const ids = new Set<string>();
  const works = new Set<string>();
  for (const { messageId, opens } of chosen.values()) {
    if (messageId !== undefined) ids.add(foldId(messageId));
    if (opens !== undefined) works.add(opens);
  }
  const [first, last] = [Math.min(...chosen.keys()), Math.max(...chosen.keys())];
  let passed = 0;
  for await (const entry of from(journal, first - 1, last + BEYOND)) {
    if (chosen.has(entry.sequence)) continue;
    const { messageId, refToMessageId, settles, kind, sequence } = entry;
    const named = [messageId, refToMessageId].some((id) => id && ids.has(foldId(id)));
    const ends = settles !== undefined && works.has(settles);
    const nobodys = (kind === 'handshake' || kind === 'note') && sequence <= last;
    if (named || ends || nobodys) chosen.set(sequence, entry);
    else if (sequence < last) passed++;
  }
  const entries = [...chosen.values()].sort((a, b) => a.sequence - b.sequence);
  const leftOut =
    passed === 0
      ? []
      : [
          `${passed} ${passed === 1 ? 'entry' : 'entries'} between the first and the last, of other conversations and lookups`,
        ];
  return { entries, leftOut };
}

async function allOf(journal: JournalReader, query: JournalQuery): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (;;) {
    const after = entries.at(-1)?.sequence ?? 0;
    const page = await journal.find({ ...query, after, limit: PAGE });
    entries.push(...page);
    if (page.length < PAGE) return entries;
  }
}

async function* from(journal: JournalReader, after: number, to: number): AsyncGenerator<Entry> {
  for (let at = after; ; ) {
    const page = await journal.find({ after: at, limit: PAGE });
    for (const entry of page) {
      if (entry.sequence > to) return;
      yield entry;
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    at = last.sequence;
  }
}
