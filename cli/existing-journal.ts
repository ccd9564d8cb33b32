import { readdir } from 'node:fs/promises';
import type { Journal } from '../src/journal/journal.ts';
import { openJournal } from '../src/journal/open-journal.ts';
import { createLogger } from '../src/platform/logger.ts';
import { SimulatorError } from '../src/platform/simulator-error.ts';

/** The directory that was named is none, or holds no journal. */
export class JournalMissingError extends SimulatorError {
  readonly code = 'SIM_JOURNAL_MISSING';
  readonly remedy =
    'Name the directory that the simulator was started with for its journal (--data), or ask the running simulator: name none.';

  constructor(directory: string, cause?: unknown) {
    super(`there is no journal in ${directory}`, { cause });
  }
}

/** Opens a journal that is there. Opening makes one where there is none: a wrong path must not. */
export async function openExistingJournal(directory: string): Promise<Journal> {
  const names = await readdir(directory).catch((error: unknown) => {
    throw new JournalMissingError(directory, error);
  });
  if (!names.some((name) => /^segment-\d+\.log$/.test(name) || name === 'index.sqlite'))
    throw new JournalMissingError(directory);
  return openJournal({ directory, logger: createLogger('warn') });
}
