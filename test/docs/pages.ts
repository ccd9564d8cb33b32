import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Page, readPage } from './read-page.ts';

export const ROOT = join(import.meta.dirname, '..', '..');

/** Every page that people read, by its path from the root: the top of the repository and all of docs. */
export function allPages(): ReadonlyMap<string, Page> {
  const docs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' });
  const files = ['README.md', 'CONTRIBUTING.md', ...docs.map((name) => join('docs', name))];
  return new Map(
    files
      .filter((file) => file.endsWith('.md'))
      .toSorted()
      .map((file) => [file, readPage(readFileSync(join(ROOT, file), 'utf8'))]),
  );
}
