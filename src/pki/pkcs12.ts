import forge from 'node-forge';

/**
 * A PKCS#12 container (RFC 7292) with an RSA key and its chain, the key's own certificate first. AES-256
 * with a SHA-1 MAC, the strongest the library writes: a container is for carrying test keys, not for keeping them.
 */
export function writePkcs12(
  keyPem: string,
  chainPem: readonly string[],
  password: string,
  friendlyName: string,
): Buffer {
  const container = forge.pkcs12.toPkcs12Asn1(
    forge.pki.privateKeyFromPem(keyPem),
    chainPem.map((pem) => forge.pki.certificateFromPem(pem)),
    password,
    { algorithm: 'aes256', count: 10_000, friendlyName },
  );
  return Buffer.from(forge.asn1.toDer(container).getBytes(), 'binary');
}
