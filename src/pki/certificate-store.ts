import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import { type Authority, certificateMaker } from './authority.ts';
import { openCertificateDirectory } from './certificate-directory.ts';
import { ExportKeyError, UnknownCertificateError } from './certificate-errors.ts';
import type { Identity } from './identity.ts';
import {
  hostName,
  identityKeeper,
  type KeptIdentity,
  USUAL_PROFILE,
  WRONG_PREFIX,
} from './identity-keeper.ts';
import { describeKey } from './key-pair.ts';
import { type ListedCertificate, listCertificates } from './listed-certificate.ts';
import { openRevocations } from './revocations.ts';
import {
  judgeRequest,
  type SigningPolicy,
  type SigningRefusal,
  USUAL_POLICY,
} from './signing-policy.ts';

/** Identities that a peer must refuse, named for what is wrong with them. */
export const WRONG_VARIANTS = [
  'expired',
  'not-yet-valid',
  'unknown-ca',
  'self-signed',
  'revoked',
  'name',
  'usage',
  'missing-intermediate',
  'rsa-1024',
] as const;
export type WrongVariant = (typeof WRONG_VARIANTS)[number];

/** A signed request, or every reason why it was not signed. */
export type SigningAnswer =
  | {
      readonly signed: true;
      readonly fqdn: string;
      readonly serial: string;
      readonly certificatePem: string;
      /** The certificate followed by the issuing sub-CA. */
      readonly chainPem: string;
    }
  | { readonly signed: false; readonly refusals: readonly SigningRefusal[] };

export interface CertificateStoreOptions {
  /** Where keys and certificates are kept; made when absent. */
  readonly directory: string;
  /** TLS itself judges by the machine's time: hand in another clock only to see renewal at work. */
  readonly clock: Clock;
  /** Default: the profiles that come with the product. */
  readonly profileDirectory?: string;
  /** In place of the RSA-2048 of the profiles, for what must be made fast. Kept keys stay as they are. */
  readonly keyType?: 'rsa-2048' | 'p-256';
}

/** The certificates of one installation: root CA, issuing sub-CA, endpoints. */
export interface CertificateStore {
  /** Issuing sub-CA followed by root CA (mhs 1.6). */
  readonly trustPem: string;
  /** Revocation lists of sub-CA and root, as of the last call of `identity`, `revoke` or opening. */
  readonly crlPem: string;
  /**
   * What an endpoint shows. Made on first use, used again afterwards, renewed when it runs out or its
   * issuer has changed. A revoked one is given as it is: revoking is a decision, `renew` undoes it.
   * Throws `CertificateNameError` and `CertificateProfileError`.
   */
  identity(fqdn: string, profile?: string): Promise<Identity>;
  /** A new key and certificate in place of those there are. */
  renew(fqdn: string, profile?: string): Promise<Identity>;
  /** An identity that is wrong in one way; its trust is right. */
  wrongIdentity(variant: WrongVariant, fqdn: string): Promise<Identity>;
  list(): Promise<readonly ListedCertificate[]>;
  /** Signs a PKCS#10 request (PEM) when the policy allows it. */
  signRequest(requestPem: string, policy?: SigningPolicy): Promise<SigningAnswer>;
  /**
   * Revokes a certificate by serial number, or every endpoint certificate of a name; wrong variants by
   * serial only. Answers what was revoked. Throws `UnknownCertificateError`.
   */
  revoke(fqdnOrSerial: string): Promise<readonly ListedCertificate[]>;
  /**
   * Key and chain up to the root as PKCS#12. Throws `UnknownCertificateError` when there is no such identity
   * and `ExportKeyError` when its key is not RSA.
   */
  exportP12(fqdn: string, password: string): Promise<Buffer>;
}

