import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const SPINEBOX = join(import.meta.dirname, '..', '..', '..', 'cli', 'spinebox.mjs');

/** Runs the command line as a process of its own, to its end. */
export async function run(...args: readonly string[]) {
  const child = spawn(process.execPath, [SPINEBOX, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    told += text;
  });
  const [code] = await once(child, 'close');
  return { code, out, told };
}
