import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type CertificateFacts,
  matchesAny,
  type PeerFacts,
} from '../../src/platform/certificate-diagnosis.ts';
import { diagnoseTls } from '../../src/platform/tls-diagnosis.ts';

const NOW = new Date('2026-01-05T09:00:00Z');

const GOOD: CertificateFacts = {
  commonName: 'riverside.test',
  names: ['riverside.test'],
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date('2026-02-01T00:00:00Z'),
  rsaBits: 2048,
  usages: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'],
  selfSigned: false,
};

function causeOf(code: string, shown: PeerFacts, expectedNames?: readonly string[]): string {
  return diagnoseTls({ code, peer: 'client', shown, expectedNames, now: NOW }).cause;
}

test('the reason nearest to the root comes first when there are several', () => {
  const certificate = {
    ...GOOD,
    notAfter: new Date('2026-01-04T23:59:59Z'),
    rsaBits: 1024,
    usages: ['1.3.6.1.5.5.7.3.1'],
  };
  const names = ['hillside.test'];
  const elsewhere = { name: 'Other CA', untrustedRoot: true, looksLikeOurs: false };
  assert.equal(
    causeOf('CERT_REVOKED', { certificate, missingIssuer: elsewhere }, names),
    'unknown-issuer',
  );
  assert.equal(causeOf('CERT_REVOKED', { certificate }, names), 'expired');
  const inTime = { ...certificate, notAfter: GOOD.notAfter };
  assert.equal(causeOf('CERT_REVOKED', { certificate: inTime }, names), 'revoked');
  assert.equal(causeOf('INVALID_PURPOSE', { certificate: inTime }, names), 'key-too-small');
  const strong = { ...inTime, rsaBits: 3072 };
  assert.equal(causeOf('INVALID_PURPOSE', { certificate: strong }, names), 'wrong-usage');
  const forClients = { ...strong, usages: GOOD.usages };
  assert.equal(causeOf('', { certificate: forClients }, names), 'name-mismatch');
});

test('a certificate that is not at fault leaves the cause to the code', () => {
  assert.equal(causeOf('CRL_HAS_EXPIRED', { certificate: GOOD }), 'no-revocation-list');
  assert.deepEqual(
    diagnoseTls({
      code: 'PATH_LENGTH_EXCEEDED',
      peer: 'client',
      shown: { certificate: GOOD },
      now: NOW,
    }),
    { cause: 'other', message: 'connection failed: PATH_LENGTH_EXCEEDED' },
  );
});

test('a certificate holds from its first moment to the one before its last', () => {
  const at = (now: string) =>
    diagnoseTls({ code: 'X', peer: 'client', shown: { certificate: GOOD }, now: new Date(now) });
  assert.equal(
    at('2025-12-31T23:59:59Z').message,
    'not yet valid, only from 2026-01-01T00:00:00Z: the client certificate of "riverside.test"',
  );
  assert.equal(at('2026-01-01T00:00:00Z').cause, 'other');
  assert.equal(at('2026-01-31T23:59:59Z').cause, 'other');
  assert.equal(
    at('2026-02-01T00:00:00Z').message,
    'expired on 2026-02-01T00:00:00Z: the client certificate of "riverside.test"',
  );
});

test('a certificate without restrictions may be used either way', () => {
  const { usages, ...unrestricted } = GOOD;
  assert.ok(usages);
  assert.equal(causeOf('X', { certificate: unrestricted }), 'other');
});

test('text from the peer stays on one line and within bounds', () => {
  const commonName = `evil\nspine: all is well\u001b[2J${'x'.repeat(500)}`;
  const shown = {
    certificate: { ...GOOD, commonName, selfSigned: true },
    missingIssuer: { name: 'y', untrustedRoot: true, looksLikeOurs: false },
  };
  const { message } = diagnoseTls({ peer: 'client', shown, now: NOW });
  assert.doesNotMatch(message, /\p{Cc}/u);
  assert.ok(message.length < 250);
  const { message: other } = diagnoseTls({ peer: 'server', text: 'a\r\nb', now: NOW });
  assert.equal(other, 'connection failed: a b');
});

test('a wildcard covers one label and nothing else', () => {
  assert.ok(matchesAny('*.supplier.test', ['Riverside.Supplier.test']));
  assert.ok(!matchesAny('*.supplier.test', ['a.b.supplier.test', 'supplier.test']));
  assert.ok(matchesAny('RIVERSIDE.test', ['x', 'riverside.test']));
  assert.ok(!matchesAny('*.test', ['test']));
});

const CODES: readonly (readonly [code: string, cause: string, message: RegExp])[] = [
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'protocol-too-old', /1\.2 or later/],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'protocol-too-old', /the server offers/],
  ['ERR_SSL_HTTP_REQUEST', 'not-tls', /plain HTTP/],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'not-tls', /not a TLS handshake/],
  ['ERR_SSL_NO_SHARED_CIPHER', 'no-shared-cipher', /no cipher suite in common/],
  ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'no-shared-cipher', /no cipher suite/],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'our-certificate-refused', /was shown none/],
  ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'our-certificate-refused', /does not know the issuer/],
  ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED', 'our-certificate-refused', /: expired$/],
  ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED', 'our-certificate-refused', /: revoked$/],
  ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', 'our-certificate-refused', /without saying why/],
  ['ECONNREFUSED', 'refused', /does not listen/],
  ['ENOTFOUND', 'unknown-host', /has no address/],
  ['ERR_TLS_HANDSHAKE_TIMEOUT', 'timeout', /in the time allowed/],
  ['ECONNRESET', 'reset', /closed it before/],
  ['EMFILE', 'other', /^connection failed: EMFILE$/],
];

for (const [code, cause, message] of CODES) {
  test(`${code} is "${cause}"`, () => {
    const diagnosis = diagnoseTls({ code, peer: 'server', now: NOW });
    assert.equal(diagnosis.cause, cause);
    assert.match(diagnosis.message, message);
  });
}
