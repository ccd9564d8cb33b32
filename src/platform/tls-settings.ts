import { constants, createPrivateKey } from 'node:crypto';
import type { SecureContextOptions } from 'node:tls';
import { MINIMUM_RSA_BITS } from './certificate-diagnosis.ts';
import { pemBlocks } from './peer-certificate.ts';

/** PEM texts of one side of a connection; `Identity` of src/pki is one. */
export interface TlsCredentials {
  readonly keyPem: string;
  readonly chainPem: string;
  readonly trustPem: string;
  readonly crlPem: string;
}

export type TlsVersion = 'TLSv1.2' | 'TLSv1.3';

/** The suites named for Spine (mhs 1.6), those of TLS 1.3, and the first ones for keys that are not RSA. */
export const SPINE_CIPHERS = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'DHE-RSA-AES256-GCM-SHA384',
  'DHE-RSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES256-SHA384',
  'DHE-RSA-AES256-SHA256',
  'DHE-RSA-AES256-SHA',
  'ECDHE-RSA-AES256-SHA',
].join(':');

/** What both sides of a mutual TLS connection are set up with. */
export function tlsSettings(
  credentials: TlsCredentials,
  minVersion: TlsVersion = 'TLSv1.2',
  maxVersion: TlsVersion = 'TLSv1.3',
  ciphers: string = SPINE_CIPHERS,
): SecureContextOptions {
  const lists = pemBlocks(credentials.crlPem, 'X509 CRL');
  return {
    key: credentials.keyPem,
    cert: credentials.chainPem,
    ca: pemBlocks(credentials.trustPem, 'CERTIFICATE'),
    ...(lists.length > 0 && { crl: lists }),
    minVersion,
    maxVersion,
    // An identity that is too weak on purpose can be shown only below OpenSSL's usual level. The peer's key
    // is judged by this product itself.
    ciphers: isWeak(credentials.keyPem) ? `${ciphers}:@SECLEVEL=0` : ciphers,
    dhparam: 'auto',
    honorCipherOrder: true,
    // A resumed session would skip the certificate, which may have been revoked or run out meanwhile.
    secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION,
  };
}

function isWeak(keyPem: string): boolean {
  const bits = createPrivateKey(keyPem).asymmetricKeyDetails?.modulusLength;
  return bits !== undefined && bits < MINIMUM_RSA_BITS;
}
