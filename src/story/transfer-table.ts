import { DatabaseSync } from 'node:sqlite';
import type { Entry } from '../journal/entry.ts';
import { noProgress, type Progress } from './progress.ts';
import type { StoryHead } from './scan-head.ts';
import { standingOf } from './standing.ts';
import { storedMemory } from './stored-memory.ts';
import { takeEntry } from './take-entry.ts';
import {
  countQuery,
  type TransferFilter,
  type TransferPageRequest,
  transferQuery,
} from './transfer-filter.ts';
import type { TransferCounts, TransferRow } from './transfer-index.ts';
import { TRANSFER_INDEX_SCHEMA } from './transfer-index-schema.ts';
import { isOfTransfer, odsOf } from './witness.ts';

export interface TransferTable {
  /** Counts entries in, all or none. */
  take(entries: readonly TableEntry[]): void;
  list(filter: TransferFilter, request: TransferPageRequest): readonly TransferRow[];
  count(filter: TransferFilter): number;
  counts(): readonly TransferCounts[];
  clear(): void;
  close(): void;
}

export interface TableEntry {
  readonly entry: Entry;
  readonly head: StoryHead | undefined;
}

/** A transfer that entries of one batch change. */
interface Open {
  readonly id: number;
  readonly progress: Progress;
}

/** The table of transfers, in a file of SQLite that is gone with the process. */
export function openTransferTable(): TransferTable {
  let database = new DatabaseSync('');
  let statements = prepared(database);
  const fresh = () => {
    database = new DatabaseSync('');
    statements = prepared(database);
  };

  const openOf = (entry: Entry, opened: Map<string, Open>): Open | undefined => {
    const { conversationId, at } = entry;
    if (conversationId === undefined) return undefined;
    const conversation = conversationId.toUpperCase();
    const known = opened.get(conversation);
    if (known) return known;
    const found = statements.find.get(conversation);
    // What is no part of a transfer begins none: PDS and its like talk in conversations of their own.
    if (!found && entry.kind !== 'transfer' && !isOfTransfer(entry)) return undefined;
    const progress = found ? (JSON.parse(String(found.progress)) as Progress) : noProgress(at);
    const id = found
      ? Number(found.id)
      : Number(
          statements.add.run(
            ...[conversation, conversationId, Date.parse(at) || 0],
            JSON.stringify(progress),
          ).lastInsertRowid,
        );
    const open = { id, progress };
    opened.set(conversation, open);
    return open;
  };

  const keep = ({ id, progress }: Open) => {
    const { state, outcome } = standingOf(progress);
    const { begun, broken, faults, retries, requester, sender } = progress;
    const wrong = broken + faults + retries > 0 ? 1 : 0;
    statements.keep.run(begun ? 1 : 0, state, outcome, wrong, JSON.stringify(progress), id);
    if (!begun) return;
    for (const party of new Set([requester, sender])) {
      if (party !== undefined) statements.addParty.run(odsOf(party).toUpperCase(), id);
    }
  };

  return {
    take(entries) {
      const opened = new Map<string, Open>();
      database.exec('BEGIN');
      try {
        for (const { entry, head } of entries) {
          const open = openOf(entry, opened);
          if (open) takeEntry(open.progress, entry, head, statements.memoryOf(open.id));
        }
        for (const open of opened.values()) keep(open);
        database.exec('COMMIT');
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
    list(filter, request) {
      const { sql, values } = transferQuery(filter, request);
      return database
        .prepare(sql)
        .all(...values)
        .map(({ id, shown, started, progress }) => {
          const read = JSON.parse(String(progress)) as Progress;
          return {
            conversationId: String(shown),
            standing: standingOf(read),
            progress: read,
            cursor: { started: Number(started), id: Number(id) },
          };
        });
    },
    count(filter) {
      const { sql, values } = countQuery(filter);
      return Number(database.prepare(sql).get(...values)?.count ?? 0);
    },
    counts: () =>
      statements.counts.all().map(({ state, outcome, count }) => ({
        ...{ state: String(state), outcome: String(outcome), count: Number(count) },
      })),
    clear() {
      database.close();
      fresh();
    },
    close: () => database.close(),
  };
}

function prepared(database: DatabaseSync) {
  database.exec(TRANSFER_INDEX_SCHEMA);
  return {
    find: database.prepare('SELECT id, progress FROM transfer WHERE conversation = ?'),
    add: database.prepare(
      `INSERT INTO transfer (conversation, shown, listed, state, outcome, started, wrong, progress)
       VALUES (?, ?, 0, '', '', ?, 0, ?)`,
    ),
    keep: database.prepare(
      'UPDATE transfer SET listed = ?, state = ?, outcome = ?, wrong = ?, progress = ? WHERE id = ?',
    ),
    addParty: database.prepare(
      'INSERT OR IGNORE INTO party SELECT ?, started, id FROM transfer WHERE id = ?',
    ),
    counts: database.prepare(
      'SELECT state, outcome, count(*) AS count FROM transfer WHERE listed = 1 GROUP BY state, outcome',
    ),
    memoryOf: storedMemory(database),
  };
}
