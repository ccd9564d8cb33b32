// The library keeps its classes in a container that needs the metadata reflection first.
import 'reflect-metadata';
import { createPublicKey, type KeyObject, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';
import type { CertificateUsage } from './certificate-usage.ts';

/** A relative distinguished name: attribute short name and value, in the order of the certificate. */
export type NamePart = readonly [attribute: string, value: string];

export type CertificateKind = 'root' | 'issuing' | 'endpoint';

/** Who signs. For a self-signed certificate `certificatePem` is left out. */
export interface Signer {
  readonly certificatePem?: string;
  readonly privateKey: KeyObject;
}

export interface CertificateOrder {
  readonly kind: CertificateKind;
  readonly subject: readonly NamePart[];
  readonly publicKey: KeyObject;
  /** Hexadecimal, at most 20 octets (RFC 5280 section 4.1.2.2). */
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Host names and IP addresses. */
  readonly names: readonly string[];
  readonly usages: readonly CertificateUsage[];
  readonly signer: Signer;
}

const USAGE_OIDS: Readonly<Record<CertificateUsage, string>> = {
  server: x509.ExtendedKeyUsage.serverAuth,
  client: x509.ExtendedKeyUsage.clientAuth,
  document: '1.3.6.1.5.5.7.3.36',
};

/** Makes a certificate (RFC 5280), PEM. */
export async function issueCertificate(order: CertificateOrder): Promise<string> {
  const publicKey = new x509.PublicKey(order.publicKey.export({ format: 'der', type: 'spki' }));
  const issuer = order.signer.certificatePem
    ? new x509.X509Certificate(order.signer.certificatePem)
    : undefined;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: order.serial,
    subject: nameOf(order.subject),
    issuer: issuer ? issuer.subjectName : nameOf(order.subject),
    notBefore: order.notBefore,
    notAfter: order.notAfter,
    publicKey,
    signingKey: await signingKeyOf(order.signer.privateKey),
    signingAlgorithm: algorithmOf(order.signer.privateKey),
    extensions: [
      ...usageExtensions(order),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer ? issuer.publicKey : publicKey),
    ],
  });
  return `${certificate.toString('pem')}\n`;
}

function usageExtensions(order: CertificateOrder): x509.Extension[] {
  const { KeyUsageFlags } = x509;
  if (order.kind !== 'endpoint') {
    return [
      new x509.BasicConstraintsExtension(true, order.kind === 'issuing' ? 0 : undefined, true),
      new x509.KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ];
  }
  const handshakes = order.usages.some((usage) => usage !== 'document');
  const rsa = order.publicKey.asymmetricKeyType === 'rsa' && handshakes;
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(
      KeyUsageFlags.digitalSignature | (rsa ? KeyUsageFlags.keyEncipherment : 0),
      true,
    ),
    new x509.ExtendedKeyUsageExtension(order.usages.map((usage) => USAGE_OIDS[usage])),
    new x509.SubjectAlternativeNameExtension(
      order.names.map((value) => ({ type: isIP(value) ? 'ip' : 'dns', value })),
    ),
  ];
}

export interface CrlOrder {
  readonly signer: Required<Signer>;
  /** Whole number, larger than that of the list before (RFC 5280 section 5.2.3). */
  readonly number: number;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly revoked: readonly { readonly serial: string; readonly at: Date }[];
}

/** Makes a revocation list (RFC 5280 section 5), PEM. */
export async function issueCrl(order: CrlOrder): Promise<string> {
  const issuer = new x509.X509Certificate(order.signer.certificatePem);
  const crl = await x509.X509CrlGenerator.create({
    issuer: issuer.subjectName,
    thisUpdate: order.thisUpdate,
    nextUpdate: order.nextUpdate,
    // An empty list of entries must be absent, not empty (RFC 5280 section 5.1.2.6).
    ...(order.revoked.length > 0 && {
      entries: order.revoked.map(({ serial, at }) => ({
        serialNumber: serial,
        revocationDate: at,
      })),
    }),
    signingKey: await signingKeyOf(order.signer.privateKey),
    signingAlgorithm: algorithmOf(order.signer.privateKey),
    extensions: [
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      new x509.Extension('2.5.29.20', false, derInteger(order.number)),
    ],
  });
  // The library writes a label of its own, which neither OpenSSL nor Node reads.
  return `${crl.toString('pem').replaceAll('CRL-----', 'X509 CRL-----')}\n`;
}

/** What a certificate signing request (PKCS#10) asks for. */
export interface SigningRequest {
  readonly commonNames: readonly string[];
  /** Host names and addresses of the requested subjectAltName. */
  readonly names: readonly string[];
  readonly publicKey: KeyObject;
  /** Whether the request is signed with the key that it names. */
  readonly signatureHolds: boolean;
}

/** Reads a PEM request; `undefined` when the text is not one. */
export async function readSigningRequest(pem: string): Promise<SigningRequest | undefined> {
  try {
    const request = new x509.Pkcs10CertificateRequest(pem);
    const names = request.getExtension('2.5.29.17');
    const general = names instanceof x509.SubjectAlternativeNameExtension ? names.names.items : [];
    return {
      commonNames: request.subjectName.getField('CN'),
      names: general.map(({ type, value }) =>
        type === 'dns' || type === 'ip' ? value : `${type}:${value}`,
      ),
      publicKey: createPublicKey({
        key: Buffer.from(request.publicKey.rawData),
        format: 'der',
        type: 'spki',
      }),
      signatureHolds: await request.verify().catch(() => false),
    };
  } catch {
    return undefined;
  }
}

function nameOf(parts: readonly NamePart[]): x509.JsonName {
  return parts.map(([attribute, value]) => ({ [attribute]: [value] }));
}

function algorithmOf(key: KeyObject) {
  return key.asymmetricKeyType === 'ec'
    ? { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
    : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
}

function signingKeyOf(key: KeyObject) {
  const der = key.export({ format: 'der', type: 'pkcs8' });
  return webcrypto.subtle.importKey('pkcs8', der, algorithmOf(key), false, ['sign']);
}

function derInteger(value: number): ArrayBuffer {
  let hex = value.toString(16);
  if (hex.length % 2 === 1) hex = `0${hex}`;
  // The top bit is the sign.
  if (Number.parseInt(hex.slice(0, 2), 16) > 0x7f) hex = `00${hex}`;
  const bytes = Uint8Array.from(Buffer.from(hex, 'hex'));
  return Uint8Array.from([0x02, bytes.length, ...bytes]).buffer;
}
