import type { DatabaseSync } from 'node:sqlite';
import { refsOf } from './draft.ts';
import type { Entry } from './entry.ts';
import { foldId } from './index-query.ts';
import type { Segment } from './segment-store.ts';

/** A durable entry that the index is to know. */
export interface IndexRow {
  readonly entry: Entry;
  readonly segment: Segment;
  readonly offset: number;
  readonly headBytes: number;
}

/**
 * Prepares what puts rows into an index. Rows come in order of their sequence; should damage have made one number
 * stand twice, the later entry is the one that is found, and `verify` tells.
 */
export function rowWriter(database: DatabaseSync): (row: IndexRow) => void {
  const insertEntry = database.prepare(
    'INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const insertFinding = database.prepare('INSERT OR IGNORE INTO finding VALUES (?, ?)');
  const insertBodyUse = database.prepare('INSERT OR IGNORE INTO body_use VALUES (?, ?)');
  const open = database.prepare('INSERT OR REPLACE INTO work VALUES (?, ?, NULL)');
  const settleHere = database.prepare(
    'DELETE FROM work WHERE key = ? AND settled IS NULL AND opened >= ?',
  );
  const settle = database.prepare('UPDATE work SET settled = ? WHERE key = ? AND settled IS NULL');
  return ({ entry, segment, offset, headBytes }) => {
    const { sequence, conversationId, messageId } = entry;
    const at = Date.parse(entry.at);
    insertEntry.run(
      sequence,
      entry.kind,
      Number.isNaN(at) ? null : at,
      entry.service,
      conversationId === undefined ? null : foldId(conversationId),
      messageId === undefined ? null : foldId(messageId),
      entry.fromParty ?? null,
      entry.toParty ?? null,
      entry.interaction ?? null,
      segment.number,
      offset,
      headBytes,
    );
    for (const { check } of entry.findings ?? []) insertFinding.run(check, sequence);
    for (const { where } of refsOf(entry))
      if (where !== segment.name) insertBodyUse.run(where, sequence);
    // An entry may end one piece of work and begin the next under the same name.
    if (entry.settles !== undefined) {
      settleHere.run(entry.settles, segment.firstSequence);
      settle.run(sequence, entry.settles);
    }
    if (entry.opens !== undefined) open.run(sequence, entry.opens);
  };
}
