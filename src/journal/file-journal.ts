import { Readable } from 'node:stream';
import type { Logger } from '../platform/logger.ts';
import { passBytes, readBytes, streamBytes } from './body-file.ts';
import { isBodyFile } from './body-store.ts';
import { clearAll } from './clear.ts';
import { draftEntry } from './draft.ts';
import type { BodyRef, Entry, NewEntry } from './entry.ts';
import { type Choice, EntryReader } from './entry-reader.ts';
import { GroupCommitter } from './group-committer.ts';
import type {
  BodyKeeper,
  Journal,
  JournalQuery,
  JournalReport,
  OpenWorkOfParty,
} from './journal.ts';
import { JournalClosedError, JournalDamagedError, JournalFullError } from './journal-errors.ts';
import { Listeners } from './listeners.ts';
import { hasLargeBody, keepLargeBodies, outsideRefs } from './outside-bodies.ts';
import { neededBytes, rotate, type Stores, usedBytes } from './retention.ts';
import { verifyJournal } from './verify-journal.ts';

export interface FileJournalParts {
  readonly directory: string;
  readonly stores: Stores;
  readonly limits: {
    readonly maxBytes: number;
    readonly whenFull: 'refuse' | 'rotate';
    readonly segmentBytes: number;
  };
  readonly logger: Logger;
  /** Lets the directory go. */
  readonly unlock: () => void;
}

/** The journal in segment files, with an index in SQLite. */
export class FileJournal implements Journal {
  readonly #parts: FileJournalParts;
  readonly #stores: Stores;
  readonly #committer: GroupCommitter;
  readonly #reader: EntryReader;
  readonly #listeners: Listeners;
  /** Calls under way that must end before the files are closed. */
  readonly #busy = new Set<Promise<unknown>>();
  #clearing = 0;
  #verifying: Promise<unknown> = Promise.resolve();
  #closing: Promise<void> | undefined;

