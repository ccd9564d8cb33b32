import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { crc32 } from 'node:zlib';
import { readFully, writeAll } from './durable-files.ts';
import type { BodyRef } from './entry.ts';
import { JournalDamagedError } from './journal-errors.ts';

/** Bodies of several megabytes are read in so large pieces. */
const READ_BYTES = 256 * 1024;

/** The bytes of a reference, whole. Rejects with JournalDamagedError when they are not what was kept. */
export async function readBytes(path: string, ref: BodyRef): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(ref.length);
  let length: number;
  try {
    const handle = await open(path, 'r');
    try {
      length = await readFully(handle, bytes, ref.offset);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new JournalDamagedError(`a body in ${ref.where}`, error);
  }
  if (length !== ref.length || crc32(bytes) !== ref.crc)
    throw new JournalDamagedError(`a body in ${ref.where}`);
  return bytes;
}

/** The bytes of a reference as a stream, which fails at its end when they are not what was kept. */
export function streamBytes(path: string, ref: BodyRef): Readable {
  const { where, offset, length } = ref;
  if (length === 0) return Readable.from([]);
  let crc = 0;
  let seen = 0;
  const source = createReadStream(path, {
    start: offset,
    end: offset + length - 1,
    highWaterMark: READ_BYTES,
  });
  const check = new Transform({
    highWaterMark: READ_BYTES,
    transform(chunk: Buffer, _encoding, done) {
      crc = crc32(chunk, crc);
      seen += chunk.length;
      done(null, chunk);
    },
    flush(done) {
      const whole = seen === length && crc === ref.crc;
      done(whole ? null : new JournalDamagedError(`a body in ${where}`));
    },
  });
  source.once('error', (error) =>
    check.destroy(new JournalDamagedError(`a body in ${where}`, error)),
  );
  check.once('close', () => source.destroy());
  return source.pipe(check);
}

/**
 * Hands the bytes of a reference over in pieces, each good until what `take` gives resolves: two buffers take turns, so
 * that a large body leaves nothing behind for the collector. Rejects with JournalDamagedError at its end when the bytes
 * are not what was kept.
 */
export async function passBytes(
  path: string,
  { where, offset, length, crc: kept }: BodyRef,
  take: (piece: Buffer) => Promise<void>,
): Promise<void> {
  const damaged = (cause?: unknown) => new JournalDamagedError(`a body in ${where}`, cause);
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw damaged(error);
  });
  try {
    const size = Math.min(READ_BYTES, length);
    let free = Buffer.allocUnsafeSlow(size);
    let taken = Buffer.allocUnsafeSlow(size);
    let taking: Promise<void> = Promise.resolve();
    let crc = 0;
    let seen = 0;
    while (seen < length) {
      const most = Math.min(size, length - seen);
      const { bytesRead } = await handle.read(free, 0, most, offset + seen);
      if (bytesRead === 0) break;
      const piece = free.subarray(0, bytesRead);
      crc = crc32(piece, crc);
      seen += bytesRead;
      await taking;
      taking = take(piece);
      // Whoever takes may fail while the next piece is read: it is told at the next turn.
      taking.catch(() => undefined);
      [free, taken] = [taken, free];
    }
    await taking;
    if (seen !== length || crc !== kept) throw damaged();
  } finally {
    await handle.close();
  }
}

/** Bytes on their way into a file, with their length and CRC. */
export class GrowingFile {
  readonly #handle: FileHandle;
  length = 0;
  crc = 0;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async write(chunks: readonly Uint8Array[]): Promise<void> {
    const at = this.length;
    for (const chunk of chunks) {
      this.length += chunk.length;
      this.crc = crc32(chunk, this.crc);
    }
    await writeAll(this.#handle, chunks, at);
  }

  async finish(sync: boolean): Promise<void> {
    if (sync) await this.#handle.datasync();
    await this.#handle.close();
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
