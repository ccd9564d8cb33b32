import type { DatabaseSync } from 'node:sqlite';
import { isBodyFile } from './body-store.ts';
import type { Segment } from './segment-store.ts';

/**
 * Segments by number that may not go: open work lies in them or draws its bodies from them, or they hold the end of
 * work whose beginning is in another segment.
 */
export function neededSegments(
  database: DatabaseSync,
  all: readonly Segment[],
): ReadonlySet<number> {
  const numberOf = new Map(all.map(({ name, number }) => [name, number]));
  const rows = database
    .prepare(
      `SELECT segment AS number, NULL AS file FROM work JOIN entry ON sequence = coalesce(settled, opened)
       UNION SELECT NULL, file FROM work JOIN body_use ON sequence = opened WHERE settled IS NULL`,
    )
    .all() as { readonly number: number | null; readonly file: string | null }[];
  const needed = new Set<number>();
  for (const { number, file } of rows) {
    const found = number ?? numberOf.get(file ?? '');
    if (found !== undefined) needed.add(found);
  }
  return needed;
}

/** Forgets the entries of a segment. Returns the body files that no other entry names. */
export function dropSegmentRows(database: DatabaseSync, segment: number): readonly string[] {
  const inside = 'SELECT sequence FROM entry WHERE segment = ?';
  const files = database
    .prepare(`SELECT DISTINCT file FROM body_use WHERE sequence IN (${inside})`)
    .all(segment) as { readonly file: string }[];
  const steps = [
    `DELETE FROM body_use WHERE sequence IN (${inside})`,
    `DELETE FROM finding WHERE sequence IN (${inside})`,
    `DELETE FROM work WHERE opened IN (${inside})`,
    'DELETE FROM entry WHERE segment = ?',
  ];
  database.exec('BEGIN');
  try {
    for (const sql of steps) database.prepare(sql).run(segment);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
  const used = database.prepare('SELECT 1 FROM body_use WHERE file = ? LIMIT 1');
  return files
    .map(({ file }) => file)
    .filter((file) => isBodyFile(file) && used.get(file) === undefined);
}

/** First and last sequence that the index knows in each segment, by segment number. */
export function indexedRanges(
  database: DatabaseSync,
): ReadonlyMap<number, readonly [first: number, last: number]> {
  const rows = database
    .prepare(
      'SELECT segment, min(sequence) AS first, max(sequence) AS last FROM entry GROUP BY segment',
    )
    .all() as { readonly segment: number; readonly first: number; readonly last: number }[];
  return new Map(rows.map(({ segment, first, last }) => [segment, [first, last] as const]));
}
