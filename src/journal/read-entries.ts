import { type FileHandle, open } from 'node:fs/promises';
import { entryFromJson } from './draft.ts';
import type { Entry } from './entry.ts';
import type { Position } from './entry-index.ts';
import { FRAME_HEADER_BYTES, readFrameHeader } from './frame.ts';
import { JournalDamagedError } from './journal-errors.ts';
import type { Segment, SegmentStore } from './segment-store.ts';

/** Reads entries without their bodies, in the order asked for. Rejects with JournalDamagedError. */
export async function readEntries(
  segments: SegmentStore,
  positions: readonly Position[],
): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  const byNumber = new Map(segments.all.map((segment) => [segment.number, segment]));
  const handles = new Map<number, FileHandle>();
  try {
    for (const position of positions) {
      const segment = byNumber.get(position.segment);
      if (!segment) throw new JournalDamagedError(`entry ${position.sequence}`);
      let handle = handles.get(segment.number);
      if (!handle) {
        handle = await open(segments.path(segment.name), 'r');
        handles.set(segment.number, handle);
      }
      entries.push(await readEntry(handle, segment, position));
    }
  } finally {
    for (const handle of handles.values()) await handle.close();
  }
  return entries;
}

async function readEntry(
  handle: FileHandle,
  { name, salt }: Segment,
  { sequence, offset, headBytes }: Position,
): Promise<Entry> {
  const head = Buffer.allocUnsafe(headBytes);
  const { bytesRead } = await handle.read(head, 0, headBytes, offset);
  const header = readFrameHeader(head.subarray(0, bytesRead), salt);
  if (typeof header === 'string') throw new JournalDamagedError(`entry ${sequence}: ${header}`);
  if (header.sequence !== sequence || FRAME_HEADER_BYTES + header.jsonBytes !== headBytes)
    throw new JournalDamagedError(`entry ${sequence}: the index points to another`);
  const json = head.toString('utf8', FRAME_HEADER_BYTES);
  try {
    return entryFromJson(json, sequence, name, offset + headBytes);
  } catch (error) {
    throw new JournalDamagedError(`entry ${sequence}`, error);
  }
}
