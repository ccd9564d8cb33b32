import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { CertificateStore } from '../../src/pki/certificate-store.ts';
import type { TlsCredentials } from '../../src/platform/tls-settings.ts';
import type { TapIdentity } from './tap-config.ts';
import { TapIdentityError } from './tap-errors.ts';

/** The credentials of one side of a leg, of the store or of files. Throws TapIdentityError. */
export async function tapIdentity(
  leg: string,
  given: TapIdentity,
  store: () => Promise<CertificateStore>,
): Promise<TlsCredentials> {
  if ('fqdn' in given) return (await store()).identity(given.fqdn);
  const pem = async (file: string) => {
    try {
      return await readFile(file, 'utf8');
    } catch (error) {
      throw new TapIdentityError(leg, `${file} cannot be read`, error);
    }
  };
  const credentials = {
    keyPem: await pem(given.key),
    chainPem: await pem(given.certificate),
    trustPem: await pem(given.trust),
    crlPem: given.revoked === undefined ? '' : await pem(given.revoked),
  };
  const certificate = read(leg, given.certificate, () => new X509Certificate(credentials.chainPem));
  read(leg, given.trust, () => new X509Certificate(credentials.trustPem));
  const key = read(leg, given.key, () => createPrivateKey(credentials.keyPem));
  if (!certificate.checkPrivateKey(key))
    throw new TapIdentityError(leg, `${given.key} is not the key of ${given.certificate}`);
  return credentials;
}

function read<T>(leg: string, file: string, reading: () => T): T {
  try {
    return reading();
  } catch (error) {
    throw new TapIdentityError(leg, `${file} holds no PEM that can be used`, error);
  }
}
