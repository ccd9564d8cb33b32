import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import {
  CertificateNameError,
  CertificateProfileError,
  UnknownCertificateError,
} from '../../src/pki/certificate-errors.ts';
import { WRONG_VARIANTS, type WrongVariant } from '../../src/pki/certificate-store.ts';
import { virtualClock } from '../../src/platform/clock.ts';
import { openssl, temporaryStore, withoutOpenssl } from './temporary-store.ts';

const DAY = 86_400_000;

test('OpenSSL accepts an RSA-2048 endpoint as server and as client, lists included', {
  skip: withoutOpenssl,
}, async () => {
  await using made = await temporaryStore({ keyType: 'rsa-2048' });
  const { chainPem, keyPem } = await made.store.identity('riverside.supplier.thirdparty.nhs.uk');
  const chain = join(made.directory, 'sent.pem');
  await writeFile(chain, chainPem);

  const trust = ['-CAfile', join(made.directory, 'authorities', 'root', 'cert.pem')];
  const lists = ['-crl_check_all', '-CRLfile', join(made.directory, 'crl.pem')];
  for (const purpose of ['sslserver', 'sslclient']) {
    const verdict = await openssl(
      ...['verify', '-x509_strict', ...trust, ...lists, '-untrusted', chain],
      ...['-purpose', purpose, '-verify_hostname', 'riverside.supplier.thirdparty.nhs.uk', chain],
    );
    assert.ok(verdict.ok, verdict.said);
  }
  const leaf = new X509Certificate(chainPem);
  assert.equal(leaf.publicKey.asymmetricKeyDetails?.modulusLength, 2048);
  assert.ok(leaf.checkPrivateKey(createPrivateKey(keyPem)));
  assert.match(leaf.subject, /^CN=riverside\.supplier\.thirdparty\.nhs\.uk$/m);
  for (const address of ['127.0.0.1', '::1']) assert.ok(leaf.checkIP(address), address);
  assert.ok(leaf.checkHost('localhost'));
});

test('gives the same identity at the next start and reads no profile for it', async () => {
  await using made = await temporaryStore();
  const first = await made.store.identity('spine.test');

  const next = await made.again({ profileDirectory: join(made.directory, 'no-such-directory') });
  assert.deepEqual(await next.identity('SPINE.test'), first);
  assert.equal(next.trustPem, made.store.trustPem);
  await assert.rejects(next.identity('new.test'), CertificateProfileError);
});

test('renews an identity that has run out, and one whose key does not belong to it', async () => {
  const clock = virtualClock(new Date('2026-01-05T09:00:00Z'));
  await using made = await temporaryStore({ clock });
  const first = await made.store.identity('spine.test');
  await clock.advance(700 * DAY);
  assert.equal((await made.store.identity('spine.test')).chainPem, first.chainPem);

  await clock.advance(30 * DAY);
  const second = await made.store.identity('spine.test');
  assert.notEqual(second.chainPem, first.chainPem);
  assert.ok(new X509Certificate(second.chainPem).validToDate > clock.now());

  const place = join(made.directory, 'identities', 'endpoint', 'spine.test');
  await writeFile(join(place, 'key.pem'), first.keyPem);
  const third = await made.store.identity('spine.test');
  assert.ok(new X509Certificate(third.chainPem).checkPrivateKey(createPrivateKey(third.keyPem)));
});

test('issues identities anew when the authority above them has run out', async () => {
  const clock = virtualClock(new Date('2026-01-05T09:00:00Z'));
  await using made = await temporaryStore({ clock });
  const before = await made.store.identity('spine.test');
  await clock.advance(3660 * DAY);

  const later = await made.again();
  assert.notEqual(later.trustPem, made.store.trustPem);
  const after = new X509Certificate((await later.identity('spine.test')).chainPem);
  assert.ok(after.verify(new X509Certificate(later.trustPem).publicKey));
  assert.ok(!after.verify(new X509Certificate(before.trustPem).publicKey));
});

test('two processes that start at once on an empty directory end with one identity', async () => {
  await using made = await temporaryStore();
  const empty = join(made.directory, 'empty');
  const script = join(import.meta.dirname, 'print-identity.ts');
  const run = promisify(execFile);

  const outputs = await Promise.all(
    [1, 2, 3].map(() => run(process.execPath, [script, empty, 'spine.test'])),
  );
  const [first, ...others] = outputs.map(({ stdout }) => JSON.parse(stdout));
  for (const other of others) assert.deepEqual(other, first);
  assert.deepEqual(await readdir(join(empty, 'tmp')), []);
});

test('keeps keys from other users of the machine', {
  skip: process.platform === 'win32' && 'Windows has no such permissions',
}, async () => {
  await using made = await temporaryStore();
  await made.store.identity('spine.test');
  for (const place of [
    'authorities/root',
    'authorities/issuing',
    'identities/endpoint/spine.test',
  ]) {
    const { mode } = await stat(join(made.directory, place, 'key.pem'));
    assert.equal(mode & 0o777, 0o600, place);
  }
});

