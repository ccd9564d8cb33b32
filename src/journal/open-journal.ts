import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Logger, silentLogger } from '../platform/logger.ts';
import { BodyStore } from './body-store.ts';
import { finishClear } from './clear.ts';
import { DroppedRanges } from './dropped-ranges.ts';
import { syncDirectory } from './durable-files.ts';
import { EntryIndex } from './entry-index.ts';
import { FileJournal } from './file-journal.ts';
import type { Journal } from './journal.ts';
import { JournalDirectoryError } from './journal-errors.ts';
import { lockDirectory } from './journal-lock.ts';
import { recover } from './recover.ts';
import { SegmentStore } from './segment-store.ts';

export interface JournalOptions {
  /** Made when it is absent. */
  readonly directory: string;
  /** A segment file that has reached so many bytes is followed by another; 64 MiB unless told. */
  readonly segmentBytes?: number;
  /** Most bytes of segments and bodies together; no limit unless told. The index comes on top. */
  readonly maxBytes?: number;
  /** At the limit: refuse what is new (unless told otherwise), or drop the oldest segments that no open work needs. */
  readonly whenFull?: 'refuse' | 'rotate';
  /** `false` leaves it to the system when bytes reach the disk: a power cut may then lose acknowledged entries. */
  readonly sync?: boolean;
  readonly logger?: Logger;
}

const SEGMENT_BYTES = 64 * 1024 * 1024;

/**
 * Opens the journal in a directory, or begins one, and brings it back to what was acknowledged.
 * Rejects with JournalLockedError while another process holds it.
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { directory, sync = true, whenFull = 'refuse', logger = silentLogger } = options;
  const maxBytes = options.maxBytes ?? Number.POSITIVE_INFINITY;
  const wanted = options.segmentBytes ?? SEGMENT_BYTES;
  // Rotation needs something to let go of while the newest segment is being filled.
  const segmentBytes = whenFull === 'rotate' ? Math.min(wanted, maxBytes / 4) : wanted;
  const limits = { maxBytes, whenFull, segmentBytes };
  const made = await mkdir(directory, { recursive: true }).catch((error: unknown) => {
    throw new JournalDirectoryError(directory, error);
  });
  if (made !== undefined && sync) await syncDirectory(dirname(made));
  const unlock = lockDirectory(directory);
  let index: EntryIndex | undefined;
  let segments: SegmentStore | undefined;
  try {
    segments = await SegmentStore.open(directory, sync);
    index = new EntryIndex(join(directory, 'index.sqlite'));
    const bodies = await BodyStore.open(directory, sync);
    const dropped = await DroppedRanges.open(directory);
    const stores = { segments, bodies, index, dropped };
    await finishClear(directory, stores);
    const lastSequence = await recover(stores, logger);
    return new FileJournal({ directory, stores, limits, logger, unlock }, lastSequence);
  } catch (error) {
    index?.close();
    await segments?.close();
    unlock();
    throw error;
  }
}
