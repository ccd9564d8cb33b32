import { unwatchFile, watchFile } from 'node:fs';

/** How often a watched file is looked at, milliseconds. */
const INTERVAL_MS = 1_000;

/**
 * Calls the task whenever a file has changed, by looking at it once a second: events of file systems differ
 * too much between machines. Does not keep the process alive. Returns what ends it.
 */
export function onFileChange(path: string, task: () => void): () => void {
  const look = (now: { mtimeMs: number }, before: { mtimeMs: number }) => {
    if (now.mtimeMs !== before.mtimeMs) task();
  };
  watchFile(path, { interval: INTERVAL_MS, persistent: false }, look);
  return () => unwatchFile(path, look);
}
