import { X509Certificate } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import { type Authority, type CertificateMaker, isGood } from './authority.ts';
import type { CertificateDirectory, KeptCertificate } from './certificate-directory.ts';
import { CertificateNameError } from './certificate-errors.ts';
import { whyNoHostName } from './signing-policy.ts';

export const USUAL_PROFILE = 'endpoint';
export const WRONG_PREFIX = 'wrong-';

/** A kept endpoint certificate with what goes into its handshake. */
export interface KeptIdentity extends KeptCertificate {
  readonly fqdn: string;
  readonly chainPem: string;
}

/** Endpoint certificates by name and profile: found, made, renewed. */
export interface IdentityKeeper {
  /** The one there is, or a new one when it is missing, has run out or has another issuer. */
  keep(fqdn: string, profile: string): Promise<KeptIdentity>;
  /** A new one in any case. */
  renew(fqdn: string, profile: string): Promise<KeptIdentity>;
  /** Who issues certificates of a profile; nobody for one that signs itself. */
  issuerOf(profile: string): Promise<Authority | undefined>;
}

export interface IdentityKeeperOptions {
  readonly directory: CertificateDirectory;
  readonly maker: CertificateMaker;
  /** The sub-CA of the usual profile. */
  readonly issuing: Authority;
  readonly clock: Clock;
  /** Takes down a certificate that its profile wants revoked. */
  readonly revoke: (serial: string, fqdn: string, issuer: Authority | undefined) => Promise<void>;
}

export function identityKeeper(options: IdentityKeeperOptions): IdentityKeeper {
  const { directory, maker, issuing, clock } = options;

  async function issuerOf(profile: string): Promise<Authority | undefined> {
    if (profile === USUAL_PROFILE) return issuing;
    const { issuer } = await maker.profile(profile);
    return issuer === 'self' ? undefined : maker.authority(issuer);
  }

  async function obtain(fqdn: string, profile: string, anew: boolean): Promise<KeptIdentity> {
    const name = hostName(fqdn);
    const place = ['identities', profile, name];
    const issuer = await issuerOf(profile);
    const wrong = profile.startsWith(WRONG_PREFIX);
    const usable = (kept: KeptCertificate) =>
      wrong
        ? isStillWrong(kept, profile, clock.now(), issuer?.certificate)
        : isGood(kept, clock.now(), issuer?.certificate);
    if (anew) await directory.replace(place, await maker.make(profile, name));
    const kept = await directory.keep(place, usable, () => maker.make(profile, name));
    // The usual profile is known, so that a start with everything in place need not read it.
    const { chain, revoked } =
      profile === USUAL_PROFILE ? { chain: 'full', revoked: false } : await maker.profile(profile);
    if (revoked) {
      await options.revoke(new X509Certificate(kept.certificatePem).serialNumber, name, issuer);
    }
    const above = chain === 'full' && issuer ? issuer.chainPem : '';
    return { ...kept, fqdn: name, chainPem: `${kept.certificatePem}${above}` };
  }

  // One making per certificate at a time: two callers of one process get the same one.
  const underWay = new Map<string, Promise<KeptIdentity>>();
  return {
    issuerOf,
    renew: (fqdn, profile) => obtain(fqdn, profile, true),
    keep(fqdn, profile) {
      const key = `${profile}/${fqdn.toLowerCase()}`;
      const known = underWay.get(key);
      if (known) return known;
      const made = obtain(fqdn, profile, false).finally(() => underWay.delete(key));
      underWay.set(key, made);
      return made;
    },
  };
}

/** A host name in lower case. Throws `CertificateNameError`. */
export function hostName(fqdn: string): string {
  const why = whyNoHostName(fqdn);
  if (why) throw new CertificateNameError(fqdn, why);
  return fqdn.toLowerCase();
}

/** A wrong certificate cannot pass the test of the right ones: it is kept as long as it is wrong that way. */
function isStillWrong(
  kept: KeptCertificate,
  profile: string,
  now: Date,
  issuer: X509Certificate | undefined,
): boolean {
  try {
    const certificate = new X509Certificate(kept.certificatePem);
    const inTime =
      profile === `${WRONG_PREFIX}not-yet-valid`
        ? certificate.validFromDate > now
        : profile === `${WRONG_PREFIX}expired` || certificate.validToDate > now;
    return inTime && certificate.verify((issuer ?? certificate).publicKey);
  } catch {
    return false;
  }
}
