import type { KeyObject } from 'node:crypto';
import { CompactSign, calculateJwkThumbprint, compactVerify, exportJWK } from 'jose';

/** The algorithms of the tokens that are seen here: RS512 of client assertions, RS256 of CIS2. */
export type TokenAlgorithm = 'RS256' | 'RS512';

/** The public half of an RSA key as RFC 7517 writes it. */
export interface PublicJwk {
  readonly kty: string;
  readonly n: string;
  readonly e: string;
}

/** An RSA public key with its RFC 7638 thumbprint, which serves as its name (`kid`). */
export async function publicJwk(key: KeyObject): Promise<PublicJwk & { readonly kid: string }> {
  const { kty = '', n = '', e = '' } = await exportJWK(key);
  return { kty, n, e, kid: await calculateJwkThumbprint({ kty, n, e }) };
}

/** Signs claims as a compact JWT. The header's members are written in the order given, `alg` first. */
export function signJwt(
  header: { readonly alg: string; readonly kid?: string; readonly typ?: string },
  claims: Readonly<Record<string, unknown>>,
  key: KeyObject,
): Promise<string> {
  const { alg, kid, typ } = header;
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg, ...(typ ? { typ } : {}), ...(kid ? { kid } : {}) })
    .sign(key);
}

/** Whether a compact JWT was signed with the private half of the key. A key that cannot be used is a no. */
export async function isSignedBy(
  token: string,
  key: KeyObject | Readonly<Record<string, unknown>>,
  algorithm: TokenAlgorithm,
): Promise<boolean> {
  try {
    await compactVerify(token, 'kty' in key ? publicPart(key) : (key as KeyObject), {
      algorithms: [algorithm],
    });
    return true;
  } catch {
    // Whatever the library objects to (the signature, the key, the form), the answer is the same.
    return false;
  }
}

/** What else a registered key carries (`use`, `key_ops`, a private half) has no say here. */
function publicPart(key: Readonly<Record<string, unknown>>) {
  return { kty: String(key.kty), n: String(key.n), e: String(key.e) };
}
