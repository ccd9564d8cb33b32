import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'samples', 'pds');

/** Why tests that compare with published examples are skipped, where they are. */
export const skipPublished = existsSync(ROOT) ? false : 'the shared samples are not here';

/** A published example by its path below the samples of PDS. */
export function published(...path: readonly string[]): ReturnType<typeof JSON.parse> {
  return JSON.parse(readFileSync(join(ROOT, ...path), 'utf8'));
}

export function publishedNames(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.json'))
    .sort();
}
