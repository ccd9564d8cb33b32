import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { isBodyFile, streamBytes } from './body-store.ts';
import { draftEntry, INLINE_BYTES } from './draft.ts';
import type { BodyRef, BodySource, Entry, HttpSide, NewEntry } from './entry.ts';
import type { Position } from './entry-index.ts';
import { GroupCommitter } from './group-committer.ts';
import type { BodyKeeper, Journal, JournalQuery, JournalReport } from './journal.ts';
import { JournalClosedError, JournalDamagedError, JournalFullError } from './journal-errors.ts';
import { readEntries } from './read-entries.ts';
import { catchUp, type RecoveryRooms, removeAll } from './recover.ts';
import { rotate, type SizeLimit, usedBytes } from './retention.ts';
import { SEGMENT_HEADER_BYTES } from './segment-header.ts';
import { verifyJournal } from './verify-journal.ts';

type Rooms = RecoveryRooms;

/** The journal in segment files, with an index in SQLite. */
export class FileJournal implements Journal {
  readonly #rooms: Rooms;
  readonly #limit: SizeLimit;
  readonly #committer: GroupCommitter;
  readonly #unlock: () => void;
  readonly #listeners = new Set<(entry: Entry) => void>();
  #closing: Promise<void> | undefined;

  constructor(
    rooms: Rooms,
    limit: SizeLimit & { readonly segmentBytes: number },
    lastSequence: number,
    unlock: () => void,
  ) {
    this.#rooms = rooms;
    this.#limit = limit;
    this.#unlock = unlock;
    this.#committer = new GroupCommitter(rooms.segments, lastSequence, {
      segmentBytes: limit.segmentBytes,
      makeRoom: (bytes) => this.#makeRoom(bytes),
      onDurable: (entry, segment, { offset, headBytes }) => {
        for (const ref of [entry.request?.body, entry.response?.body])
          if (ref) rooms.bodies.adopt(ref.where);
        rooms.index.add(entry, segment, offset, headBytes);
        this.#tell(entry);
      },
    });
  }

  async append(entry: NewEntry): Promise<Entry> {
    this.#mustBeOpen();
    const request = await this.#settleSide(entry.request);
    const response = await this.#settleSide(entry.response);
    const sides = { ...(request && { request }), ...(response && { response }) };
    return this.#committer.append(draftEntry({ ...entry, ...sides }), (waiting) =>
      this.#mustFit(waiting),
    );
  }

  async keepBody(): Promise<BodyKeeper> {
    this.#mustBeOpen();
    await this.#roomForBody(1);
    return this.#rooms.bodies.keeper((bytes) => this.#roomForBody(bytes));
  }

  async readBody(ref: BodyRef): Promise<Buffer> {
    const bytes = Buffer.alloc(ref.length);
    try {
      const handle = await open(this.#pathOf(ref), 'r');
      try {
        await handle.read(bytes, 0, ref.length, ref.offset);
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw new JournalDamagedError(`a body in ${ref.where}`, error);
    }
    if (crc32(bytes) !== ref.crc) throw new JournalDamagedError(`a body in ${ref.where}`);
    return bytes;
  }

  streamBody(ref: BodyRef): Readable {
    try {
      return streamBytes(this.#pathOf(ref), ref);
    } catch (error) {
      return new Readable({
        read() {
          this.destroy(error as Error);
        },
      });
    }
  }

  async get(sequence: number): Promise<Entry | undefined> {
    await this.#indexed();
    const position = this.#rooms.index.position(sequence);
    return position && (await this.#read([position]))[0];
  }

  async find(query: JournalQuery): Promise<readonly Entry[]> {
    await this.#indexed();
    return this.#read(this.#rooms.index.find(query));
  }

  async count(query: JournalQuery): Promise<number> {
    await this.#indexed();
    return this.#rooms.index.count(query);
  }

  async openWork(): Promise<readonly Entry[]> {
    await this.#indexed();
    return this.#read(this.#rooms.index.openWork());
  }

  subscribe(listener: (entry: Entry) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async verify(): Promise<JournalReport> {
    await this.#indexed();
    return this.#committer.between(() => verifyJournal(this.#rooms));
  }

  clear(): Promise<void> {
    this.#mustBeOpen();
    return this.#committer.between(async () => {
      await removeAll(this.#rooms);
      this.#rooms.index.reset();
      this.#committer.restart(0);
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    await this.#committer.idle();
    this.#listeners.clear();
    this.#rooms.index.close();
    await this.#rooms.segments.close();
    this.#unlock();
  }

  /** Large bytes go to a file; a reference must name something that is on record. */
  async #settleSide(
    side: HttpSide<BodySource> | undefined,
  ): Promise<HttpSide<BodySource> | undefined> {
    const body = side?.body;
    if (!side || body === undefined) return side;
    if (!(body instanceof Uint8Array)) {
      if (!this.#holds(body)) throw new JournalDamagedError(`a body in ${body.where}`);
      return side;
    }
    if (body.length <= INLINE_BYTES) return side;
    const keeper = await this.keepBody();
    await keeper.write(body);
    return { ...side, body: await keeper.keep() };
  }

  #holds(ref: BodyRef): boolean {
    if (isBodyFile(ref.where)) return this.#rooms.bodies.has(ref);
    const segment = this.#rooms.segments.named(ref.where);
    return segment !== undefined && ref.offset + ref.length <= segment.bytes;
  }

  #pathOf(ref: BodyRef): string {
    this.#mustBeOpen();
    if (isBodyFile(ref.where)) return this.#rooms.bodies.path(ref.where);
    if (!this.#holds(ref)) throw new JournalDamagedError(`a body in ${ref.where}`);
    return this.#rooms.segments.path(ref.where);
  }

  #mustBeOpen(): void {
    if (this.#closing) throw new JournalClosedError();
  }

  #mustFit(waiting: number): void {
    if (this.#limit.whenFull === 'rotate') return;
    const used = usedBytes(this.#rooms);
    if (used + waiting + SEGMENT_HEADER_BYTES > this.#limit.maxBytes)
      throw new JournalFullError(this.#limit.maxBytes, used);
  }

  async #roomForBody(bytes: number): Promise<void> {
    if (this.#limit.whenFull === 'refuse')
      return this.#mustFit(this.#committer.waitingBytes + bytes);
    if (usedBytes(this.#rooms) + bytes + SEGMENT_HEADER_BYTES <= this.#limit.maxBytes) return;
    await this.#committer.between(() => this.#makeRoom(bytes));
  }

  async #makeRoom(bytes: number): Promise<void> {
    if (this.#limit.whenFull === 'rotate')
      await rotate(this.#rooms, this.#limit, bytes, this.#committer.lastSequence);
  }

  async #indexed(): Promise<void> {
    this.#mustBeOpen();
    const { index, logger } = this.#rooms;
    index.flush();
    if (index.failure === undefined) return;
    logger.error({ error: String(index.failure) }, 'the index failed and is built anew');
    await this.#committer.between(async () => {
      index.reset();
      await catchUp(this.#rooms);
    });
  }

  async #read(positions: readonly Position[]): Promise<readonly Entry[]> {
    return readEntries(this.#rooms.segments, positions);
  }

  #tell(entry: Entry): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(entry);
      } catch (error) {
        this.#rooms.logger.error({ error: String(error) }, 'a listener of the journal failed');
      }
    }
  }
}
