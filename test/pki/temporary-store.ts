import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CertificateStore,
  type CertificateStoreOptions,
  openCertificateStore,
} from '../../src/pki/certificate-store.ts';
import { systemClock } from '../../src/platform/clock.ts';

/** A store in a directory of its own that is removed afterwards; P-256 unless asked otherwise. */
export interface TemporaryStore extends AsyncDisposable {
  readonly directory: string;
  readonly store: CertificateStore;
  /** Opens the same directory again, as the next start would. */
  again(options?: Partial<CertificateStoreOptions>): Promise<CertificateStore>;
}

export async function temporaryStore(
  options: Partial<CertificateStoreOptions> = {},
): Promise<TemporaryStore> {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-pki-'));
  const again = (more: Partial<CertificateStoreOptions> = {}) =>
    openCertificateStore({
      directory,
      clock: systemClock(),
      keyType: 'p-256',
      ...options,
      ...more,
    });
  return {
    directory,
    again,
    store: await again(),
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

/** Why tests that ask OpenSSL are skipped; `false` when its command line is there. */
export const withoutOpenssl: string | false = (() => {
  try {
    const version = execFileSync('openssl', ['version'], { encoding: 'utf8' });
    // LibreSSL goes by the same command and lacks half of the options.
    return version.startsWith('OpenSSL') ? false : `this openssl is ${version.trim()}`;
  } catch {
    return 'the openssl command line is not installed';
  }
})();

/** What `openssl` said, both streams, and whether it was content. */
export function openssl(
  ...args: readonly string[]
): Promise<{ readonly ok: boolean; readonly said: string }> {
  return new Promise((resolve) => {
    execFile('openssl', args, (error, stdout, stderr) =>
      resolve({ ok: error === null, said: `${stdout}${stderr}` }),
    );
  });
}
