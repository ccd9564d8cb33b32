import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** A server of the benchmark in a process of its own. */
export interface BenchProcess extends AsyncDisposable {
  readonly port: number;
  /** Milliseconds from the start of the process until it said its port. */
  readonly readyMs: number;
  ask<Answer>(what: string): Promise<Answer>;
}

/** Starts a file of this folder; its settings go in the environment, its port comes as its first message. */
export async function startProcess(
  file: string,
  environment: Readonly<Record<string, string>>,
  nodeFlags: readonly string[] = [],
): Promise<BenchProcess> {
  const began = performance.now();
  const child = fork(join(import.meta.dirname, file), {
    env: { ...process.env, ...environment },
    execArgv: [...nodeFlags],
  });
  const { port } = await next<{ port: number }>(child);
  const readyMs = performance.now() - began;
  return {
    port,
    readyMs,
    ask(what) {
      const answer = next(child);
      child.send(what);
      return answer as Promise<never>;
    },
    async [Symbol.asyncDispose]() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.disconnect();
      await gone;
    },
  };
}

function next<Answer>(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = (task: () => void) => {
      child.off('message', arrived).off('exit', gone);
      task();
    };
    const arrived = (message: unknown) => settle(() => resolve(message as Answer));
    const gone = (code: number | null) =>
      settle(() => reject(new Error(`a benchmark process ended with ${code}`)));
    child.once('message', arrived).once('exit', gone);
  });
}
