import type { KeyObject } from 'node:crypto';
import { describeKey } from './key-pair.ts';

/** Which requests are signed. */
export interface SigningPolicy {
  /** Domains whose hosts may be certified: `thirdparty.nhs.uk` stands for every name below it. */
  readonly domains: readonly string[];
  /** Smallest RSA key, bits. */
  readonly minimumRsaBits: number;
}

/** Names as the registration prescribes them (mhs 1.3), and those reserved for tests (RFC 6761). */
export const USUAL_POLICY: SigningPolicy = {
  domains: ['thirdparty.nhs.uk', 'test', 'localhost'],
  minimumRsaBits: 2048,
};

/** Why a request is not signed. */
export interface SigningRefusal {
  readonly code: 'unreadable' | 'signature' | 'key' | 'name-missing' | 'name-not-allowed';
  /** One line of English for the supplier. */
  readonly message: string;
}

/** What a request must say for itself; see `SigningRequest` of x509.ts. */
export interface JudgedRequest {
  readonly commonNames: readonly string[];
  readonly names: readonly string[];
  readonly publicKey: KeyObject;
  readonly signatureHolds: boolean;
}

const HOST_NAME =
  /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;
/** Longest common name (RFC 5280 appendix A.1). */
const LONGEST_NAME = 64;

/** Why a text cannot be the host name of a certificate; nothing when it can. */
export function whyNoHostName(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (name.length > LONGEST_NAME) return `it is longer than ${LONGEST_NAME} characters`;
  if (name.includes('*')) return 'wildcards are not issued';
  if (!HOST_NAME.test(name.toLowerCase())) return 'it is not a host name';
  return undefined;
}

/** Everything that keeps a request from being signed; empty when nothing does. Pure. */
export function judgeRequest(
  request: JudgedRequest,
  policy: SigningPolicy,
): readonly SigningRefusal[] {
  const refusals: SigningRefusal[] = [];
  const refuse = (code: SigningRefusal['code'], message: string) =>
    refusals.push({ code, message });
  if (!request.signatureHolds) {
    refuse('signature', 'the request is not signed with the private key of its public key');
  }
  const weakness = keyWeakness(request.publicKey, policy);
  if (weakness) refuse('key', weakness);
  if (request.commonNames.length !== 1) {
    const found = request.commonNames.length;
    refuse('name-missing', `the subject must hold one common name (CN), this one holds ${found}`);
  }
  for (const name of new Set([...request.commonNames, ...request.names])) {
    const why = whyNoHostName(name) ?? whyNotAllowed(name.toLowerCase(), policy);
    if (why) refuse('name-not-allowed', `"${name}" is not certified: ${why}`);
  }
  return refusals;
}

function keyWeakness(key: KeyObject, policy: SigningPolicy): string | undefined {
  const kind = describeKey(key);
  if (key.asymmetricKeyType === 'rsa') {
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    return bits < policy.minimumRsaBits
      ? `the RSA key has ${bits} bits, at least ${policy.minimumRsaBits} are needed`
      : undefined;
  }
  return kind === 'p-256' ? undefined : `a key of type ${kind} is not accepted: use RSA or P-256`;
}

function whyNotAllowed(name: string, policy: SigningPolicy): string | undefined {
  const allowed = policy.domains.some(
    (domain) => name === domain.toLowerCase() || name.endsWith(`.${domain.toLowerCase()}`),
  );
  return allowed
    ? undefined
    : `it is not in a domain that is allowed (${policy.domains.join(', ')})`;
}
