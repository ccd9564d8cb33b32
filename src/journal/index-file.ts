import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { INDEX_SCHEMA, INDEX_VERSION } from './index-schema.ts';

/** The index in a file, or an empty one in its place when it is missing, damaged or of another version. */
export function openIndexFile(path: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = connect(path);
    if (isSound(database)) return database;
  } catch {
    // Not a database at all, or one that cannot be read.
  }
  if (database?.isOpen) database.close();
  return emptyIndexFile(path);
}

/** Begins an empty index, whatever the file held. */
export function emptyIndexFile(path: string): DatabaseSync {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${end}`, { force: true });
  const database = connect(path);
  database.exec(INDEX_SCHEMA);
  return database;
}

/** Without syncs: after a power cut `quick_check` finds what is torn, and the segments hold the truth. */
function connect(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  try {
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192',
    );
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

function isSound(database: DatabaseSync): boolean {
  const version = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version.user_version !== INDEX_VERSION) return false;
  const check = database.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
  return check.quick_check === 'ok';
}

/** Whether an error is one of the index file, not of the question. */
export function isIndexError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR';
}
