import { type FileHandle, open } from 'node:fs/promises';
import { entryFromJson } from './draft.ts';
import { readFully } from './durable-files.ts';
import type { Entry } from './entry.ts';
import type { Position } from './entry-index.ts';
import { FRAME_HEADER_BYTES, readFrameHeader } from './frame.ts';
import { JournalDamagedError } from './journal-errors.ts';
import type { Segment, SegmentStore } from './segment-store.ts';

/** Reads at one time. */
const ABREAST = 16;

/** Reads entries without their bodies, in the order asked for. Rejects with JournalDamagedError. */
export async function readEntries(
  segments: SegmentStore,
  positions: readonly Position[],
): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  const byNumber = new Map(segments.all.map((segment) => [segment.number, segment]));
  const handles = new Map<number, FileHandle>();
  try {
    for (const number of new Set(positions.map(({ segment }) => segment))) {
      const segment = byNumber.get(number);
      if (!segment) continue;
      const handle = await open(segments.path(segment.name), 'r').catch((error: unknown) => {
        throw new JournalDamagedError(`the entries in ${segment.name}`, error);
      });
      handles.set(number, handle);
    }
    for (let at = 0; at < positions.length; at += ABREAST) {
      const some = positions.slice(at, at + ABREAST).map((position) => {
        const handle = handles.get(position.segment);
        const segment = byNumber.get(position.segment);
        if (!handle || !segment) throw new JournalDamagedError(`entry ${position.sequence}`);
        return readEntry(handle, segment, position);
      });
      entries.push(...(await Promise.all(some)));
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
  const damaged = (why: string, cause?: unknown) =>
    new JournalDamagedError(`entry ${sequence}: ${why}`, cause);
  if (salt === undefined) throw damaged('the header of its segment is damaged');
  const head = Buffer.allocUnsafe(headBytes);
  const bytesRead = await readFully(handle, head, offset);
  const header = readFrameHeader(head.subarray(0, bytesRead), salt);
  if (typeof header === 'string') throw damaged(header);
  if (header.sequence !== sequence || FRAME_HEADER_BYTES + header.jsonBytes !== bytesRead)
    throw damaged('another lies in its place');
  try {
    return entryFromJson(
      head.toString('utf8', FRAME_HEADER_BYTES),
      sequence,
      name,
      offset + headBytes,
    );
  } catch (error) {
    throw damaged('it is no JSON', error);
  }
}