test('a revoked certificate is on the list, and stays revoked until it is renewed', {
  skip: withoutOpenssl,
}, async () => {
  await using made = await temporaryStore();
  const { chainPem } = await made.store.identity('riverside.test');
  const { serialNumber } = new X509Certificate(chainPem);
  const before = made.store.crlPem;

  const revoked = await made.store.revoke('riverside.test');
  assert.deepEqual(
    revoked.map(({ serial, state }) => [serial, state]),
    [[serialNumber, 'revoked']],
  );
  assert.notEqual(made.store.crlPem, before);
  const list = join(made.directory, 'crl', 'issuing.pem');
  const told = await openssl(
    ...['crl', '-in', list, '-noout', '-text'],
    ...['-CAfile', join(made.directory, 'authorities', 'issuing', 'cert.pem')],
  );
  assert.match(told.said, /verify OK/);
  assert.match(told.said, new RegExp(`Serial Number: ${serialNumber}`));
  assert.match(told.said, /CRL Number/);

  assert.equal((await made.store.identity('riverside.test')).chainPem, chainPem);
  const renewed = await made.store.renew('riverside.test');
  assert.notEqual(renewed.chainPem, chainPem);
  assert.match(renewed.crlPem, /BEGIN X509 CRL[\s\S]*BEGIN X509 CRL/);
});

test('no revocation is lost when two processes revoke at the same moment', {
  skip: withoutOpenssl,
}, async () => {
  await using made = await temporaryStore();
  const names = ['a.test', 'b.test', 'c.test', 'd.test'];
  const serials = await Promise.all(
    names.map(async (name) => {
      const { chainPem } = await made.store.identity(name);
      return new X509Certificate(chainPem).serialNumber;
    }),
  );
  const stores = await Promise.all(names.map(() => made.again()));
  await Promise.all(stores.map((store, at) => store.revoke(names[at] ?? '')));

  const list = join(made.directory, 'crl', 'issuing.pem');
  const { said } = await openssl('crl', '-in', list, '-noout', '-text');
  for (const serial of serials) assert.match(said, new RegExp(serial));
});

const VERDICTS: Readonly<Record<WrongVariant, RegExp>> = {
  expired: /error 10 .*certificate has expired/,
  'not-yet-valid': /error 9 .*certificate is not yet valid/,
  'unknown-ca': /error 20 .*unable to get local issuer|error 19 .*self-signed certificate in/,
  'self-signed': /error 18 .*self-signed certificate/,
  revoked: /error 23 .*certificate revoked/,
  name: /error 62 .*hostname mismatch/,
  usage: /error 26 .*unsuitable certificate purpose/,
  'missing-intermediate': /error 20 .*unable to get local issuer/,
  'rsa-1024': /error 66 .*EE certificate key too weak/,
};

for (const variant of WRONG_VARIANTS) {
  test(`the wrong identity "${variant}" is wrong in that way to OpenSSL too`, {
    skip: withoutOpenssl,
  }, async () => {
    await using made = await temporaryStore();
    const wrong = await made.store.wrongIdentity(variant, 'riverside.test');
    const chain = join(made.directory, 'sent.pem');
    await writeFile(chain, wrong.chainPem);

    const { ok, said } = await openssl(
      ...['verify', '-CAfile', join(made.directory, 'trust.pem'), '-auth_level', '2'],
      ...['-crl_check', '-CRLfile', join(made.directory, 'crl.pem'), '-untrusted', chain],
      ...['-purpose', 'sslclient', '-verify_hostname', 'riverside.test', chain],
    );
    assert.ok(!ok);
    assert.match(said, VERDICTS[variant]);
    assert.equal(wrong.trustPem, made.store.trustPem);
    const again = await made.store.wrongIdentity(variant, 'riverside.test');
    assert.equal(again.chainPem, wrong.chainPem);
  });
}

test('lists what it made, with state and key', async () => {
  await using made = await temporaryStore();
  await made.store.identity('spine.test');
  await made.store.wrongIdentity('expired', 'riverside.test');

  const listed = (await made.store.list()).map(({ kind, fqdn, profile, state, key }) =>
    [kind, fqdn, profile, state, key].join(' '),
  );
  assert.deepEqual(listed, [
    'authority Spinebox Endpoint Sub CA issuing valid p-256',
    'authority Spinebox Root CA root valid p-256',
    'identity spine.test endpoint valid p-256',
    'identity riverside.test wrong-expired expired p-256',
  ]);
});

test('refuses names no certificate can carry and names it does not know', async () => {
  await using made = await temporaryStore();
  for (const name of ['', '../../etc', '*.test', 'a b.test', `${'a'.repeat(63)}.test`]) {
    await assert.rejects(made.store.identity(name), CertificateNameError, name);
  }
  await assert.rejects(made.store.revoke('nobody.test'), (error: unknown) => {
    assert.ok(error instanceof UnknownCertificateError);
    assert.match(error.remedy, /certs list/);
    return true;
  });
});
