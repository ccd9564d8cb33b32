import { open, rm } from 'node:fs/promises';
import type { Logger } from '../platform/logger.ts';
import type { BodyStore } from './body-store.ts';
import type { DroppedRanges } from './dropped-ranges.ts';
import type { EntryIndex } from './entry-index.ts';
import { SEGMENT_HEADER_BYTES } from './segment-header.ts';
import { type ScannedFrame, scanFrames } from './segment-scan.ts';
import type { Segment, SegmentStore } from './segment-store.ts';

export interface RecoveryRooms {
  readonly segments: SegmentStore;
  readonly bodies: BodyStore;
  readonly index: EntryIndex;
  readonly dropped: DroppedRanges;
  readonly logger: Logger;
}

/**
 * Brings a directory back to what was acknowledged: finishes rotations, cuts off a group that was being written,
 * tells the index what it lacks and removes bodies that no entry names. Returns the last sequence.
 */
export async function recover(rooms: RecoveryRooms): Promise<number> {
  const { segments, bodies, index, logger } = rooms;
  await finishRotation(rooms);
  const acknowledged = index.mark;
  const tail = await readTail(segments);
  if (tail.tornAt !== undefined && tail.last >= acknowledged) {
    const cut = (segments.last?.bytes ?? 0) - tail.tornAt;
    logger.warn({ segment: segments.last?.name, bytes: cut }, 'cut off a group that was not written whole');
    await segments.truncate(tail.tornAt);
  }
  const lastSequence = Math.max(acknowledged, tail.last);
  if (tail.last < acknowledged) {
    // These entries were durable once: what is left of them stays as evidence, and nothing is written behind it.
    logger.error({ last: tail.last, acknowledged }, 'the end of the journal is damaged');
    await segments.start(lastSequence + 1);
  }
  const damaged = await catchUp(rooms);
  if (!damaged && tail.last >= acknowledged) {
    const removed = await bodies.sweep((name) => index.usesBody(name));
    if (removed > 0) logger.info({ removed }, 'removed bodies that no entry names');
  }
  return lastSequence;
}

/** Tells the index of every entry after its mark. Resolves to whether something could not be read. */
export async function catchUp({ segments, index, logger }: RecoveryRooms): Promise<boolean> {
  index.flush();
  const from = index.mark;
  const first = segments.all.findLastIndex(({ firstSequence }) => firstSequence <= from + 1);
  let damaged = false;
  for (const segment of segments.all.slice(Math.max(0, first))) {
    await forEachFrame(segments, segment, (frame) => {
      if (frame.entry.sequence > from)
        index.add(frame.entry, segment, frame.offset, frame.headBytes);
    }, (reason, offset) => {
      damaged = true;
      logger.error({ segment: segment.name, offset, reason }, 'part of the journal is damaged');
    });
  }
  index.flush();
  return damaged;
}

async function forEachFrame(
  segments: SegmentStore,
  segment: Segment,
  onFrame: (frame: ScannedFrame) => void,
  onDamage: (reason: string, offset: number) => void,
): Promise<void> {
  const handle = await open(segments.path(segment.name), 'r');
  try {
    for await (const item of scanFrames(handle, segment, SEGMENT_HEADER_BYTES)) {
      if (item.kind === 'frame') onFrame(item);
      else onDamage(item.reason, item.offset);
    }
  } finally {
    await handle.close();
  }
}

/**
 * The last sequence on record, and where a group begins to be missing that was under way when the machine stopped.
 * Damage counts as that only when nothing of a later group follows and nothing of an earlier one is lost.
 */
async function readTail(
  segments: SegmentStore,
): Promise<{ readonly last: number; readonly tornAt: number | undefined }> {
  const segment = segments.last;
  if (!segment) return { last: 0, tornAt: undefined };
  let last = segment.firstSequence - 1;
  let torn: { readonly at: number; readonly before: number } | undefined;
  await forEachFrame(
    segments,
    segment,
    ({ entry, place }) => {
      if (torn && entry.sequence - place > torn.before + 1) torn = undefined;
      last = entry.sequence;
    },
    (_reason, offset) => {
      torn ??= { at: offset, before: last };
    },
  );
  return torn ? { last: torn.before, tornAt: torn.at } : { last, tornAt: undefined };
}

async function finishRotation({ segments, index, dropped }: RecoveryRooms): Promise<void> {
  for (const segment of [...segments.all]) {
    const { firstSequence } = segment;
    if (segment !== segments.last && dropped.covers(firstSequence, firstSequence))
      await segments.remove(segment);
  }
  const present = new Set(segments.all.map(({ number }) => number));
  for (const number of index.segments()) {
    const [position] = present.has(number) ? [] : index.firstOf(number);
    if (position && dropped.covers(position.sequence, position.sequence)) index.drop(number);
  }
}

/** Removes what an interrupted `clear` left. */
export async function removeAll({ segments, bodies, dropped }: RecoveryRooms): Promise<void> {
  for (const segment of [...segments.all].reverse()) await segments.remove(segment);
  await bodies.sweep(() => false);
  await dropped.clear();
  void rm;
}
