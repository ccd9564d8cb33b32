import type { BodyStore } from './body-store.ts';
import type { DroppedRanges } from './dropped-ranges.ts';
import type { EntryIndex } from './entry-index.ts';
import { JournalFullError } from './journal-errors.ts';
import { SEGMENT_HEADER_BYTES } from './segment-header.ts';
import type { Segment, SegmentStore } from './segment-store.ts';

export interface SizeLimit {
  /** Segments and bodies together; the index comes on top. */
  readonly maxBytes: number;
  readonly whenFull: 'refuse' | 'rotate';
}

export interface RotationRooms {
  readonly segments: SegmentStore;
  readonly bodies: BodyStore;
  readonly index: EntryIndex;
  readonly dropped: DroppedRanges;
}

/** Bytes that count against the limit. */
export function usedBytes({ segments, bodies }: Pick<RotationRooms, 'segments' | 'bodies'>): number {
  return segments.bytes + bodies.bytes;
}

/**
 * Drops the oldest segments until `needed` bytes fit. A segment stays while open work needs it, or while it holds
 * the end of work whose beginning stays. Rejects with JournalFullError when nothing more may go.
 */
export async function rotate(
  rooms: RotationRooms,
  { maxBytes }: SizeLimit,
  needed: number,
  lastSequence: number,
): Promise<void> {
  const { segments, index } = rooms;
  const room = needed + SEGMENT_HEADER_BYTES;
  while (usedBytes(rooms) + room > maxBytes) {
    index.flush();
    const needy = index.neededSegments(segments.all);
    const free = segments.all.find(({ number }) => !needy.has(number));
    const empty = free && free === segments.last && free.firstSequence > lastSequence;
    if (!free || empty) {
      const why = needy.size > 0 ? 'open work needs what is left' : 'one entry is larger than that';
      throw new JournalFullError(maxBytes, usedBytes(rooms), why);
    }
    if (free === segments.last) await segments.start(lastSequence + 1);
    await dropSegment(rooms, free);
  }
}

/** In this order a crash at any point leaves either the segment or the record of its end. */
export async function dropSegment(rooms: RotationRooms, segment: Segment): Promise<void> {
  const { segments, bodies, index, dropped } = rooms;
  const last = index.lastSequenceOf(segment);
  if (last !== undefined) await dropped.add(segment.firstSequence, last);
  await segments.remove(segment);
  for (const file of index.drop(segment.number)) await bodies.remove(file);
}
