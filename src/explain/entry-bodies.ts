import type { BodyRef, Entry } from '../journal/entry.ts';
import type { JournalReader } from '../journal/journal.ts';

/** The bodies of one entry, each read once, when somebody asks. */
export interface EntryBodies {
  /** `undefined` when there is none, when it is too large to look into, or when it can no longer be read. */
  read(side: 'request' | 'response'): Promise<Buffer | undefined>;
}

const MOST_BYTES = 8 * 1024 * 1024;

export function entryBodies(
  journal: Pick<JournalReader, 'readBody'>,
  entry: Entry,
  mostBytes = MOST_BYTES,
): EntryBodies {
  const read = new Map<string, Promise<Buffer | undefined>>();
  return {
    read(side) {
      const known = read.get(side);
      if (known) return known;
      const reading = bytesOf(journal, entry[side]?.body, mostBytes);
      read.set(side, reading);
      return reading;
    },
  };
}

async function bytesOf(
  journal: Pick<JournalReader, 'readBody'>,
  ref: BodyRef | undefined,
  mostBytes: number,
): Promise<Buffer | undefined> {
  if (!ref || ref.length > mostBytes) return undefined;
  // Bodies are let go before their entries: an explanation without bytes is better than none.
  return journal.readBody(ref).catch(() => undefined);
}
