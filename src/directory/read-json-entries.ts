import type { DirectoryEntry } from './entry.ts';
import { type FlatRecord, readFlatEntry } from './read-flat-entry.ts';
import { readSdsBundle } from './read-sds-bundle.ts';

export type JsonEntries =
  | { readonly ok: true; readonly entries: readonly DirectoryEntry[] }
  | { readonly ok: false; readonly why: string };

/**
 * Entries from a list of flat records, or from a Bundle of Devices and Endpoints (sds-ods 4). Whole or not at
 * all: one that is neither a system nor a message handler refuses them all.
 */
export function readJsonEntries(value: unknown): JsonEntries {
  const records = Array.isArray(value) ? (value as readonly unknown[]) : readSdsBundle(value);
  if (!records) return { ok: false, why: 'is neither a list of records nor a Bundle' };
  const entries: DirectoryEntry[] = [];
  for (const [at, record] of records.entries()) {
    const entry =
      typeof record === 'object' && record !== null
        ? readFlatEntry(record as FlatRecord)
        : undefined;
    if (!entry) return { ok: false, why: `record ${at} is neither a system nor a message handler` };
    entries.push(entry);
  }
  return { ok: true, entries };
}
