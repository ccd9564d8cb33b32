import type { BodyStore } from './body-store.ts';
import type { DroppedRanges } from './dropped-ranges.ts';
import type { EntryIndex } from './entry-index.ts';
import { JournalFullError } from './journal-errors.ts';
import { SEGMENT_HEADER_BYTES } from './segment-header.ts';
import type { Segment, SegmentStore } from './segment-store.ts';

/** Where a journal keeps what. */
export interface Stores {
  readonly segments: SegmentStore;
  readonly bodies: BodyStore;
  readonly index: EntryIndex;
  readonly dropped: DroppedRanges;
}

/** Bytes that count against the limit: segments and bodies; the index comes on top. */
export function usedBytes({ segments, bodies }: Stores): number {
  return segments.bytes + bodies.bytes;
}

/** Bytes that a group takes at most: it may begin a segment. */
export function neededBytes(groupBytes: number): number {
  return groupBytes + SEGMENT_HEADER_BYTES;
}

/**
 * Drops the oldest segments until `needed` bytes fit. A segment stays while open work needs it, or while it holds
 * the end of work whose beginning stays. Rejects with JournalFullError when nothing more may go.
 */
export async function rotate(
  stores: Stores,
  maxBytes: number,
  needed: number,
  lastSequence: number,
): Promise<void> {
  const { segments, index } = stores;
  const full = (why: string) => new JournalFullError(maxBytes, usedBytes(stores), why);
  if (needed > maxBytes) throw full(`${needed} bytes are more than it may ever hold`);
  while (usedBytes(stores) + needed > maxBytes) {
    index.flush();
    const kept = index.neededSegments(segments.all);
    const free = segments.all.find(({ number }) => !kept.has(number));
    const holdsNothing = free === segments.last && (free?.firstSequence ?? 0) > lastSequence;
    if (!free || holdsNothing)
      throw full(kept.size > 0 ? 'open work needs what is left' : 'nothing is left to drop');
    if (free === segments.last) await segments.start(lastSequence + 1);
    await dropSegment(stores, free);
  }
}

/** In this order a crash at any point leaves what `recover` can finish. */
async function dropSegment(stores: Stores, segment: Segment): Promise<void> {
  const { segments, bodies, index, dropped } = stores;
  const range = index.ranges().get(segment.number);
  if (range) await dropped.add(...range);
  const files = index.drop(segment.number);
  await segments.remove(segment);
  await bodies.remove(files);
}
