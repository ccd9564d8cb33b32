import { X509Certificate } from 'node:crypto';
import { signatureOver } from '../../platform/xml-signature.ts';
import type { RunResults } from '../results.ts';
import { buildStatement } from './build-statement.ts';
import { type Statement, statementText } from './statement.ts';
import {
  readSignature,
  STATEMENT_ID,
  statementDocument,
  unsignedDocument,
} from './statement-document.ts';

/** Who signs: an `Identity` of the certificate store is one. PEM. */
export interface StatementSigner {
  readonly keyPem: string;
  /** Begins with the signer's certificate. */
  readonly chainPem: string;
}

/** A statement and the document that it is signed in. */
export interface SignedStatement {
  readonly statement: Statement;
  /** `statement.xml`. */
  readonly xml: string;
}

/**
 * Signs what results come to (XML-DSig, enveloped, exclusive canonicalisation, SHA-256), with RSA or P-256 as the
 * signer's key is.
 *
 * @param file the bytes of `results.json` that these results were written to or read from
 */
export function signStatement(
  results: RunResults,
  file: Uint8Array,
  signer: StatementSigner,
  signedAt: Date,
): SignedStatement {
  const certificate = new X509Certificate(signer.chainPem);
  const statement = buildStatement(results, file, {
    signer: {
      certificate: fingerprintOf(certificate),
      subject: certificate.subject,
    },
    signedAt: signedAt.toISOString(),
  });
  const text = statementText(statement);
  const ec = certificate.publicKey.asymmetricKeyType === 'ec';
  const signature = signatureOver(unsignedDocument(text), {
    privateKeyPem: signer.keyPem,
    certificatePem: certificate.toString(),
    algorithm: ec ? 'ecdsa-sha256' : 'rsa-sha256',
    idAttribute: STATEMENT_ID,
  });
  const parts = readSignature(signature);
  if (typeof parts === 'string') throw new TypeError(`the signature cannot be used: ${parts}`);
  return { statement, xml: statementDocument(text, parts) };
}

/** SHA-256 of a certificate, lower-case hexadecimal. */
export function fingerprintOf(certificate: X509Certificate): string {
  return certificate.fingerprint256.replaceAll(':', '').toLowerCase();
}

/** `statement.json`: the statement for programs, with the signed document in which alone it counts. */
export function statementJson({ statement, xml }: SignedStatement): string {
  return `${JSON.stringify({ statement: JSON.parse(statementText(statement)), signed: xml }, undefined, 1)}\n`;
}
