import type { Entry } from '../../src/journal/entry.ts';
import type { Journal, JournalQuery } from '../../src/journal/journal.ts';

const PAGE = 1_000;

/** Entries that match, oldest first, a page at a time. */
export async function* readServiceEntries(
  journal: Pick<Journal, 'find'>,
  query: Pick<JournalQuery, 'kind' | 'service' | 'conversationId'>,
): AsyncGenerator<Entry> {
  let after = 0;
  for (;;) {
    const page = await journal.find({ ...query, after, limit: PAGE });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.sequence;
  }
}
