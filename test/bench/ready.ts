import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { type Measurement, measured } from './measurement.ts';

const CLI = join(import.meta.dirname, '..', '..', 'cli', 'spinebox.mjs');
const RUNS = 5;

/** From the start of `spinebox up` to its ready block, with certificates present: the median of five. */
export async function ready(): Promise<readonly Measurement[]> {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-ready-'));
  try {
    const certificates = join(directory, 'certs');
    const store = await openCertificateStore({ directory: certificates, clock: systemClock() });
    for (const name of ['msg', 'riverside', 'hillside'])
      await store.identity(`${name}.spinebox.test`);
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) times.push(await timeToReady(certificates));
    const median = times.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
    return [measured('ready', 'ms', median, '< 1000')];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function timeToReady(certificates: string): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, [CLI, 'up', '--certs', certificates], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      SPINEBOX_SPINE__PORT: '0',
      SPINEBOX_CONTROL__PORT: '0',
      SPINEBOX_ORGANISATIONS__RIVERSIDE__PORT: '0',
      SPINEBOX_ORGANISATIONS__HILLSIDE__PORT: '0',
    },
  });
  return new Promise((resolve, reject) => {
    let time = 0;
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk;
      if (time > 0 || !said.includes('spinebox is ready')) return;
      time = performance.now() - began;
      child.kill('SIGTERM');
    });
    child.once('exit', (code) =>
      time > 0 ? resolve(time) : reject(new Error(`spinebox up ended with ${code}: ${said}`)),
    );
  });
}
