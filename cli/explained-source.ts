import { openBundle } from '../src/bundle/open-bundle.ts';
import type { JournalReader } from '../src/journal/journal.ts';
import { openExistingJournal } from './existing-journal.ts';

/** Where a command looks: a journal on disk, or a bundle; else a running simulator is asked. */
export interface SourceOptions {
  readonly journal?: string;
  readonly bundle?: string;
}

/** The journal that the options name, with what closes it; `undefined` when they name none. */
export async function explainedSource({
  journal,
  bundle,
}: SourceOptions): Promise<(AsyncDisposable & { readonly journal: JournalReader }) | undefined> {
  if (bundle !== undefined) return openBundle(bundle);
  if (journal === undefined) return undefined;
  const opened = await openExistingJournal(journal);
  return { journal: opened, [Symbol.asyncDispose]: () => opened.close() };
}
