import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunResults } from '../../src/report/results.ts';
import { type Measurement, measured } from './measurement.ts';

const COMMAND = join(import.meta.dirname, '..', '..', 'cli', 'spinebox.mjs');
const SLOWEST = 10;

/** The whole suite against the bundled practice, as `spinebox conform` plays it, from start to end. */
export async function suite(): Promise<readonly Measurement[]> {
  const reports = await mkdtemp(join(tmpdir(), 'spinebox-bench-'));
  try {
    const began = performance.now();
    const child = spawn(process.execPath, [COMMAND, 'conform', '--quiet', '--reports', reports], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [code] = await once(child, 'exit');
    const seconds = (performance.now() - began) / 1000;
    const text = await readFile(join(reports, 'results.json'), 'utf8');
    const { scenarios }: RunResults = JSON.parse(text);
    const slowest = scenarios
      .toSorted((one, other) => other.durationMs - one.durationMs)
      .slice(0, SLOWEST)
      .map(({ id, durationMs }) => measured(`suite: ${id}`, 's', durationMs / 1000));
    return [
      measured('suite', 's', seconds, '< 120'),
      measured('suite-exit', 'code', Number(code), '0'),
      ...slowest,
    ];
  } finally {
    await rm(reports, { recursive: true, force: true });
  }
}