  constructor(parts: FileJournalParts, lastSequence: number) {
    const { stores, limits, logger } = parts;
    this.#parts = parts;
    this.#stores = stores;
    this.#listeners = new Listeners(logger);
    this.#committer = new GroupCommitter(stores.segments, lastSequence, {
      segmentBytes: limits.segmentBytes,
      makeRoom: (bytes) => this.#makeRoom(neededBytes(bytes)),
      onDurable: (entry, segment, offset, headBytes) => {
        stores.index.add(entry, segment, offset, headBytes);
        this.#listeners.tell(entry);
      },
    });
    const between = (task: () => Promise<void>) => this.#committer.between(task);
    this.#reader = new EntryReader(stores, logger, between);
  }

  async append(entry: NewEntry): Promise<Entry> {
    this.#mustBeOpen();
    // Small entries go in at once, in the order of the calls.
    if (!hasLargeBody(entry)) return this.#append(entry);
    return this.#during(async () =>
      this.#append(await keepLargeBodies(entry, this.#stores.bodies, () => this.#bodyFits())),
    );
  }

  keepBody(): Promise<BodyKeeper> {
    return this.#during(() => this.#keeper());
  }

  readBody(ref: BodyRef): Promise<Buffer> {
    return this.#during(async () => readBytes(this.#pathOf(ref), ref));
  }

  async passBody(ref: BodyRef, take: (piece: Buffer) => Promise<void>): Promise<void> {
    this.#mustBeOpen();
    await passBytes(this.#pathOf(ref), ref, take);
  }

  streamBody(ref: BodyRef): Readable {
    try {
      this.#mustBeOpen();
      return streamBytes(this.#pathOf(ref), ref);
    } catch (error) {
      const failing = new Readable({ read() {} });
      failing.destroy(error instanceof Error ? error : new Error(String(error)));
      return failing;
    }
  }

  async get(sequence: number): Promise<Entry | undefined> {
    const found = await this.#read((index) => {
      const position = index.position(sequence);
      return position ? [position] : [];
    }, sequence);
    return found[0];
  }

  find(query: JournalQuery): Promise<readonly Entry[]> {
    return this.#read((index) => index.find(query));
  }

  count(query: JournalQuery): Promise<number> {
    return this.#during(() => this.#reader.ask((index) => index.count(query)));
  }

  openWork(service?: string): Promise<readonly Entry[]> {
    return this.#read((index) => index.openWork(service));
  }

  openByParty(): Promise<readonly OpenWorkOfParty[]> {
    return this.#during(() => this.#reader.ask((index) => index.openByParty()));
  }

  usage(): { readonly bytes: number; readonly maxBytes: number } {
    return { bytes: usedBytes(this.#stores), maxBytes: this.#parts.limits.maxBytes };
  }

  subscribe(listener: (entry: Entry) => void): () => void {
    return this.#listeners.add(listener);
  }

  verify(): Promise<JournalReport> {
    return this.#during(async () => {
      await this.#reader.ask((index) => index.mark);
      const report = this.#committer.between(async () => {
        // Begins between two groups and lets them go on; only what takes entries away waits for its end.
        const running = verifyJournal(this.#stores);
        this.#verifying = Promise.all([this.#verifying, running]).catch(() => undefined);
        return { running };
      });
      return (await report).running;
    });
  }

  clear(): Promise<void> {
    return this.#during(async () => {
      this.#clearing++;
      try {
        await this.#committer.between(() => this.#clear());
      } finally {
        this.#clearing--;
      }
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #clear(): Promise<void> {
    await this.#verifying;
    await this.#reader.removing(() => clearAll(this.#parts.directory, this.#stores));
    this.#committer.restart();
  }

  async #close(): Promise<void> {
    const { stores, unlock } = this.#parts;
    await Promise.allSettled(this.#busy);
    await this.#committer.idle();
    await stores.bodies.close();
    stores.index.close();
    await stores.segments.close();
    unlock();
  }

  #append(entry: NewEntry): Promise<Entry> {
    const outside = outsideRefs(entry);
    const missing = outside.find((ref) => this.#clearing > 0 || !this.#holds(ref));
    if (missing) throw new JournalDamagedError(`a body in ${missing.where}`);
    const appended = this.#committer.append(draftEntry(entry), () => this.#mustFit());
    const files = outside.map(({ where }) => where).filter(isBodyFile);
    return files.length === 0 ? appended : this.#track(this.#claiming(files, appended));
  }

  async #claiming(files: readonly string[], appended: Promise<Entry>): Promise<Entry> {
    const { bodies } = this.#stores;
    for (const file of files) bodies.claim(file);
    let recorded = false;
    try {
      const entry = await appended;
      recorded = true;
      return entry;
    } finally {
      for (const file of files) await bodies.release(file, recorded);
    }
  }

  async #keeper(): Promise<BodyKeeper> {
    const fits = () => this.#bodyFits();
    await fits();
    return this.#stores.bodies.keeper(fits);
  }

  #holds(ref: BodyRef): boolean {
    const { bodies, segments } = this.#stores;
    if (isBodyFile(ref.where)) return bodies.has(ref);
    const end = ref.offset + ref.length;
    return ref.offset >= 0 && ref.length >= 0 && end <= (segments.named(ref.where)?.bytes ?? -1);
  }

  #pathOf(ref: BodyRef): string {
    const { bodies, segments } = this.#stores;
    if (!this.#holds(ref)) throw new JournalDamagedError(`a body in ${ref.where}`);
    return isBodyFile(ref.where) ? bodies.path(ref.where) : segments.path(ref.where);
  }

  #mustBeOpen(): void {
    if (this.#closing) throw new JournalClosedError();
  }

  async #during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#mustBeOpen();
    return this.#track(work());
  }

  async #track<Result>(running: Promise<Result>): Promise<Result> {
    this.#busy.add(running);
    try {
      return await running;
    } finally {
      this.#busy.delete(running);
    }
  }

  #read(choose: Choice, upTo?: number): Promise<readonly Entry[]> {
    return this.#during(() => this.#reader.entries(choose, upTo));
  }

  /** Refuses, when the journal is to refuse, what is counted already and does not fit. */
  #mustFit(): void {
    const { maxBytes, whenFull } = this.#parts.limits;
    if (whenFull === 'rotate') return;
    const waiting = neededBytes(this.#committer.waitingBytes);
    const used = usedBytes(this.#stores);
    if (used + waiting > maxBytes) throw new JournalFullError(maxBytes, used);
  }

  async #bodyFits(): Promise<void> {
    const { maxBytes, whenFull } = this.#parts.limits;
    if (whenFull === 'refuse') return this.#mustFit();
    if (usedBytes(this.#stores) + neededBytes(0) > maxBytes)
      await this.#committer.between(() => this.#makeRoom(neededBytes(0)));
  }

  async #makeRoom(bytes: number): Promise<void> {
    const { maxBytes, whenFull } = this.#parts.limits;
    if (whenFull === 'refuse' || usedBytes(this.#stores) + bytes <= maxBytes) return;
    await this.#verifying;
    this.#stores.index.flush();
    // What must stay is known by the index alone.
    await this.#reader.repair();
    const { lastSequence } = this.#committer;
    await this.#reader.removing(() => rotate(this.#stores, maxBytes, bytes, lastSequence));
  }
}
