import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** Kinds of key a profile may ask for. RSA-1024 exists to be refused. */
export const KEY_KINDS = ['rsa-1024', 'rsa-2048', 'rsa-3072', 'rsa-4096', 'p-256'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const generate = promisify(generateKeyPair);

/** A fresh key pair. RSA-2048 takes 100-250 ms on a thread of its own, P-256 one or two. */
export async function createKeyPair(kind: KeyKind): Promise<KeyPair> {
  return kind === 'p-256'
    ? generate('ec', { namedCurve: 'P-256' })
    : generate('rsa', { modulusLength: Number(kind.slice('rsa-'.length)) });
}

/** A private key as unencrypted PKCS#8 PEM. */
export function privateKeyPem(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'pkcs8' }).toString();
}

/** What a key is, in the words of the profiles: `rsa-2048`, `p-256`, or how Node names another. */
export function describeKey(key: KeyObject): string {
  const details = key.asymmetricKeyDetails;
  if (key.asymmetricKeyType === 'rsa') return `rsa-${details?.modulusLength}`;
  if (key.asymmetricKeyType === 'ec') {
    return details?.namedCurve === 'prime256v1' ? 'p-256' : `ec ${details?.namedCurve}`;
  }
  return key.asymmetricKeyType ?? 'unknown';
}
