import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { writeFully } from './durable-files.ts';

/** What is written ahead of the entries, bytes. */
const AHEAD_BYTES = 1024 * 1024;

/**
 * Zeros behind the entries of the segment that is written to, many groups ahead: a sync of bytes for which
 * there is room already need not wait for the file system's own journal, which makes it faster, and steady
 * while others write. A segment that is finished holds entries alone; one that was broken off ends in zeros,
 * which the next opening cuts off.
 */
export class RoomAhead {
  /** The file is written up to here. */
  #until = 0;

  /** Sees to room for entries that end at `end`; those before `written` are there. Never rejects. */
  async make(handle: FileHandle, written: number, end: number): Promise<void> {
    if (end <= this.#until) return;
    const from = Math.max(this.#until, written);
    try {
      await writeFully(handle, Buffer.alloc(end - from + AHEAD_BYTES), from);
      this.#until = end + AHEAD_BYTES;
    } catch {
      // No room for that much ahead; whether there is room for the entries themselves is seen when they are written.
      this.#until = Number.POSITIVE_INFINITY;
    }
  }

  /** The file has been cut off at `end`. */
  cut(end: number): void {
    this.#until = end;
  }

  /** Cuts off what was not used, before the file is closed. */
  async end(handle: FileHandle, written: number): Promise<void> {
    const left = this.#until > written;
    this.#until = 0;
    if (!left) return;
    await handle.truncate(written);
    await handle.datasync();
  }
}

/** Whether a file holds nothing but zeros from a place on. */
export async function isBlank(path: string, from: number): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const window = Buffer.alloc(65_536);
    for (let at = from; ; ) {
      const { bytesRead } = await handle.read(window, 0, window.length, at);
      if (bytesRead === 0) return true;
      if (window.subarray(0, bytesRead).some((byte) => byte !== 0)) return false;
      at += bytesRead;
    }
  } finally {
    await handle.close();
  }
}
