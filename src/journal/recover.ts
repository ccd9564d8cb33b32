import type { Logger } from '../platform/logger.ts';
import { JournalWriteError } from './journal-errors.ts';
import type { Stores } from './retention.ts';
import { isBlank } from './room-ahead.ts';
import { scanSegment } from './segment-scan.ts';
import type { SegmentStore } from './segment-store.ts';

/**
 * Brings a directory back to what was acknowledged: finishes rotations, cuts off a group that was being written,
 * tells the index what it lacks and removes bodies that no entry names. Resolves to the last sequence.
 */
export async function recover(stores: Stores, logger: Logger): Promise<number> {
  const { segments, bodies, index } = stores;
  await finishRotation(stores);
  const acknowledged = index.mark;
  const tail = await readTail(segments);
  const lost = tail.last < acknowledged;
  if (tail.tornAt !== undefined && !lost) {
    await tellTorn(segments, tail.tornAt, logger);
    await segments.truncate(tail.tornAt);
  }
  const damaged = await catchUp(stores, logger);
  const lastSequence = Math.max(acknowledged, index.mark);
  if (lost) {
    // These entries were durable once: what is left of them is evidence, and nothing is written behind it.
    logger.error({ acknowledged, found: tail.last }, 'the end of the journal is damaged');
    await segments.start(lastSequence + 1);
  }
  if (!damaged && !lost) {
    const removed = await bodies.sweep((name) => index.usesBody(name));
    if (removed > 0) logger.info({ removed }, 'removed bodies that no entry names');
  }
  return lastSequence;
}

/** A segment that was only prepared ahead has lost nothing. */
async function tellTorn(segments: SegmentStore, tornAt: number, logger: Logger): Promise<void> {
  const { last } = segments;
  if (!last || (await isBlank(segments.path(last.name), tornAt))) return;
  const facts = { segment: last.name, bytes: last.bytes - tornAt };
  logger.warn(facts, 'cut off entries that were not written whole and never acknowledged');
}

/** Builds the index anew from the segments. Nothing may be written meanwhile. */
export async function rebuildIndex(stores: Stores, logger: Logger): Promise<void> {
  logger.error({ error: String(stores.index.failure) }, 'the index failed and is built anew');
  stores.index.reset();
  await catchUp(stores, logger);
}

/**
 * Tells the index of every entry after its mark. Resolves to whether something could not be read; rejects with
 * JournalWriteError when the index cannot be written.
 */
async function catchUp({ segments, index }: Stores, logger: Logger): Promise<boolean> {
  const mark = index.mark;
  const first = segments.all.findLastIndex(({ firstSequence }) => firstSequence <= mark + 1);
  let damaged = false;
  for (const segment of segments.all.slice(Math.max(0, first))) {
    for await (const item of scanSegment(segments.path(segment.name), segment)) {
      if (item.kind === 'damage') {
        damaged = true;
        const { offset, reason } = item;
        logger.error({ segment: segment.name, offset, reason }, 'part of the journal is damaged');
      } else if (item.entry.sequence > mark) {
        index.add(item.entry, segment, item.offset, item.headBytes);
      }
    }
  }
  index.flush();
  if (index.failure !== undefined) throw new JournalWriteError('its index', index.failure);
  return damaged;
}

interface Tail {
  /** The last sequence that counts. */
  readonly last: number;
  /** Where the rest of an interrupted write begins. */
  readonly tornAt: number | undefined;
}

/**
 * Damage at the end is taken for a group whose write was interrupted only when nothing of an earlier group is lost
 * and nothing of a later one follows: pages of one write may reach the disk in any order.
 */
async function readTail(segments: SegmentStore): Promise<Tail> {
  const segment = segments.last;
  if (segment?.salt === undefined) return { last: 0, tornAt: undefined };
  let last = segment.firstSequence - 1;
  let torn: { readonly at: number; readonly after: number } | undefined;
  for await (const item of scanSegment(segments.path(segment.name), segment)) {
    if (item.kind === 'damage') {
      torn ??= { at: item.offset, after: last };
      continue;
    }
    const groupBegins = item.entry.sequence - item.place;
    if (torn && groupBegins > torn.after + 1) torn = undefined;
    last = item.entry.sequence;
  }
  return torn ? { last: torn.after, tornAt: torn.at } : { last, tornAt: undefined };
}

async function finishRotation({ segments, index, dropped }: Stores): Promise<void> {
  const gone = (sequence: number) => dropped.covers(sequence, sequence);
  for (const segment of segments.all.slice(0, -1))
    if (gone(segment.firstSequence)) await segments.remove(segment);
  const present = new Set(segments.all.map(({ number }) => number));
  for (const [number, [first]] of index.ranges())
    if (!present.has(number) && gone(first)) index.drop(number);
}
