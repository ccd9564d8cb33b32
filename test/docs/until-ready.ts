import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Stands in for `spinebox up`, `practice` and `tap` of a page: starts it, on free ports where it takes that option,
 * passes on what it prints, and ends it when it says that it is ready. Exits with 0 when it was ready and ended in order.
 */
const args = process.argv.slice(2);
const program = new URL('../../cli/spinebox.mjs', import.meta.url).pathname;
const free = args[0] === 'up' && !args.includes('--free-ports') ? ['--free-ports'] : [];
const child = spawn(process.execPath, [program, ...args, ...free], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
let said = '';
let ready = false;
child.stdout.setEncoding('utf8').on('data', (text: string) => {
  process.stdout.write(text);
  said += text;
  if (ready || !/is ready|takes messages|listens|^\{.*\}\n/m.test(said)) return;
  ready = true;
  child.kill('SIGTERM');
});
const [code, signal] = await once(child, 'close');
process.exitCode = ready && (code === 0 || code === 143 || signal === 'SIGTERM') ? 0 : (code ?? 1);
