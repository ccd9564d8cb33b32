import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { entryFromJson } from './draft.ts';
import { readFully } from './durable-files.ts';
import type { Entry } from './entry.ts';
import { FRAME_HEADER_BYTES, FRAME_MAGIC, frameBytes, readFrameHeader } from './frame.ts';
import { SEGMENT_HEADER_BYTES } from './segment-header.ts';

/** A whole frame, with the entry that it holds. */
export interface ScannedFrame {
  readonly kind: 'frame';
  readonly offset: number;
  readonly bytes: number;
  readonly headBytes: number;
  readonly place: number;
  readonly entry: Entry;
  /** Its small bodies as they lie there; valid until the next item is asked for. */
  readonly bodies: Buffer;
}

/** Bytes that are no frame. `end` is where the next whole frame begins, or the end of the file. */
export interface ScannedDamage {
  readonly kind: 'damage';
  readonly offset: number;
  readonly end: number;
  readonly reason: string;
}

const WINDOW_BYTES = 1024 * 1024;

/** What is read of a segment: bytes up to `bytes`. */
export interface ScanTarget {
  readonly name: string;
  readonly salt: number | undefined;
  readonly bytes: number;
}

type Scannable = ScanTarget & { readonly salt: number };

/** Reads the frames of a segment file one after another, in constant memory; damage is stepped over and told. */
export async function* scanSegment(
  path: string,
  target: ScanTarget,
): AsyncGenerator<ScannedFrame | ScannedDamage> {
  const { name, salt, bytes } = target;
  let at = SEGMENT_HEADER_BYTES;
  if (salt === undefined) {
    const reason = 'nothing can be read without the header of the segment';
    if (at < bytes) yield { kind: 'damage', offset: at, end: bytes, reason };
    return;
  }
  const segment = { name, salt, bytes };
  const handle = await open(path, 'r');
  try {
    const window = windowOf(handle, bytes);
    while (at < bytes) {
      const found = await frameAt(window, at, segment);
      if (typeof found !== 'string') {
        yield found;
        at += found.bytes;
        continue;
      }
      const end = (await nextFrame(window, at + 1, segment)) ?? bytes;
      yield { kind: 'damage', offset: at, end, reason: found };
      at = end;
    }
  } finally {
    await handle.close();
  }
}

type Window = (offset: number, length: number) => Promise<Buffer>;

/** A view of the file that moves; each piece is valid until the next is asked for. */
function windowOf(handle: FileHandle, size: number): Window {
  let buffer = Buffer.allocUnsafe(Math.min(WINDOW_BYTES, size));
  let start = 0;
  let filled = 0;
  return async (offset, wanted) => {
    const length = Math.max(0, Math.min(wanted, size - offset));
    if (offset < start || offset + length > start + filled) {
      if (length > buffer.length) buffer = Buffer.allocUnsafe(length);
      start = offset;
      filled = await readFully(handle, buffer, offset);
    }
    return buffer.subarray(offset - start, Math.min(offset - start + length, filled));
  };
}

async function frameAt(
  window: Window,
  offset: number,
  segment: Scannable,
): Promise<ScannedFrame | string> {
  const header = readFrameHeader(await window(offset, FRAME_HEADER_BYTES), segment.salt);
  if (typeof header === 'string') return header;
  const bytes = frameBytes(header);
  // Before anything is read: a length may not make the reader take memory that no file stands for.
  if (offset + bytes > segment.bytes) return 'the frame is cut short';
  const frame = await window(offset, bytes);
  if (frame.length < bytes) return 'the frame is cut short';
  if (crc32(frame.subarray(FRAME_HEADER_BYTES)) !== header.contentCrc)
    return `the frame of entry ${header.sequence} does not match its CRC`;
  const headBytes = FRAME_HEADER_BYTES + header.jsonBytes;
  const json = frame.toString('utf8', FRAME_HEADER_BYTES, headBytes);
  const entry = entryFromJson(json, header.sequence, segment.name, offset + headBytes);
  const bodies = frame.subarray(headBytes);
  return { kind: 'frame', offset, bytes, headBytes, place: header.place, entry, bodies };
}

async function nextFrame(
  window: Window,
  from: number,
  segment: Scannable,
): Promise<number | undefined> {
  const step = 64 * 1024;
  let at = from;
  while (at + FRAME_HEADER_BYTES <= segment.bytes) {
    const hit = (await window(at, step)).indexOf(FRAME_MAGIC);
    if (hit === -1) {
      // The magic may lie across the border of two pieces.
      at += step - FRAME_MAGIC.length + 1;
      continue;
    }
    if (typeof (await frameAt(window, at + hit, segment)) !== 'string') return at + hit;
    at += hit + 1;
  }
  return undefined;
}
