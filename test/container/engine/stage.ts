import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { docker, must } from './engine.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
export const IMAGE = 'spinebox:test';

/** Builds the image of this checkout, once for all tests. */
export async function buildImage(): Promise<void> {
  // The network of the machine: what a build may fetch, the machine may fetch.
  await must('build', '--network', 'host', '--tag', IMAGE, ROOT);
}

export interface RunOptions {
  readonly name?: string;
  readonly args?: readonly string[];
  readonly command?: readonly string[];
}

/** Containers, volumes and a network of one test; everything goes with it. */
export interface Stage extends AsyncDisposable {
  /** Starts a container in the background with a read-only root. @returns its id */
  start(options?: RunOptions): Promise<string>;
  /** Runs one to its end. */
  run(options: RunOptions): Promise<{ code: number; out: string; err: string }>;
  volume(): Promise<string>;
  readonly network: () => Promise<string>;
}

export function openStage(): Stage {
  const label = `spinebox.test=${randomBytes(6).toString('hex')}`;
  let network: Promise<string> | undefined;
  const common = ({ name, args = [], command = [] }: RunOptions) => [
    ...['--label', label, '--read-only', '--tmpfs', '/tmp'],
    ...(name ? ['--name', name] : []),
    ...args,
    IMAGE,
    ...command,
  ];
  return {
    start: (options = {}) => must('run', '--detach', ...common(options)),
    run: (options) => docker('run', '--rm', ...common(options)),
    volume: () => must('volume', 'create', '--label', label),
    network: () => {
      const name = `spinebox-${label.slice(-12)}`;
      network ??= must('network', 'create', '--label', label, name).then(() => name);
      return network;
    },
    async [Symbol.asyncDispose]() {
      const filter = ['--quiet', '--filter', `label=${label}`] as const;
      const containers = (await must('ps', '--all', ...filter)).split('\n').filter(Boolean);
      if (containers.length > 0) await must('rm', '--force', '--volumes', ...containers);
      const volumes = (await must('volume', 'ls', ...filter)).split('\n').filter(Boolean);
      if (volumes.length > 0) await must('volume', 'rm', '--force', ...volumes);
      if (network) await must('network', 'rm', await network);
    },
  };
}

/** Resolves with the line of a container's output that matches. Rejects when its output ends before. */
export async function lineOf(container: string, pattern: RegExp): Promise<string> {
  const logs = spawn('docker', ['logs', '--follow', container]);
  try {
    const seen: string[] = [];
    const found = new Promise<string>((resolve, reject) => {
      const take = (line: string) => {
        seen.push(line);
        if (pattern.test(line)) resolve(line);
      };
      createInterface({ input: logs.stdout }).on('line', take);
      createInterface({ input: logs.stderr }).on('line', take);
      logs.once('close', () =>
        reject(new Error(`no line ${pattern} came of\n${seen.slice(-20).join('\n')}`)),
      );
    });
    return await found;
  } finally {
    logs.kill();
    if (logs.exitCode === null) await once(logs, 'close');
  }
}

/** Resolves with the first health state of a container that is not "starting", as the engine tells its events. */
export async function healthOf(container: string): Promise<string> {
  const events = spawn('docker', [
    ...['events', '--since', '1h', '--filter', `container=${container}`],
    ...['--filter', 'event=health_status', '--format', '{{.Status}}'],
  ]);
  try {
    for await (const line of createInterface({ input: events.stdout })) {
      const [, state] = /health_status: (\w+)/.exec(line) ?? [];
      if (state && state !== 'starting') return state;
    }
    throw new Error('the engine tells nothing of its health');
  } finally {
    events.kill();
  }
}

/** Where a published port of a container is reached. */
export async function published(container: string, port: number): Promise<string> {
  const [first = ''] = (await must('port', container, `${port}/tcp`)).split('\n');
  return first;
}
