import { type FileHandle, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes all bytes at a position, however many calls the system makes of it. */
export async function writeFully(
  handle: FileHandle,
  bytes: Uint8Array,
  position: number,
): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** Writes several chunks one after the other from a position, however many calls the system makes of it. */
export async function writeAll(
  handle: FileHandle,
  chunks: readonly Uint8Array[],
  position: number,
): Promise<void> {
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const { bytesWritten } = await handle.writev([...chunks], position);
  if (bytesWritten === length) return;
  // The system took a part: the rest is rare enough to be copied together.
  const rest = Buffer.concat(chunks).subarray(bytesWritten);
  await writeFully(handle, rest, position + bytesWritten);
}

/** Fills `into` from a position; resolves to the bytes read, fewer at the end of the file. */
export async function readFully(
  handle: FileHandle,
  into: Buffer,
  position: number,
): Promise<number> {
  let done = 0;
  while (done < into.length) {
    const { bytesRead } = await handle.read(into, done, into.length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done;
}

/** Makes created, renamed and removed names of a directory durable, where the system knows how. */
export async function syncDirectory(directory: string): Promise<void> {
  // Windows cannot open a directory to synchronise it, and needs no such call.
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Puts a small file in place of another, whole or not at all. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const fresh = `${path}.new`;
  const handle = await open(fresh, 'w');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(fresh, path);
  await syncDirectory(dirname(path));
}
