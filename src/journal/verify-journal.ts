import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { isBodyFile, streamBytes } from './body-store.ts';
import { refsOf } from './draft.ts';
import type { Entry } from './entry.ts';
import type { JournalReport } from './journal.ts';
import type { RecoveryRooms } from './recover.ts';
import { SEGMENT_HEADER_BYTES } from './segment-header.ts';
import { type ScannedFrame, scanFrames } from './segment-scan.ts';
import type { Segment } from './segment-store.ts';

/** Reads everything again. At most 100 faults are told, then how many more there are. */
export async function verifyJournal(rooms: RecoveryRooms): Promise<JournalReport> {
  const { segments, bodies, index } = rooms;
  const faults = faultList();
  let entries = 0;
  let before = 0;
  for (const segment of segments.all) {
    if (segment.fault) faults.add(`${segment.name}: ${segment.fault}`);
    if (segment.firstSequence > before + 1) missing(before + 1, segment.firstSequence - 1);
    before = Math.max(before, segment.firstSequence - 1);
    const handle = await open(segments.path(segment.name), 'r');
    try {
      for await (const item of scanFrames(handle, segment, SEGMENT_HEADER_BYTES)) {
        if (item.kind === 'damage') {
          const { offset, end, reason } = item;
          faults.add(`${segment.name}: bytes ${offset} to ${end} are damaged: ${reason}`);
          continue;
        }
        const { sequence } = item.entry;
        if (sequence > before + 1) missing(before + 1, sequence - 1);
        if (sequence <= before) faults.add(`${segment.name}: entry ${sequence} comes after ${before}`);
        before = Math.max(before, sequence);
        entries++;
        agree(item, segment);
        for (const fault of await checkBodies(rooms, item.entry, segment)) faults.add(fault);
      }
    } finally {
      await handle.close();
    }
  }
  if (index.mark !== before) faults.add(`the index ends at entry ${index.mark}, the segments at ${before}`);
  const indexed = index.count({});
  if (indexed !== entries) faults.add(`the index holds ${indexed} entries, the segments ${entries}`);
  const bytes = segments.bytes + bodies.bytes;
  return { entries, bytes, segments: segments.all.length, faults: faults.told() };

  function missing(first: number, last: number) {
    if (rooms.dropped.covers(first, last)) return;
    faults.add(first === last ? `entry ${first} is missing` : `entries ${first} to ${last} are missing`);
  }

  function agree({ entry, offset, headBytes }: ScannedFrame, segment: Segment) {
    const found = index.position(entry.sequence);
    if (found?.segment !== segment.number || found.offset !== offset || found.headBytes !== headBytes)
      faults.add(`the index does not know where entry ${entry.sequence} lies`);
  }
}

/** Inline bodies lie inside the frame, whose CRC holds them; their own CRC is what readers are shown. */
async function checkBodies(
  { segments, bodies }: RecoveryRooms,
  entry: Entry,
  home: Segment,
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const ref of refsOf(entry)) {
    // What another entry brought may have been rotated away with it.
    if (!isBodyFile(ref.where) && ref.where !== home.name && !segments.named(ref.where)) continue;
    const path = isBodyFile(ref.where) ? bodies.path(ref.where) : segments.path(ref.where);
    try {
      await pipeline(streamBytes(path, ref), async function (chunks) {
        for await (const _ of chunks) {
          // Only the sum matters.
        }
      });
    } catch {
      faults.push(`entry ${entry.sequence}: its body in ${ref.where} is missing or damaged`);
    }
  }
  return faults;
}

function faultList() {
  const told: string[] = [];
  let more = 0;
  return {
    add(fault: string) {
      if (told.length < 100) told.push(fault);
      else more++;
    },
    told: () => (more > 0 ? [...told, `and ${more} more`] : told),
  };
}
