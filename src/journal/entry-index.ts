import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { Entry } from './entry.ts';
import { emptyIndexFile, openIndexFile } from './index-file.ts';
import { conditionOf, queryLimit } from './index-query.ts';
import { dropSegmentRows, indexedRanges, neededSegments } from './index-retention.ts';
import { type IndexRow, rowWriter } from './index-rows.ts';
import type { JournalQuery, OpenWorkOfParty } from './journal.ts';
import type { Segment } from './segment-store.ts';

/** Where an entry lies. */
export interface Position {
  readonly sequence: number;
  /** Number of the segment. */
  readonly segment: number;
  /** Bytes from the start of the segment. */
  readonly offset: number;
  /** Frame header and JSON, bytes. */
  readonly headBytes: number;
}

const BATCH = 128;
const LINGER_MS = 50;
const POSITION = 'sequence, segment, offset, head_bytes AS headBytes';

/**
 * Finds entries. Rows come in batches off the path of the appends; whatever is lost can be built again from the
 * segments, so that it needs no sync of its own.
 */
export class EntryIndex {
  readonly #path: string;
  readonly #waiting: IndexRow[] = [];
  #database: DatabaseSync;
  #insert: (row: IndexRow) => void;
  #position: StatementSync;
  #timer: NodeJS.Timeout | undefined;
  #failure: unknown;

  constructor(path: string) {
    this.#path = path;
    this.#database = openIndexFile(path);
    this.#insert = rowWriter(this.#database);
    this.#position = this.#preparePosition();
  }

  /** Why rows could not be written, if that happened: the index then lacks what follows its mark. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Marks the index as not to be trusted. */
  fail(error: unknown): void {
    this.#failure ??= error;
  }

  /** The greatest sequence that the index has seen. */
  get mark(): number {
    const row = this.#database.prepare('SELECT sequence FROM mark').get();
    return (row as { readonly sequence: number }).sequence;
  }

  /** Takes an entry in; it can be found after the next `flush` at the latest. */
  add(entry: Entry, segment: Segment, offset: number, headBytes: number): void {
    if (this.#failure !== undefined) return;
    this.#waiting.push({ entry, segment, offset, headBytes });
    if (this.#waiting.length >= BATCH) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), LINGER_MS).unref();
  }

  /** Whether an entry, if there is one, can be found without a `flush`. */
  covers(sequence: number): boolean {
    const [first] = this.#waiting;
    return first === undefined || sequence < first.entry.sequence;
  }

  /** Writes what waits. Never throws: what cannot be written makes `failure`. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    try {
      this.#database.exec('BEGIN');
      for (const row of this.#waiting) this.#insert(row);
      const mark = this.#waiting.at(-1)?.entry.sequence ?? 0;
      this.#database.prepare('UPDATE mark SET sequence = ?').run(mark);
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#failure = error;
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
    }
    this.#waiting.length = 0;
  }

  /** Forgets everything, as when there was no file. */
  reset(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting.length = 0;
    this.#failure ??= new Error('the index is being built anew');
    if (this.#database.isOpen) this.#database.close();
    this.#database = emptyIndexFile(this.#path);
    this.#insert = rowWriter(this.#database);
    this.#position = this.#preparePosition();
    this.#failure = undefined;
  }

  find(query: JournalQuery): readonly Position[] {
    const { sql, values } = conditionOf(query);
    const order = query.newestFirst ? 'DESC' : 'ASC';
    const text = `SELECT ${POSITION} FROM entry ${sql} ORDER BY sequence ${order} LIMIT ?`;
    return this.#all(text, ...values, queryLimit(query));
  }

  /** How many entries a query finds, whatever its limit. */
  count(query: JournalQuery): number {
    const { sql, values } = conditionOf(query);
    const row = this.#database.prepare(`SELECT count(*) AS n FROM entry ${sql}`).get(...values);
    return (row as { readonly n: number }).n;
  }

  position(sequence: number): Position | undefined {
    return this.#position.get(sequence) as Position | undefined;
  }

  openWork(service?: string): readonly Position[] {
    const open = 'SELECT opened FROM work WHERE settled IS NULL';
    const [of, values] =
      service === undefined
        ? ['', []]
        : ["AND (service = ?1 OR substr(service, 1, length(?1) + 1) = ?1 || ':')", [service]];
    return this.#all(
      `SELECT ${POSITION} FROM entry WHERE sequence IN (${open}) ${of} ORDER BY sequence`,
      ...values,
    );
  }

  openByParty(): readonly OpenWorkOfParty[] {
    const open = 'SELECT opened FROM work WHERE settled IS NULL';
    const rows = this.#database
      .prepare(
        `SELECT to_party AS party, count(*) AS open, min(sequence) AS oldest FROM entry
         WHERE sequence IN (${open}) GROUP BY to_party ORDER BY open DESC, party`,
      )
      .all() as unknown as { party: string | null; open: number; oldest: number }[];
    return rows.map(({ party, open, oldest }) => ({ toParty: party ?? undefined, open, oldest }));
  }

  neededSegments(all: readonly Segment[]): ReadonlySet<number> {
    return neededSegments(this.#database, all);
  }

  ranges(): ReadonlyMap<number, readonly [first: number, last: number]> {
    return indexedRanges(this.#database);
  }

  usesBody(file: string): boolean {
    const found = this.#database.prepare('SELECT 1 FROM body_use WHERE file = ? LIMIT 1').get(file);
    return found !== undefined;
  }

  /** Forgets the entries of a segment. Returns the body files that no other entry names. */
  drop(segment: number): readonly string[] {
    return dropSegmentRows(this.#database, segment);
  }

  close(): void {
    this.flush();
    if (this.#database.isOpen) this.#database.close();
  }

  #all(sql: string, ...values: SQLInputValue[]): readonly Position[] {
    return this.#database.prepare(sql).all(...values) as unknown as Position[];
  }

  #preparePosition(): StatementSync {
    return this.#database.prepare(`SELECT ${POSITION} FROM entry WHERE sequence = ?`);
  }
}
