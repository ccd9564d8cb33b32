import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { createKeyPair, privateKeyPem } from '../../src/pki/key-pair.ts';
import { type PublicJwk, publicJwk } from '../../src/platform/jose.ts';

/** The RSA key with which tokens and assertions are signed. */
export interface SigningKeys {
  readonly privateKey: KeyObject;
  readonly privateKeyPem: string;
  readonly publicKeyPem: string;
  /** Shown in the KeyInfo of assertions. */
  readonly certificatePem: string | undefined;
  readonly jwk: PublicJwk & { readonly kid: string };
}

/** A key and its certificate, as the certificate store gives them. */
export interface KeyMaterial {
  readonly keyPem: string;
  readonly chainPem: string;
}

const FIRST_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/;

/**
 * The keys of the identity services. RS256, RS512 and the signatures of assertions need RSA: where the
 * material is of another kind, or there is none, a key is made for this start alone, without a certificate.
 */
export async function openSigningKeys(material?: KeyMaterial): Promise<SigningKeys> {
  const kept = material && createPrivateKey(material.keyPem);
  const usable = kept?.asymmetricKeyType === 'rsa';
  const privateKey = usable ? kept : (await createKeyPair('rsa-2048')).privateKey;
  const publicKey = createPublicKey(privateKey);
  return {
    privateKey,
    privateKeyPem: privateKeyPem(privateKey),
    publicKeyPem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    certificatePem: usable ? FIRST_CERTIFICATE.exec(material?.chainPem ?? '')?.[0] : undefined,
    jwk: await publicJwk(publicKey),
  };
}
