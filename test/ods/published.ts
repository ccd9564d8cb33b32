import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..', 'shared', 'samples', 'ods');

/** Why tests that compare with published examples are skipped, where they are. */
export const skipPublished = existsSync(ROOT) ? false : 'the shared samples are not here';

/** The text of a published example by its path below the samples of ODS. */
export function publishedText(...path: readonly string[]): string {
  return readFileSync(join(ROOT, ...path), 'utf8');
}

export function published(...path: readonly string[]): ReturnType<typeof JSON.parse> {
  return JSON.parse(publishedText(...path));
}
