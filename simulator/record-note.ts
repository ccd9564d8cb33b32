import type { NewEntry } from '../src/journal/entry.ts';
import type { Journal } from '../src/journal/journal.ts';
import type { Clock } from '../src/platform/clock.ts';

/** Puts on record what is no message: a changed world, an operator's edit. Never patient data. */
export async function recordNote(
  { journal, clock }: { readonly journal: Journal; readonly clock: Clock },
  service: string,
  summary: string,
  facts?: NonNullable<NewEntry['facts']>,
): Promise<void> {
  const at = clock.now().toISOString();
  await journal.append({ kind: 'note', at, service, summary, ...(facts ? { facts } : {}) });
}
