import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { ExportKeyError, UnknownCertificateError } from '../../src/pki/certificate-errors.ts';
import { openssl, temporaryStore, withoutOpenssl } from './temporary-store.ts';

test('OpenSSL reads key and whole chain from an exported container', {
  skip: withoutOpenssl,
}, async () => {
  await using made = await temporaryStore({ keyType: 'rsa-2048' });
  const { keyPem } = await made.store.identity('riverside.test');
  const file = join(made.directory, 'riverside.p12');
  await writeFile(file, await made.store.exportP12('riverside.test', 'correct horse'));

  const read = await openssl('pkcs12', '-in', file, '-passin', 'pass:correct horse', '-nodes');
  assert.ok(read.ok, read.said);
  assert.equal(read.said.match(/BEGIN CERTIFICATE/g)?.length, 3);
  assert.match(read.said, /friendlyName: riverside\.test/);
  assert.ok(read.said.includes(keyPem.trim()));
  const wrong = await openssl('pkcs12', '-in', file, '-passin', 'pass:wrong', '-nodes');
  assert.ok(!wrong.ok);
});

test('says why a P-256 key cannot be exported, and which names there are', async () => {
  await using made = await temporaryStore();
  await assert.rejects(made.store.exportP12('riverside.test', 'x'), UnknownCertificateError);
  await made.store.identity('riverside.test');
  await assert.rejects(made.store.exportP12('riverside.test', 'x'), (error: unknown) => {
    assert.ok(error instanceof ExportKeyError);
    assert.match(error.message, /the key of riverside\.test is p-256: only RSA keys/);
    return true;
  });
});
