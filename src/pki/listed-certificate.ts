import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import type { CertificateDirectory } from './certificate-directory.ts';
import { describeKey } from './key-pair.ts';

/** A certificate that was made here, as `certs list` shows it. */
export interface ListedCertificate {
  /** `signed`: for the key of somebody else, after a signing request. */
  readonly kind: 'authority' | 'identity' | 'signed';
  /** The name it was asked for; for an authority, the common name. */
  readonly fqdn: string;
  /** Profile it was made after. */
  readonly profile: string;
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly state: 'valid' | 'expired' | 'not-yet-valid' | 'revoked';
  /** `rsa-2048`, `p-256`. */
  readonly key: string;
  /** Common name of the issuer. */
  readonly issuer: string;
  /** Where it is kept: the directory with key.pem, or the file of a signed request. */
  readonly path: string;
}

interface Found {
  readonly kind: ListedCertificate['kind'];
  readonly fqdn: string;
  readonly profile: string;
  readonly path: string;
  readonly pem: string;
}

/** Every certificate in a directory: authorities first, then identities, then signed requests. */
export async function listCertificates(
  directory: CertificateDirectory,
  revoked: ReadonlySet<string>,
  now: Date,
): Promise<readonly ListedCertificate[]> {
  const found: Found[] = [];
  const take = async (
    { kind, fqdn, profile }: Pick<Found, 'kind' | 'fqdn' | 'profile'>,
    place: readonly string[],
    file?: string,
  ) => {
    const pem = await directory.readText([...place, file ?? 'cert.pem']);
    const path = join(directory.path, ...place, ...(file ? [file] : []));
    if (pem) found.push({ kind, fqdn, profile, path, pem });
  };
  for (const profile of await directory.names(['authorities'])) {
    await take({ kind: 'authority', fqdn: '', profile }, ['authorities', profile]);
  }
  for (const profile of await directory.names(['identities'])) {
    for (const fqdn of await directory.names(['identities', profile])) {
      await take({ kind: 'identity', fqdn, profile }, ['identities', profile, fqdn]);
    }
  }
  for (const fqdn of await directory.names(['signed'])) {
    for (const file of await directory.names(['signed', fqdn])) {
      await take({ kind: 'signed', fqdn, profile: 'supplier' }, ['signed', fqdn], file);
    }
  }
  return found.map(({ kind, fqdn, profile, path, pem }) => {
    const certificate = new X509Certificate(pem);
    return {
      kind,
      fqdn: fqdn || commonNameOf(certificate.subject),
      profile,
      serial: certificate.serialNumber,
      notBefore: certificate.validFromDate,
      notAfter: certificate.validToDate,
      state: stateOf(certificate, revoked, now),
      key: describeKey(certificate.publicKey),
      issuer: commonNameOf(certificate.issuer),
      path,
    };
  });
}

function stateOf(
  certificate: X509Certificate,
  revoked: ReadonlySet<string>,
  now: Date,
): ListedCertificate['state'] {
  if (revoked.has(certificate.serialNumber)) return 'revoked';
  if (certificate.validToDate <= now) return 'expired';
  return certificate.validFromDate > now ? 'not-yet-valid' : 'valid';
}

/** The common name of a distinguished name as Node writes one, an attribute a line. */
function commonNameOf(name: string): string {
  return /^CN=(.*)$/m.exec(name)?.[1] ?? name;
}
