import { randomInt } from 'node:crypto';
import { type FileHandle, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncDirectory, writeFully } from './durable-files.ts';
import { RoomAhead } from './room-ahead.ts';
import { readSegmentHeader, SEGMENT_HEADER_BYTES, writeSegmentHeader } from './segment-header.ts';

/** A segment file: `segment-00000001.log`. */
export interface Segment {
  readonly number: number;
  readonly name: string;
  readonly firstSequence: number;
  /** `undefined` when the header is lost: then no frame can be read. */
  readonly salt: number | undefined;
  /** What is wrong with its header, if anything. */
  readonly fault: string | undefined;
  /** Durable bytes. */
  bytes: number;
}

/** A segment that may be written to. */
export type WritableSegment = Segment & { readonly salt: number };

const NAME = /^segment-(\d{8,})\.log$/;

/** The segment files of a journal, oldest first. Only the last is ever written to. */
export class SegmentStore {
  readonly #directory: string;
  readonly #sync: boolean;
  readonly #room = new RoomAhead();
  readonly #segments: Segment[];
  #active: FileHandle | undefined;
  #broken: unknown;
  #bytes: number;

  private constructor(directory: string, sync: boolean, segments: Segment[]) {
    this.#directory = directory;
    this.#sync = sync;
    this.#segments = segments;
    this.#bytes = segments.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  static async open(directory: string, sync: boolean): Promise<SegmentStore> {
    const segments: Segment[] = [];
    const names = (await readdir(directory)).filter((name) => NAME.test(name));
    const numbered = names.map((name) => ({ name, number: Number(NAME.exec(name)?.[1]) }));
    numbered.sort((a, b) => a.number - b.number);
    for (const { name, number } of numbered) {
      const segment = await readSegment(join(directory, name), name, number, segments.at(-1));
      const neverBegun = segment.salt === undefined && segment.bytes <= SEGMENT_HEADER_BYTES;
      // Its start was interrupted: nothing in it was ever acknowledged.
      if (neverBegun && name === numbered.at(-1)?.name) await rm(join(directory, name));
      else segments.push(segment);
    }
    return new SegmentStore(directory, sync, segments);
  }

  get all(): readonly Segment[] {
    return this.#segments;
  }

  get last(): Segment | undefined {
    return this.#segments.at(-1);
  }

  get bytes(): number {
    return this.#bytes;
  }

  named(name: string): Segment | undefined {
    // References are mostly to what was written lately.
    return this.#segments.findLast((segment) => segment.name === name);
  }

  path(name: string): string {
    return join(this.#directory, name);
  }

  /** Closes the last segment and begins the next. */
  async start(firstSequence: number): Promise<WritableSegment> {
    await this.#release();
    const number = (this.last?.number ?? 0) + 1;
    const name = `segment-${String(number).padStart(8, '0')}.log`;
    const salt = randomInt(2 ** 32);
    // A file of that name holds nothing durable: it is the rest of a start that failed.
    const handle = await open(this.path(name), 'w+');
    try {
      await writeFully(handle, writeSegmentHeader({ firstSequence, salt }), 0);
      if (this.#sync) {
        await handle.datasync();
        await syncDirectory(this.#directory);
      }
    } catch (error) {
      await handle.close();
      await rm(this.path(name), { force: true });
      throw error;
    }
    this.#active = handle;
    const bytes = SEGMENT_HEADER_BYTES;
    const segment = { number, name, firstSequence, salt, fault: undefined, bytes };
    this.#segments.push(segment);
    this.#bytes += bytes;
    return segment;
  }

  /** Adds bytes to the last segment; durable when it resolves, not there at all when it rejects. */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.#broken !== undefined) throw this.#broken;
    const segment = this.last;
    if (!segment) throw new Error('no segment was started');
    const handle = await this.#handle(segment);
    try {
      if (this.#sync) await this.#room.make(handle, segment.bytes, segment.bytes + bytes.length);
      await writeFully(handle, bytes, segment.bytes);
      if (this.#sync) await handle.datasync();
    } catch (error) {
      await this.#undo(handle, segment.bytes, error);
      throw error;
    }
    segment.bytes += bytes.length;
    this.#bytes += bytes.length;
  }

  /** Cuts what follows `bytes` off the last segment. */
  async truncate(bytes: number): Promise<void> {
    const segment = this.last;
    if (!segment) return;
    const handle = await this.#handle(segment);
    await handle.truncate(bytes);
    await handle.datasync();
    this.#room.cut(bytes);
    this.#bytes += bytes - segment.bytes;
    segment.bytes = bytes;
  }

  async remove(segment: Segment): Promise<void> {
    if (segment === this.last) await this.#release();
    await rm(this.path(segment.name), { force: true });
    await syncDirectory(this.#directory);
    this.#segments.splice(this.#segments.indexOf(segment), 1);
    this.#bytes -= segment.bytes;
  }

  async close(): Promise<void> {
    await this.#release();
  }

  async #handle(segment: Segment): Promise<FileHandle> {
    this.#active ??= await open(this.path(segment.name), 'r+');
    return this.#active;
  }

  async #release(): Promise<void> {
    const handle = this.#active;
    this.#active = undefined;
    try {
      if (handle) await this.#room.end(handle, this.last?.bytes ?? 0);
    } finally {
      await handle?.close();
    }
  }

  async #undo(handle: FileHandle, bytes: number, cause: unknown): Promise<void> {
    try {
      await handle.truncate(bytes);
      await handle.datasync();
      this.#room.cut(bytes);
    } catch {
      // Nobody knows what lies behind the last durable byte: nothing may be written after it.
      this.#broken = cause;
    }
  }
}

async function readSegment(
  path: string,
  name: string,
  number: number,
  before: Segment | undefined,
): Promise<Segment> {
  const handle = await open(path, 'r');
  try {
    const { size: bytes } = await handle.stat();
    const head = Buffer.alloc(SEGMENT_HEADER_BYTES);
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    const header = readSegmentHeader(head.subarray(0, bytesRead));
    if (header) {
      const fault = header.sound ? undefined : 'one copy of its header is damaged';
      return { number, name, ...header, fault, bytes };
    }
    const fault = 'both copies of its header are damaged: its entries cannot be read';
    const firstSequence = (before?.firstSequence ?? 0) + 1;
    return { number, name, firstSequence, salt: undefined, fault, bytes };
  } finally {
    await handle.close();
  }
}
