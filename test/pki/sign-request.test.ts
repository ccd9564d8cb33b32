import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { USUAL_POLICY } from '../../src/pki/signing-policy.ts';
import { openssl, type TemporaryStore, temporaryStore, withoutOpenssl } from './temporary-store.ts';

const NAME = 'riverside.supplier.thirdparty.nhs.uk';
const RSA = ['-newkey', 'rsa:2048'];

/** A request as a supplier would make it. */
async function request(
  { directory }: TemporaryStore,
  subject: string,
  key: readonly string[] = RSA,
  alternatives?: string,
): Promise<string> {
  const file = join(directory, 'request.csr');
  const made = await openssl(
    ...['req', '-new', ...key, '-nodes', '-keyout', join(directory, 'request.key')],
    ...['-subj', subject, '-out', file],
    ...(alternatives ? ['-addext', `subjectAltName=${alternatives}`] : []),
  );
  assert.ok(made.ok, made.said);
  return readFile(file, 'utf8');
}

test('signs the request of a supplier, for its key and its name', {
  skip: withoutOpenssl,
}, async () => {
  await using made = await temporaryStore();
  const pem = await request(made, `/C=GB/O=Anything/CN=${NAME}`, RSA, `DNS:${NAME}`);

  const answer = await made.store.signRequest(pem);
  assert.ok(answer.signed);
  assert.equal(answer.fqdn, NAME);
  const file = join(made.directory, 'signed.pem');
  await writeFile(file, answer.chainPem);
  const verdict = await openssl(
    ...['verify', '-x509_strict', '-CAfile', join(made.directory, 'trust.pem')],
    ...['-purpose', 'sslclient', '-verify_hostname', NAME, file],
  );
  assert.ok(verdict.ok, verdict.said);
  const [ofRequest, ofCertificate] = await Promise.all([
    openssl('req', '-in', join(made.directory, 'request.csr'), '-noout', '-pubkey'),
    openssl('x509', '-in', file, '-noout', '-pubkey'),
  ]);
  assert.equal(ofCertificate.said, ofRequest.said);
  const [listed] = (await made.store.list()).filter(({ kind }) => kind === 'signed');
  assert.equal(listed?.serial, answer.serial);
  // Nothing of the subject but the name is taken over from the request.
  const { said } = await openssl('x509', '-in', file, '-noout', '-subject');
  assert.doesNotMatch(said, /Anything/);
});

test('a signed request can be revoked by its serial number', {
  skip: withoutOpenssl,
}, async () => {
  await using made = await temporaryStore();
  const answer = await made.store.signRequest(await request(made, `/CN=${NAME}`));
  assert.ok(answer.signed);

  const colons = answer.serial.replaceAll(/..(?=.)/g, '$&:').toLowerCase();
  const revoked = await made.store.revoke(colons);
  assert.deepEqual(
    revoked.map(({ fqdn, state }) => [fqdn, state]),
    [[NAME, 'revoked']],
  );
});

interface Refused {
  readonly title: string;
  readonly subject: string;
  readonly key?: readonly string[];
  readonly alternatives?: string;
  readonly code: string;
  readonly message: RegExp;
}

const REFUSED: readonly Refused[] = [
  {
    title: 'an RSA key of 1024 bits',
    subject: `/CN=${NAME}`,
    key: ['-newkey', 'rsa:1024'],
    code: 'key',
    message: /the RSA key has 1024 bits, at least 2048 are needed/,
  },
  {
    title: 'a curve that is not P-256',
    subject: `/CN=${NAME}`,
    key: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:secp384r1'],
    code: 'key',
    message: /secp384r1 is not accepted: use RSA or P-256/,
  },
  {
    title: 'a name in another domain',
    subject: '/CN=riverside.example.com',
    code: 'name-not-allowed',
    message: /"riverside.example.com" is not certified: .* allowed \(thirdparty\.nhs\.uk/,
  },
  {
    title: 'a name that only ends like an allowed domain',
    subject: '/CN=evilthirdparty.nhs.uk',
    code: 'name-not-allowed',
    message: /"evilthirdparty.nhs.uk" is not certified/,
  },
  {
    title: 'a wildcard',
    subject: '/CN=*.supplier.thirdparty.nhs.uk',
    code: 'name-not-allowed',
    message: /wildcards are not issued/,
  },
  {
    title: 'a second name that is not allowed behind a first that is',
    subject: `/CN=${NAME}`,
    alternatives: `DNS:${NAME},DNS:spine.example.com`,
    code: 'name-not-allowed',
    message: /"spine.example.com" is not certified/,
  },
  {
    title: 'an address among the names',
    subject: `/CN=${NAME}`,
    alternatives: 'IP:10.0.0.1',
    code: 'name-not-allowed',
    message: /"10.0.0.1" is not certified/,
  },
  {
    title: 'a subject without a common name',
    subject: '/O=Supplier',
    code: 'name-missing',
    message: /one common name \(CN\), this one holds 0/,
  },
];

for (const { title, subject, key, alternatives, code, message } of REFUSED) {
  test(`does not sign ${title}, and says so`, { skip: withoutOpenssl }, async () => {
    await using made = await temporaryStore();
    const answer = await made.store.signRequest(await request(made, subject, key, alternatives));

    assert.ok(!answer.signed);
    assert.deepEqual(
      answer.refusals.map((refusal) => refusal.code),
      [code],
    );
    assert.match(answer.refusals[0]?.message ?? '', message);
    assert.deepEqual(
      (await made.store.list()).filter(({ kind }) => kind === 'signed'),
      [],
    );
  });
}

test('does not sign a request whose signature was made with another key', {
  skip: withoutOpenssl,
}, async () => {
  await using made = await temporaryStore();
  const pem = await request(made, `/CN=${NAME}`);
  const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
  der[der.length - 5] = (der.at(-5) ?? 0) ^ 0xff;
  const tampered = `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;

  const answer = await made.store.signRequest(tampered);
  assert.ok(!answer.signed);
  assert.deepEqual(answer.refusals, [
    {
      code: 'signature',
      message: 'the request is not signed with the private key of its public key',
    },
  ]);
});

test('says of anything else that it is not a request', async () => {
  await using made = await temporaryStore();
  for (const text of ['', 'hello', made.store.trustPem]) {
    const answer = await made.store.signRequest(text);
    assert.ok(!answer.signed);
    assert.equal(answer.refusals[0]?.code, 'unreadable');
  }
});

test('signs in other domains when the policy allows them', {
  skip: withoutOpenssl,
}, async () => {
  await using made = await temporaryStore();
  const pem = await request(made, '/CN=riverside.example.org');
  const policy = { ...USUAL_POLICY, domains: ['example.org'] };
  assert.ok((await made.store.signRequest(pem, policy)).signed);
});
