import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { REPLAYED } from './replayed-variants.ts';

// npm run replay-check [-- --only NAME] [--times 3]
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    times: { type: 'string', default: '3' },
  },
});
const COMMAND = join(import.meta.dirname, '..', '..', 'cli', 'spinebox.mjs');
const directory = await mkdtemp(join(tmpdir(), 'spinebox-replay-check-'));
const certs = ['--certs', join(directory, 'certs')];

process.exitCode = await main().finally(() => rm(directory, { recursive: true, force: true }));

/** Each practice that is wrong on purpose: a failing run, its bundle, the bundle played again; all by the command line. */
async function main(): Promise<number> {
  const began = performance.now();
  const chosen = REPLAYED.filter(({ name }) => values.only?.includes(name) ?? true);
  let wrong = 0;
  for (const { name, caughtBy } of chosen) {
    const fault = await faultOf(name, caughtBy[0]);
    if (fault !== undefined) wrong++;
    console.log(
      `${fault === undefined ? 'reproduced' : 'WRONG     '}  ${name.padEnd(34)} ${fault ?? ''}`,
    );
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(
    `\n${chosen.length - wrong} of ${chosen.length} happen again ${values.times} times of ${values.times}, ` +
      `and not with the right practice; ${seconds} s`,
  );
  return wrong === 0 && chosen.length > 0 ? 0 : 1;
}

async function faultOf(name: string, id: string): Promise<string | undefined> {
  const reports = join(directory, name);
  const run = await spinebox([
    'conform',
    '--against',
    name,
    '--only',
    id,
    '--reports',
    reports,
    ...certs,
  ]);
  if (run.code !== 1) return `conform ends with ${run.code}: ${run.output}`;
  const [kept = ''] = await readdir(join(reports, 'runs'));
  const bundle = join(reports, 'runs', kept, 'bundles', `${id}.zip`);
  const same = await spinebox([
    'replay',
    bundle,
    '--against',
    name,
    '--times',
    values.times,
    ...certs,
  ]);
  if (same.code !== 0) return `against itself replay ends with ${same.code}: ${same.output}`;
  const good = await spinebox(['replay', bundle, '--against', 'bundled', ...certs]);
  if (good.code === 1 && /^not reproduced: /m.test(good.output)) return undefined;
  return `against the right practice replay ends with ${good.code}: ${good.output}`;
}

async function spinebox(
  args: readonly string[],
): Promise<{ readonly code: number; readonly output: string }> {
  const child = spawn(process.execPath, [COMMAND, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
  const [code] = await once(child, 'close');
  return { code: Number(code), output: output.slice(-2000) };
}
