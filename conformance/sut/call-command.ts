import { spawn } from 'node:child_process';
import { ANSWER_LIMIT } from './call-http.ts';
import type { HookName } from './hook-calls.ts';
import { HookError } from './hook-error.ts';

/** What is said of a command that fails: the end of what it wrote, where the reason stands. */
const TOLD = 500;

/**
 * Runs a program without a shell. It gets the input on stdin and in `SPINEBOX_HOOK_INPUT`; its stdout is the
 * answer. Rejects with HookError when it cannot be started, ends with another code than 0, or takes too long.
 */
export function callCommand(
  hook: HookName,
  [program = '', ...args]: readonly string[],
  input: unknown,
  timeoutMs: number,
): Promise<string> {
  const how = [program, ...args].join(' ');
  const json = JSON.stringify(input);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const fail = (told: string, remedy: string, cause?: unknown) =>
    reject(new HookError(hook, how, told, remedy, cause));
  const child = spawn(program, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
    env: { ...process.env, SPINEBOX_HOOK_INPUT: json },
  });
  const timer = setTimeout(() => {
    child.kill('SIGKILL');
    fail(
      `did not end within ${timeoutMs} ms`,
      'Make it faster, or give the hook a longer timeout.',
    );
  }, timeoutMs);
  const output: Buffer[] = [];
  let length = 0;
  let complaint = '';
  child.stdout.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= ANSWER_LIMIT) output.push(chunk);
    else child.kill('SIGKILL');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('utf8')).slice(-TOLD);
  });
  child.once('error', (error) => {
    clearTimeout(timer);
    fail(
      `cannot be started: ${error.message}`,
      'Name a program that exists and may be run.',
      error,
    );
  });
  child.once('close', (code, signal) => {
    clearTimeout(timer);
    if (length > ANSWER_LIMIT) {
      return fail(
        `wrote more than ${ANSWER_LIMIT} bytes`,
        'Write the answer, and nothing else, to stdout.',
      );
    }
    if (code === 0) return resolve(Buffer.concat(output).toString('utf8'));
    const ended = code === null ? `was ended by ${signal}` : `ended with exit code ${code}`;
    const said = complaint.trim() === '' ? '' : `: ${complaint.trim()}`;
    return fail(`${ended}${said}`, 'A hook ends with 0 and writes JSON to stdout.');
  });
  // A program that reads nothing closes its end: that is its affair.
  child.stdin.on('error', () => undefined);
  child.stdin.end(json);
  return promise;
}
