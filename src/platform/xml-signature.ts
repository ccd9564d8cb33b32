import { type KeyLike, sign, verify } from 'node:crypto';
import { SignedXml } from 'xml-crypto';

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = `${DSIG}enveloped-signature`;
const ALGORITHMS = {
  'rsa-sha256': {
    signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
  },
  'rsa-sha1': { signature: `${DSIG}rsa-sha1`, digest: `${DSIG}sha1` },
  'ecdsa-sha256': {
    signature: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
    digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
  },
} as const;

/** The library knows RSA only. The value is the two numbers one after the other (RFC 4050, RFC 9231 section 2.3.6). */
class EcdsaSha256 {
  getSignature(signedInfo: string, key: KeyLike): string {
    const options = { key: pemOf(key), dsaEncoding: 'ieee-p1363' } as const;
    return sign('sha256', Buffer.from(signedInfo), options).toString('base64');
  }

  verifySignature(material: string, key: KeyLike, value: string): boolean {
    const options = { key: pemOf(key), dsaEncoding: 'ieee-p1363' } as const;
    return verify('sha256', Buffer.from(material), options, Buffer.from(value, 'base64'));
  }

  getAlgorithmName(): string {
    return ALGORITHMS['ecdsa-sha256'].signature;
  }
}

function pemOf(key: KeyLike): string {
  if (typeof key !== 'string') throw new TypeError('keys are PEM');
  return key;
}

export type XmlSignatureAlgorithm = keyof typeof ALGORITHMS;

export interface XmlSigner {
  readonly privateKeyPem: string;
  /** Shown in KeyInfo, so that a receiver can say whom it trusts. */
  readonly certificatePem?: string;
  readonly algorithm: XmlSignatureAlgorithm;
  /** The attribute by which the signed element is named: `AssertionID`. */
  readonly idAttribute: string;
}

/**
 * The `ds:Signature` over the root element of a document, to be put inside that element: enveloped, with
 * exclusive canonicalisation, so that it holds wherever the element is moved. The same input gives the
 * same characters.
 */
export function signatureOver(xml: string, signer: XmlSigner): string {
  const { privateKeyPem, certificatePem, algorithm, idAttribute } = signer;
  const { signature, digest } = ALGORITHMS[algorithm];
  const signed = new SignedXml({
    privateKey: privateKeyPem,
    ...(certificatePem ? { publicCert: certificatePem } : {}),
    ...namedBy(idAttribute),
    signatureAlgorithm: signature,
    canonicalizationAlgorithm: EXCLUSIVE,
  });
  withEcdsa(signed);
  signed.addReference({
    xpath: '/*',
    transforms: [ENVELOPED, EXCLUSIVE],
    digestAlgorithm: digest,
  });
  signed.computeSignature(xml, { prefix: 'ds' });
  return signed.getSignatureXml();
}

export type SignatureVerdict =
  | {
      readonly ok: true;
      /** The canonical form of what was signed. Nothing else of the document may be believed. */
      readonly signed: readonly string[];
    }
  | { readonly ok: false; readonly why: string };

export interface XmlTrust {
  /** Public keys or certificates, PEM. What KeyInfo says is never believed. */
  readonly keys: readonly string[];
  readonly idAttribute: string;
}

/** Checks one signature of a document against keys that are known beforehand. Never throws. */
export function verifySignature(xml: string, signature: string, trust: XmlTrust): SignatureVerdict {
  let why = 'no key is trusted';
  for (const key of trust.keys) {
    const signed = new SignedXml({
      publicCert: key,
      ...namedBy(trust.idAttribute),
      getCertFromKeyInfo: () => null,
    });
    withEcdsa(signed);
    try {
      signed.loadSignature(signature);
      if (signed.checkSignature(xml)) return { ok: true, signed: signed.getSignedReferences() };
      why = 'what was signed has been changed';
    } catch (error) {
      why = explained(error instanceof Error ? error.message : String(error));
    }
  }
  return { ok: false, why };
}

/** The library knows `Id` by itself, and takes one that it is told of twice for two. */
function namedBy(idAttribute: string): { readonly idAttribute?: string } {
  return idAttribute === 'Id' ? {} : { idAttribute };
}

function withEcdsa(signed: SignedXml): void {
  signed.SignatureAlgorithms[ALGORITHMS['ecdsa-sha256'].signature] =
    EcdsaSha256 as (typeof signed.SignatureAlgorithms)[string];
}

/** The library's own text may quote the document: only its beginning is told. */
function explained(message: string): string {
  return message.startsWith('invalid signature')
    ? 'the signature was not made with a trusted key'
    : `the signature cannot be checked: ${message.slice(0, 120)}`;
}
