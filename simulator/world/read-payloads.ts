import { readFile, realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import type { WorldConfig } from './world-config.ts';
import type { ConfigProblem } from './world-problem.ts';

/** File name, as the configuration has it, to its text. */
export type Payloads = ReadonlyMap<string, string>;

/**
 * Reads the files that answers name. They must lie in or below `directory`: the control API takes the same
 * configuration, and must not be a door to the rest of the machine.
 */
export async function readPayloads(
  config: WorldConfig,
  directory: string,
): Promise<{ readonly payloads: Payloads; readonly problems: readonly ConfigProblem[] }> {
  const payloads = new Map<string, string>();
  const problems: ConfigProblem[] = [];
  for (const [name, { answer }] of Object.entries(config.services)) {
    if (answer.kind !== 'payload' || answer.file === undefined) continue;
    const { file } = answer;
    const wrong = (text: string) =>
      problems.push({
        severity: 'error',
        path: ['services', name, 'answer', 'file'],
        text,
        got: JSON.stringify(file),
      });
    try {
      const root = await realpath(directory);
      const full = resolve(root, file);
      // Both before and after links are followed: neither may lead out.
      const real = contains(root, full) ? await realpath(full) : full;
      if (contains(root, real)) payloads.set(file, await readFile(real, 'utf8'));
      else wrong('must lie in or below the folder of the world file');
    } catch (error) {
      wrong(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { payloads, problems };
}

function contains(root: string, full: string): boolean {
  const inside = relative(root, full);
  return !inside.startsWith('..') && !isAbsolute(inside);
}
