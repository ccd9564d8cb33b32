import { X509Certificate } from 'node:crypto';

/** id-kp-documentSigning (RFC 9336). */
const DOCUMENT_SIGNING = '1.3.6.1.5.5.7.3.36';
const LONGEST_CHAIN = 5;

/** Certificates of a PEM file, or `undefined` when one of them cannot be read. */
export function readCertificates(pem: string): readonly X509Certificate[] | undefined {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    return undefined;
  }
}

/**
 * Why a certificate is not to be believed at a moment, or nothing: it must be made for signing documents and lead to a
 * root among those that are trusted, each of the way valid at that moment. Whether one was revoked is not asked.
 */
export function whyNotTrusted(
  leaf: X509Certificate,
  trusted: readonly X509Certificate[],
  at: Date,
): string | undefined {
  if (leaf.ca) return 'its certificate is one of an authority';
  if (!leaf.keyUsage?.includes(DOCUMENT_SIGNING))
    return 'its certificate is not made for signing documents';
  let current = leaf;
  for (let length = 0; length < LONGEST_CHAIN; length++) {
    if (current.validFromDate > at || current.validToDate < at)
      return `the certificate ${nameOf(current)} was not valid when the statement was signed`;
    const issuer = trusted.find((each) => isIssuer(each, current));
    if (!issuer) return `the certificate ${nameOf(current)} leads to nobody who is trusted`;
    if (issuer.fingerprint256 === current.fingerprint256) return undefined;
    current = issuer;
  }
  return 'its certificates go in a circle';
}

function isIssuer(issuer: X509Certificate, of: X509Certificate): boolean {
  return issuer.ca && of.checkIssued(issuer) && of.verify(issuer.publicKey);
}

function nameOf({ subject }: X509Certificate): string {
  return /^CN=(.*)$/m.exec(subject)?.[1] ?? subject.replaceAll('\n', ', ');
}
