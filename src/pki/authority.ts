import { createPrivateKey, type KeyObject, randomBytes, X509Certificate } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import type { CertificateDirectory, KeptCertificate } from './certificate-directory.ts';
import { CertificateProfileError } from './certificate-errors.ts';
import type { CertificateProfile } from './certificate-profile.ts';
import { createKeyPair, type KeyKind, privateKeyPem } from './key-pair.ts';

const DAY = 86_400_000;

/** A root or sub-CA that can sign. */
export interface Authority extends KeptCertificate {
  readonly name: string;
  readonly certificate: X509Certificate;
  /** The certificate followed by those above it, without the root: what goes into a handshake. */
  readonly chainPem: string;
}

/** Makes certificates after profiles, and the authorities they need, on demand. */
export interface CertificateMaker {
  /** `profileName` names a profile of kind root or issuing; its issuers are made as needed. */
  authority(profileName: string): Promise<Authority>;
  /** A certificate and key after an endpoint profile. */
  make(profileName: string, fqdn: string): Promise<KeptCertificate>;
  /** A certificate after an endpoint profile for somebody else's key. */
  certify(
    profileName: string,
    fqdn: string,
    key: KeyObject,
    names: readonly string[],
  ): Promise<string>;
  profile(name: string): Promise<CertificateProfile>;
}

export interface CertificateMakerOptions {
  readonly directory: CertificateDirectory;
  readonly profileDirectory: string | undefined;
  readonly clock: Clock;
  /** In place of RSA-2048 in every profile; a profile with a key that is wrong on purpose keeps it. */
  readonly keyType: KeyKind;
}

export function certificateMaker(options: CertificateMakerOptions): CertificateMaker {
  const { directory, clock } = options;
  const profiles = new Map<string, Promise<CertificateProfile>>();
  function profile(name: string): Promise<CertificateProfile> {
    const known = profiles.get(name) ?? readProfileNamed(name);
    profiles.set(name, known);
    return known;
  }

  async function readProfileNamed(name: string): Promise<CertificateProfile> {
    // Loaded only when something must be made: a start with everything in place reads no profile.
    const reader = await import('./certificate-profile.ts');
    return reader.loadProfile(options.profileDirectory ?? reader.shippedProfileDirectory(), name);
  }

  async function issue(
    wanted: CertificateProfile,
    fqdn: string,
    publicKey: KeyObject,
    names: readonly string[],
    signer: KeptCertificate | KeyObject,
  ): Promise<string> {
    const { issueCertificate } = await import('./x509.ts');
    const filled = (text: string) => text.replaceAll('{fqdn}', fqdn);
    const notBefore = new Date(clock.now().getTime() + wanted.startsDays * DAY);
    return issueCertificate({
      kind: wanted.kind,
      subject: wanted.subject.map(([attribute, value]) => [attribute, filled(value)]),
      publicKey,
      serial: newSerial(),
      notBefore,
      notAfter: new Date(notBefore.getTime() + wanted.lastsDays * DAY),
      names: names.map(filled),
      usages: wanted.usages,
      signer:
        'keyPem' in signer
          ? {
              certificatePem: signer.certificatePem,
              privateKey: createPrivateKey(signer.keyPem),
            }
          : { privateKey: signer },
    });
  }

  async function makeWithKey(wanted: CertificateProfile, fqdn: string): Promise<KeptCertificate> {
    const kind = wanted.key === 'rsa-2048' ? options.keyType : wanted.key;
    const [pair, signer] = await Promise.all([
      createKeyPair(kind),
      wanted.issuer === 'self' ? undefined : authority(wanted.issuer),
    ]);
    const certificatePem = await issue(
      wanted,
      fqdn,
      pair.publicKey,
      wanted.names,
      signer ?? pair.privateKey,
    );
    return { keyPem: privateKeyPem(pair.privateKey), certificatePem };
  }

  const authorities = new Map<string, Promise<Authority>>();
  function authority(name: string): Promise<Authority> {
    const known = authorities.get(name) ?? readAuthority(name);
    authorities.set(name, known);
    // A failure (a directory that cannot be written) may be over at the next attempt.
    known.catch(() => authorities.delete(name));
    return known;
  }

  async function readAuthority(name: string): Promise<Authority> {
    const place = ['authorities', name];
    // The issuer of what is kept is asked of the certificate; the profile, only when making one.
    const issuers = STANDARD_ISSUERS[name] ?? (await profile(name)).issuer;
    const issuer = issuers === 'self' ? undefined : await authority(issuers);
    const kept = await directory.keep(
      place,
      (found) => isGood(found, clock.now(), issuer?.certificate),
      async () => {
        const wanted = await profile(name);
        if (wanted.kind === 'endpoint') {
          throw new CertificateProfileError(name, 'an endpoint cannot issue', 'Name a CA profile.');
        }
        return makeWithKey(wanted, name);
      },
    );
    return {
      ...kept,
      name,
      certificate: new X509Certificate(kept.certificatePem),
      chainPem: issuer ? `${kept.certificatePem}${issuer.chainPem}` : '',
    };
  }

  return {
    authority,
    profile,
    async make(profileName, fqdn) {
      return makeWithKey(await profile(profileName), fqdn);
    },
    async certify(profileName, fqdn, key, names) {
      const wanted = await profile(profileName);
      return issue(wanted, fqdn, key, names, await authority(wanted.issuer));
    },
  };
}

/** The two authorities every start needs, so that finding them takes no profile. */
const STANDARD_ISSUERS: Readonly<Record<string, string>> = { root: 'self', issuing: 'root' };

/**
 * Whether what is kept can be used: key and certificate belong together, `issuer` signed it (itself when
 * left out) and at least a day of its validity is left.
 */
export function isGood(kept: KeptCertificate, now: Date, issuer?: X509Certificate): boolean {
  try {
    const certificate = new X509Certificate(kept.certificatePem);
    const signer = issuer ?? certificate;
    return (
      certificate.checkPrivateKey(createPrivateKey(kept.keyPem)) &&
      certificate.checkIssued(signer) &&
      certificate.verify(signer.publicKey) &&
      certificate.validToDate.getTime() > now.getTime() + DAY &&
      certificate.validFromDate.getTime() <= now.getTime()
    );
  } catch {
    return false;
  }
}

/** Sixteen octets, positive and without a leading zero, so that every tool writes it the same way. */
function newSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex').toUpperCase();
}
