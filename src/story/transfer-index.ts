import type { Entry } from '../journal/entry.ts';
import type { JournalReader } from '../journal/journal.ts';
import { messageHead } from './message-head.ts';
import type { Progress } from './progress.ts';
import type { Standing } from './standing.ts';
import { needsHead } from './take-entry.ts';
import type { TransferCursor, TransferFilter } from './transfer-filter.ts';
import { openTransferTable } from './transfer-table.ts';

/** A transfer of the list. */
export interface TransferRow {
  readonly conversationId: string;
  readonly standing: Standing;
  readonly progress: Readonly<Progress>;
  readonly cursor: TransferCursor;
}

export interface TransferPage {
  /** Newest first. */
  readonly rows: readonly TransferRow[];
  /** How many the filter lets through, on all pages. */
  readonly total: number;
  /** Whether there are more beyond the first and the last of them. */
  readonly earlier: boolean;
  readonly later: boolean;
}

export interface TransferCounts {
  readonly state: string;
  readonly outcome: string;
  readonly count: number;
}

/** Every transfer on record, a row each. Made from the journal, and again when that has been emptied. */
export interface TransferIndex {
  /**
   * Reads what the journal has got since, for no longer than about so many milliseconds; the rest goes on by itself.
   * Gives how many entries are still unread: 0 when the index is up to date.
   */
  catchUp(patienceMs?: number): Promise<number>;
  page(filter: TransferFilter, request?: TransferPageRequest): TransferPage;
  /** By state and outcome. */
  counts(): readonly TransferCounts[];
  close(): void;
}

export interface TransferPageRequest {
  /** The page that begins after this one. */
  readonly after?: TransferCursor;
  /** The page that ends before this one. */
  readonly before?: TransferCursor;
  /** 50 unless given. */
  readonly limit?: number;
}

const BATCH = 500;
const PAGE = 50;

/**
 * Nothing is read until somebody looks, so that a simulator that nobody looks at pays nothing. Of an entry its head is
 * read, never a large body (`messageHead`).
 */
export function openTransferIndex(journal: JournalReader): TransferIndex {
  const table = openTransferTable();
  /** The last entry that was taken in: a journal that has another one there has been emptied since. */
  let last: Entry | undefined;
  let running: Promise<void> | undefined;
  let closed = false;

  const isSame = async (): Promise<boolean> => {
    if (!last) return true;
    const there = await journal.get(last.sequence);
    return (
      there !== undefined &&
      there.at === last.at &&
      there.summary === last.summary &&
      there.messageId === last.messageId
    );
  };

  const takeAll = async (): Promise<void> => {
    for (;;) {
      if (!(await isSame())) {
        table.clear();
        last = undefined;
      }
      const entries = await journal.find({ after: last?.sequence ?? 0, limit: BATCH });
      if (closed || entries.length === 0) return;
      const heads = await Promise.all(
        entries.map(async (entry) => (needsHead(entry) ? messageHead(journal, entry) : undefined)),
      );
      if (closed) return;
      table.take(entries.map((entry, at) => ({ entry, head: heads[at] })));
      last = entries.at(-1);
      // Others get their turn between two batches.
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  return {
    async catchUp(patienceMs = 2_000) {
      running ??= takeAll().finally(() => {
        running = undefined;
      });
      const patience = Promise.withResolvers<'late'>();
      const timer = setTimeout(() => patience.resolve('late'), patienceMs);
      const came = await Promise.race([running, patience.promise]).finally(() =>
        clearTimeout(timer),
      );
      if (came !== 'late') return 0;
      // Whoever asks next hears of what went wrong.
      running?.catch(() => undefined);
      return journal.count({ after: last?.sequence ?? 0 });
    },
    page(filter, { after, before, limit = PAGE } = {}) {
      const found = before
        ? table.list(filter, { cursor: before, backwards: true, limit: limit + 1 }).toReversed()
        : table.list(filter, { cursor: after, limit: limit + 1 });
      const more = found.length > limit;
      const rows = before ? found.slice(more ? 1 : 0) : found.slice(0, limit);
      return {
        rows,
        total: table.count(filter),
        earlier: before ? more : after !== undefined,
        later: before ? true : more,
      };
    },
    counts: table.counts,
    close() {
      closed = true;
      table.close();
    },
  };
}
