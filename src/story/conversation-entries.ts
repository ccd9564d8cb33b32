import type { Entry } from '../journal/entry.ts';
import type { JournalReader } from '../journal/journal.ts';

export interface ConversationEntries {
  /** Oldest first. */
  readonly entries: readonly Entry[];
  /** How many more there are. */
  readonly unread: number;
}

const PAGE = 1_000;
/** A record of 1,000 parts between practices of ours has some 10,000 entries. */
const MOST_ENTRIES = 60_000;

export async function conversationEntries(
  journal: Pick<JournalReader, 'find' | 'count'>,
  conversationId: string,
): Promise<ConversationEntries> {
  const entries: Entry[] = [];
  for (;;) {
    const after = entries.at(-1)?.sequence ?? 0;
    const page = await journal.find({ conversationId, after, limit: PAGE });
    entries.push(...page);
    if (page.length < PAGE) return { entries, unread: 0 };
    if (entries.length >= MOST_ENTRIES) {
      const unread = (await journal.count({ conversationId })) - entries.length;
      return { entries, unread };
    }
  }
}
