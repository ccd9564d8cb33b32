import type { Diagnosis } from './connection-cause.ts';

export type PeerRole = 'client' | 'server';

/** What a certificate says, as far as judging it goes. */
export interface CertificateFacts {
  readonly commonName: string;
  /** Host names and addresses of subjectAltName; the common name when there is none. */
  readonly names: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Bits of an RSA key. */
  readonly rsaBits?: number | undefined;
  /** Object identifiers of extendedKeyUsage; left out when the certificate does not restrict itself. */
  readonly usages?: readonly string[] | undefined;
  readonly selfSigned: boolean;
}

/** What a peer showed in its handshake. */
export interface PeerFacts {
  /** Left out when it sent no certificate. */
  readonly certificate?: CertificateFacts | undefined;
  /** The certificate by which the chain ought to have gone on; left out when it leads to one we trust. */
  readonly missingIssuer?: {
    readonly name: string;
    /** The chain ends here because this issuer signed itself and is not trusted. */
    readonly untrustedRoot: boolean;
    /** The organisation of the issuer is that of a certificate we trust. */
    readonly looksLikeOurs: boolean;
  };
}

/** Smallest RSA key that is accepted, bits. */
export const MINIMUM_RSA_BITS = 2048;

const PURPOSE: Readonly<Record<PeerRole, string>> = {
  client: '1.3.6.1.5.5.7.3.2',
  server: '1.3.6.1.5.5.7.3.1',
};

/** What a handshake is judged by. */
export interface JudgedHandshake {
  readonly code: string;
  readonly peer: PeerRole;
  readonly shown: PeerFacts;
  readonly expectedNames?: readonly string[] | undefined;
  readonly now: Date;
}

/**
 * Why a certificate is refused (mhs 1.6), the most telling reason first: OpenSSL reports only the last of
 * several, and calls a certificate from elsewhere one without a revocation list. Pure.
 */
export function diagnoseCertificate(judged: JudgedHandshake): Diagnosis | undefined {
  const { shown, peer, code, now } = judged;
  const found = shown.certificate;
  if (!found) {
    return {
      cause: 'no-certificate',
      message: `no certificate sent: every ${peer} of this service has to show one`,
    };
  }
  const named = `the ${peer} certificate of ${quoted(found.commonName)}`;
  const { missingIssuer } = shown;
  if (found.selfSigned && missingIssuer) {
    return {
      cause: 'self-signed',
      message: `self-signed: ${named} is signed with its own key, by no CA`,
    };
  }
  if (missingIssuer?.looksLikeOurs && !missingIssuer.untrustedRoot) {
    return {
      cause: 'missing-intermediate',
      message: `missing intermediate: ${named} was issued by ${quoted(missingIssuer.name)}, whose certificate the ${peer} did not send`,
    };
  }
  if (missingIssuer) {
    return {
      cause: 'unknown-issuer',
      message: `unknown issuer: ${named} leads to ${quoted(missingIssuer.name)}, which is not trusted here`,
    };
  }
  if (found.notAfter <= now) {
    return {
      cause: 'expired',
      message: `expired on ${moment(found.notAfter)}: ${named}`,
    };
  }
  if (found.notBefore > now) {
    return {
      cause: 'not-yet-valid',
      message: `not yet valid, only from ${moment(found.notBefore)}: ${named}`,
    };
  }
  if (code === 'CERT_REVOKED') {
    return { cause: 'revoked', message: `revoked: ${named} is on the revocation list` };
  }
  if (found.rsaBits !== undefined && found.rsaBits < MINIMUM_RSA_BITS) {
    return {
      cause: 'key-too-small',
      message: `key too small: ${named} has an RSA key of ${found.rsaBits} bits, at least ${MINIMUM_RSA_BITS} are needed`,
    };
  }
  if (found.usages && !found.usages.includes(PURPOSE[peer])) {
    return {
      cause: 'wrong-usage',
      message: `wrong usage: ${named} may not be used as a ${peer} (extendedKeyUsage lacks ${peer}Auth)`,
    };
  }
  const expected = judged.expectedNames;
  if (expected && !found.names.some((name) => matchesAny(name, expected))) {
    return {
      cause: 'name-mismatch',
      message: `name mismatch: expected ${expected.map(quoted).join(' or ')}, the ${peer} certificate is for ${found.names.map(quoted).join(', ')}`,
    };
  }
  if (/CRL/.test(code)) {
    return {
      cause: 'no-revocation-list',
      message: `no revocation list: ${named} cannot be checked against a current list (${code})`,
    };
  }
  return undefined;
}

/** Whether a name of a certificate covers one of `expected`; `*` stands for one label (RFC 9525 section 6.3). */
export function matchesAny(name: string, expected: readonly string[]): boolean {
  const found = name.toLowerCase();
  return expected.some((each) => {
    const wanted = each.toLowerCase();
    if (!found.startsWith('*.')) return found === wanted;
    return wanted.includes('.') && found.slice(1) === wanted.slice(wanted.indexOf('.'));
  });
}

function moment(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}

/** A name from a certificate, on one line and not endless, whatever the peer put there. */
function quoted(name: string): string {
  return `"${name.replaceAll(/[^\x20-\x7e\u00a0-\uffff]+/g, '?').slice(0, 100)}"`;
}
