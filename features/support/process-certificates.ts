import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CertificateStore, openCertificateStore } from '../../src/pki/certificate-store.ts';
import { systemClock } from '../../src/platform/clock.ts';

interface Shared {
  readonly directory: string;
  readonly store: CertificateStore;
}

let shared: Promise<Shared> | undefined;

/** One set of P-256 certificates for all scenarios of a process; removed when the process ends. */
export function processCertificates(): Promise<Shared> {
  shared ??= (async () => {
    const directory = await mkdtemp(join(tmpdir(), 'spinebox-certs-'));
    process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
    const store = await openCertificateStore({ directory, clock: systemClock(), keyType: 'p-256' });
    return { directory, store };
  })();
  return shared;
}
