import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { syncDirectory } from './durable-files.ts';
import type { Stores } from './retention.ts';

const MARKER = 'clearing';

/** Forgets everything, wholly even when it is interrupted: a marker says so to the next opening. */
export async function clearAll(directory: string, stores: Stores): Promise<void> {
  const marker = join(directory, MARKER);
  const handle = await open(marker, 'w');
  await handle.close();
  await syncDirectory(directory);
  const { segments, bodies, index, dropped } = stores;
  // First, so that nobody is told of entries whose bytes are on their way out.
  index.reset();
  await bodies.close();
  for (const segment of [...segments.all]) await segments.remove(segment);
  await bodies.sweep(() => false);
  await dropped.clear();
  await rm(marker, { force: true });
  await syncDirectory(directory);
}

/** Ends what `clearAll` began before the process stopped. */
export async function finishClear(directory: string, stores: Stores): Promise<void> {
  const begun = await stat(join(directory, MARKER)).catch(() => undefined);
  if (begun) await clearAll(directory, stores);
}
