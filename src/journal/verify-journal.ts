import { crc32 } from 'node:zlib';
import { streamBytes } from './body-file.ts';
import { isBodyFile } from './body-store.ts';
import { refsOf } from './draft.ts';
import type { BodyRef } from './entry.ts';
import type { JournalReport } from './journal.ts';
import { type Stores, usedBytes } from './retention.ts';
import { type ScannedFrame, scanSegment } from './segment-scan.ts';
import type { Segment } from './segment-store.ts';

/** Faults are told up to this many, then counted. */
const MOST_FAULTS = 100;

/** Reads everything again that was on record when it began. Nothing may be dropped meanwhile. */
export async function verifyJournal(stores: Stores): Promise<JournalReport> {
  const { segments, index } = stores;
  index.flush();
  const bytes = usedBytes(stores);
  const known = { mark: index.mark, count: index.count({}) };
  // Appends go on: only what was durable at the beginning is looked at.
  const snapshot = segments.all.map((segment) => ({ ...segment }));
  const faults: string[] = [];
  let entries = 0;
  let last = 0;
  const missing = (first: number, end: number) => {
    if (first > end || stores.dropped.covers(first, end)) return;
    faults.push(
      first === end ? `entry ${first} is missing` : `entries ${first} to ${end} are missing`,
    );
  };
  for (const segment of snapshot) {
    const { name } = segment;
    if (segment.fault) faults.push(`${name}: ${segment.fault}`);
    missing(last + 1, segment.firstSequence - 1);
    last = Math.max(last, segment.firstSequence - 1);
    for await (const item of scanSegment(segments.path(name), segment)) {
      if (item.kind === 'damage') {
        const { offset, end, reason } = item;
        faults.push(`${name}: bytes ${offset} to ${end} are damaged: ${reason}`);
        continue;
      }
      const { sequence } = item.entry;
      missing(last + 1, sequence - 1);
      if (sequence <= last) faults.push(`${name}: entry ${sequence} comes after entry ${last}`);
      last = Math.max(last, sequence);
      entries++;
      if (!agrees(stores, item, segment))
        faults.push(`the index does not know where entry ${sequence} lies`);
      faults.push(...(await bodyFaults(stores, item, segment)));
    }
  }
  missing(last + 1, known.mark);
  if (known.mark < last)
    faults.push(`the index ends at entry ${known.mark}, the segments at ${last}`);
  if (known.count !== entries)
    faults.push(`the index holds ${known.count} entries, the segments ${entries}`);
  const more = faults.length - MOST_FAULTS;
  const told = more > 0 ? [...faults.slice(0, MOST_FAULTS), `and ${more} more`] : faults;
  return { entries, bytes, segments: snapshot.length, faults: told };
}

function agrees({ index }: Stores, frame: ScannedFrame, segment: Segment): boolean {
  const known = index.position(frame.entry.sequence);
  return (
    known?.segment === segment.number &&
    known.offset === frame.offset &&
    known.headBytes === frame.headBytes
  );
}

async function bodyFaults(
  { segments, bodies }: Stores,
  frame: ScannedFrame,
  home: Segment,
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const ref of refsOf(frame.entry)) {
    const told = `entry ${frame.entry.sequence}: its body in ${ref.where} is missing or damaged`;
    if (isBodyFile(ref.where)) {
      const whole = bodies.has(ref) && (await isWhole(bodies.path(ref.where), ref));
      if (!whole) faults.push(told);
    } else if (ref.where === home.name && ref.offset >= frame.offset) {
      const begin = ref.offset - frame.offset - frame.headBytes;
      const bytes = frame.bodies.subarray(begin, begin + ref.length);
      if (bytes.length !== ref.length || crc32(bytes) !== ref.crc) faults.push(told);
    } else if (segments.named(ref.where)) {
      // Bytes in the segment of an earlier entry may also have been rotated away with it.
      if (!(await isWhole(segments.path(ref.where), ref))) faults.push(told);
    }
  }
  return faults;
}

async function isWhole(path: string, ref: BodyRef): Promise<boolean> {
  try {
    for await (const _chunk of streamBytes(path, ref)) {
      // The stream itself holds the bytes against their length and CRC.
    }
    return true;
  } catch {
    return false;
  }
}
