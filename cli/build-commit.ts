import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The commit that this was built from, or that is checked out; `undefined` when nobody knows. */
export function buildCommit(): string | undefined {
  const above = join(import.meta.dirname, '..');
  const built = read(join(above, 'build.json'));
  if (built !== undefined) {
    const { commit } = JSON.parse(built) as { commit?: unknown };
    return typeof commit === 'string' ? commit : undefined;
  }
  const head = read(join(above, '.git', 'HEAD'))?.trim();
  const branch = head?.startsWith('ref: ') ? head.slice('ref: '.length) : undefined;
  if (branch === undefined) return head;
  return read(join(above, '.git', ...branch.split('/')))?.trim();
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
