import { join } from 'node:path';
import type { Journal } from '../src/journal/journal.ts';
import type { CertificateStore } from '../src/pki/certificate-store.ts';
import type { Identity } from '../src/pki/identity.ts';
import type { Clock } from '../src/platform/clock.ts';
import type { Logger } from '../src/platform/logger.ts';
import { onFileChange } from '../src/platform/watch-file.ts';
import { recordNote } from './record-note.ts';

/** A listener that judges peers by revocation lists. */
export interface Judging {
  readonly fqdn: string;
  reload(identity: Identity): void;
}

export interface RevocationWatch {
  /** Reads at once, for who has just changed them. */
  readAgain(): Promise<void>;
  end(): void;
}

/**
 * Reads revocation lists again when they change, for example by `spinebox certs revoke` in another process:
 * a certificate that is revoked while the simulator runs is refused from the next connection on. Each
 * reading is put on record.
 */
export function watchRevocations(parts: {
  readonly directory: string;
  readonly certificates: CertificateStore;
  readonly listeners: readonly Judging[];
  readonly journal: Journal;
  readonly clock: Clock;
  readonly logger: Logger;
}): RevocationWatch {
  const { directory, certificates, listeners, logger } = parts;
  const readAgain = async () => {
    for (const { fqdn, reload } of listeners) reload(await certificates.identity(fqdn));
    await recordNote(parts, 'certificates', 'certificates and revocation lists were read again');
  };
  const end = onFileChange(join(directory, 'crl.pem'), () => {
    readAgain().catch((error: unknown) =>
      logger.error({ error: String(error) }, 'revocation lists could not be read again'),
    );
  });
  return { readAgain, end };
}
