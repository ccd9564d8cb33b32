import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Says in what is shipped which commit it was built from; nothing where that is not known.
const root = join(import.meta.dirname, '..', '..');
const commit = commitOf(root);
writeFileSync(
  join(root, 'dist', 'build.json'),
  `${JSON.stringify({ ...(commit && { commit }) })}\n`,
);

function commitOf(directory: string): string | undefined {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], {
      cwd: directory,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}
