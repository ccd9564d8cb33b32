import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { certsCommand } from '../../../cli/commands/certs.ts';
import { CertificateFileError, RequestRefusedError } from '../../../src/pki/certificate-errors.ts';
import { openssl, temporaryStore, withoutOpenssl } from '../../pki/temporary-store.ts';

async function certs(directory: string, ...args: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  const command = certsCommand((line) => lines.push(line)).exitOverride();
  for (const each of command.commands) each.exitOverride().configureOutput({ writeErr() {} });
  await command.parseAsync(['--directory', directory, ...args], { from: 'user' });
  return lines;
}

test('creates, lists, revokes and renews', async () => {
  await using made = await temporaryStore({ keyType: 'rsa-2048' });
  const created = await certs(made.directory, 'create', 'riverside.test');
  const serial = /^riverside\.test: valid, last day \d{4}-\d\d-\d\d, serial ([0-9A-F]{32})$/.exec(
    created[0] ?? '',
  )?.[1];
  assert.ok(serial, created[0]);
  const keyFile = created[1]?.replace(/^key +/, '') ?? '';
  assert.match(await readFile(keyFile, 'utf8'), /BEGIN PRIVATE KEY/);
  assert.deepEqual(await certs(made.directory, 'create', 'riverside.test'), created);

  const rows = await certs(made.directory, 'list');
  assert.match(rows[0] ?? '', /^NAME +PROFILE +STATE +UNTIL +KEY +SERIAL$/);
  assert.match(rows.at(-1) ?? '', new RegExp(`^riverside.test .* valid .* rsa-2048 +${serial}$`));

  assert.deepEqual(await certs(made.directory, 'revoke', 'riverside.test'), [
    `riverside.test: revoked, serial ${serial}`,
  ]);
  const [listed] = JSON.parse((await certs(made.directory, 'list', '--json')).join('')).filter(
    (each: { serial: string }) => each.serial === serial,
  );
  assert.equal(listed.state, 'revoked');
  const [renewed] = await certs(made.directory, 'create', 'riverside.test', '--renew');
  assert.match(renewed ?? '', /^riverside\.test: valid/);
  assert.ok(!renewed?.includes(serial));
});

test('makes an identity that is wrong on purpose', async () => {
  await using made = await temporaryStore();
  const [line] = await certs(made.directory, 'create', 'riverside.test', '--wrong', 'expired');
  assert.match(line ?? '', /^riverside\.test: expired, last day/);
  await assert.rejects(certs(made.directory, 'create', 'x.test', '--wrong', 'ugly'), /expired/);
});

test('signs a request into a file, and refuses one with every reason in one line', {
  skip: withoutOpenssl,
}, async () => {
  await using made = await temporaryStore();
  const csr = join(made.directory, 'request.csr');
  const key = join(made.directory, 'request.key');
  const make = (bits: number, name: string) =>
    openssl(
      ...['req', '-new', '-newkey', `rsa:${bits}`, '-nodes', '-keyout', key],
      ...['-subj', `/CN=${name}`, '-out', csr],
    );
  await make(2048, 'riverside.example.org');
  const out = join(made.directory, 'riverside.pem');
  const sign = ['sign', '--csr', csr, '--out', out];
  const [line] = await certs(made.directory, ...sign, '--allow', 'example.org');
  assert.match(line ?? '', /^riverside\.example\.org: signed, serial [0-9A-F]{32}, chain in /);
  const verdict = await openssl('verify', '-CAfile', join(made.directory, 'trust.pem'), out);
  assert.ok(verdict.ok, verdict.said);

  await make(1024, 'riverside.example.org');
  await assert.rejects(certs(made.directory, ...sign), (error: unknown) => {
    assert.ok(error instanceof RequestRefusedError);
    assert.match(error.message, /is not signed: the RSA key has 1024 bits.*; "riverside/);
    assert.match(error.remedy, /--allow/);
    return true;
  });
  await assert.rejects(
    certs(made.directory, 'sign', '--csr', join(made.directory, 'none.csr')),
    CertificateFileError,
  );
});

test('exports a container that opens with the password given', {
  skip: withoutOpenssl,
}, async () => {
  await using made = await temporaryStore({ keyType: 'rsa-2048' });
  await certs(made.directory, 'create', 'riverside.test');
  const file = join(made.directory, 'riverside.p12');
  await writeFile(file, '');
  const options = ['--p12', file, '--password', 'test'];
  assert.deepEqual(await certs(made.directory, 'export', 'riverside.test', ...options), [
    `riverside.test: key and chain in ${file}`,
  ]);
  const read = await openssl('pkcs12', '-in', file, '-passin', 'pass:test', '-noout');
  assert.ok(read.ok, read.said);
});
