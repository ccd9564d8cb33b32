import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { JournalLockedError } from './journal-errors.ts';

/**
 * Keeps a directory for one opening at a time. The lock is the system's own, held through an empty SQLite file:
 * it ends with its process however that ends, where a file with a process id would mislead after a crash
 * (in a container every process has the same id). The id is kept beside it for the error text only.
 *
 * Throws JournalLockedError when it is held. Returns what lets it go.
 */
export function lockDirectory(directory: string): () => void {
  const database = new DatabaseSync(join(directory, 'journal.lock'));
  const holder = join(directory, 'journal.holder');
  try {
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw new JournalLockedError(directory, readHolder(holder), error);
  }
  writeFileSync(holder, `${process.pid}\n`);
  return () => database.close();
}

function readHolder(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}
