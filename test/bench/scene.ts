import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import type { Identity } from '../../src/pki/identity.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { type BenchProcess, startProcess } from './process.ts';
import { untilDrained } from './until-drained.ts';

/** What the Spine process tells of itself. Bytes, milliseconds. */
export interface SpineState {
  readonly pending: number;
  readonly delivered: number;
  readonly rss: number;
  readonly peak: number;
  readonly loopDelayMs: number;
}

/** Yardstick, recipient and Spine, each in its own process, with RSA-2048 certificates as shipped. */
export interface Scene extends AsyncDisposable {
  readonly sender: Identity;
  readonly bare: BenchProcess;
  readonly spine: BenchProcess;
  /** Waits until Spine has delivered everything that it took. */
  drained(): Promise<SpineState>;
}

export async function openScene(): Promise<Scene> {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-bench-'));
  const certificates = join(directory, 'certs');
  const store = await openCertificateStore({ directory: certificates, clock: systemClock() });
  const sender = await store.identity('riverside.spinebox.test');
  const IDENTITY = JSON.stringify(await store.identity('hillside.spinebox.test'));
  await store.identity('msg.spinebox.test');
  const bare = await startProcess('bare-server.ts', { IDENTITY });
  const recipient = await startProcess('bare-server.ts', { IDENTITY });
  const settings = {
    certificates,
    journal: join(directory, 'journal'),
    recipientPort: recipient.port,
  };
  const spine = await startProcess('spine-server.ts', { SPINE: JSON.stringify(settings) }, [
    '--expose-gc',
  ]);
  return {
    sender,
    bare,
    spine,
    drained: () => untilDrained<SpineState>(spine),
    async [Symbol.asyncDispose]() {
      for (const child of [bare, spine, recipient]) await child[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