/** Opens the store, making root and sub-CA when they are missing. */
export async function openCertificateStore(
  options: CertificateStoreOptions,
): Promise<CertificateStore> {
  const { clock } = options;
  const directory = await openCertificateDirectory(options.directory);
  const maker = certificateMaker({
    directory,
    clock,
    profileDirectory: options.profileDirectory,
    keyType: options.keyType ?? 'rsa-2048',
  });
  const revocations = openRevocations(directory, clock);
  const [root, issuing] = await Promise.all([maker.authority('root'), maker.authority('issuing')]);
  const trustPem = `${issuing.certificatePem}${root.certificatePem}`;

  let crlPem = '';
  async function refreshLists(): Promise<void> {
    const [subList, rootList] = await Promise.all([issuing, root].map(revocations.listOf));
    const fresh = `${subList}${rootList}`;
    if (fresh === crlPem) return;
    crlPem = fresh;
    // For peers that are not this product: one file to trust, one to check.
    if ((await directory.readText(['crl.pem'])) !== fresh) {
      await directory.writeText(['crl.pem'], fresh);
    }
    if ((await directory.readText(['trust.pem'])) !== trustPem) {
      await directory.writeText(['trust.pem'], trustPem);
    }
  }

  async function record(serial: string, fqdn: string, issuer: Authority | undefined) {
    if (!issuer || (await revocations.all()).some((each) => each.serial === serial)) return;
    await revocations.add({ serial, fqdn, issuer: issuer.name, at: clock.now() });
  }

  async function list(): Promise<readonly ListedCertificate[]> {
    const revoked = new Set((await revocations.all()).map(({ serial }) => serial));
    return listCertificates(directory, revoked, clock.now());
  }

  const keeper = identityKeeper({ directory, maker, issuing, clock, revoke: record });
  async function complete(kept: Promise<KeptIdentity>): Promise<Identity> {
    const { fqdn, keyPem, chainPem } = await kept;
    await refreshLists();
    return { fqdn, keyPem, chainPem, trustPem, crlPem };
  }
  const identity = (fqdn: string, profile = USUAL_PROFILE) => complete(keeper.keep(fqdn, profile));

  await refreshLists();
  return {
    trustPem,
    get crlPem() {
      return crlPem;
    },
    identity,
    renew: (fqdn, profile = USUAL_PROFILE) => complete(keeper.renew(fqdn, profile)),
    wrongIdentity: (variant, fqdn) => identity(fqdn, `${WRONG_PREFIX}${variant}`),
    list,
    async signRequest(requestPem, policy = USUAL_POLICY) {
      const { readSigningRequest } = await import('./x509.ts');
      const request = await readSigningRequest(requestPem);
      if (!request) {
        const message = 'this is not a PEM certificate signing request (PKCS#10)';
        return { signed: false, refusals: [{ code: 'unreadable', message }] };
      }
      const refusals = judgeRequest(request, policy);
      const fqdn = request.commonNames[0]?.toLowerCase() ?? '';
      if (refusals.length > 0) return { signed: false, refusals };
      const names = [...new Set([fqdn, ...request.names.map((name) => name.toLowerCase())])];
      const certificatePem = await maker.certify(SUPPLIER_PROFILE, fqdn, request.publicKey, names);
      const serial = new X509Certificate(certificatePem).serialNumber;
      await directory.writeText(['signed', fqdn, `${serial}.pem`], certificatePem);
      const chainPem = `${certificatePem}${issuing.chainPem}`;
      return { signed: true, fqdn, serial, certificatePem, chainPem };
    },
    async revoke(fqdnOrSerial) {
      const wanted = fqdnOrSerial.replaceAll(':', '').toUpperCase();
      const chosen = (await list()).filter(
        ({ kind, fqdn, serial, profile }) =>
          kind !== 'authority' &&
          (serial === wanted ||
            (!profile.startsWith(WRONG_PREFIX) && fqdn.toUpperCase() === wanted)),
      );
      if (chosen.length === 0) throw new UnknownCertificateError(fqdnOrSerial);
      for (const { serial, fqdn, profile } of chosen) {
        await record(serial, fqdn, await keeper.issuerOf(profile));
      }
      await refreshLists();
      const serials = new Set(chosen.map(({ serial }) => serial));
      return (await list()).filter(({ serial }) => serials.has(serial));
    },
    async exportP12(fqdn, password) {
      if (!(await directory.read(['identities', USUAL_PROFILE, hostName(fqdn)]))) {
        throw new UnknownCertificateError(fqdn);
      }
      const { keyPem, chainPem } = await identity(fqdn);
      const key = createPrivateKey(keyPem);
      if (key.asymmetricKeyType !== 'rsa') throw new ExportKeyError(fqdn, describeKey(key));
      const { writePkcs12 } = await import('./pkcs12.ts');
      const leaf = chainPem.slice(0, chainPem.indexOf(issuing.chainPem));
      const chain = [leaf, issuing.certificatePem, root.certificatePem];
      return writePkcs12(keyPem, chain, password, fqdn);
    },
  };
}

const SUPPLIER_PROFILE = 'supplier';
