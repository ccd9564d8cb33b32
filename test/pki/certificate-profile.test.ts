import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { CertificateProfileError } from '../../src/pki/certificate-errors.ts';
import {
  loadProfile,
  readProfile,
  shippedProfileDirectory,
} from '../../src/pki/certificate-profile.ts';
import { WRONG_VARIANTS } from '../../src/pki/certificate-store.ts';

const GOOD = `title: Endpoint
kind: endpoint
key: rsa-2048
issuer: issuing
subject:
  - O: Synthetic
  - CN: "{fqdn}"
names: ["{fqdn}", localhost]
usages: [server, client]
validity:
  startsDays: -1
  lastsDays: 30
`;

test('every shipped profile can be read, and every wrong variant has one', async () => {
  const directory = shippedProfileDirectory();
  const names = (await readdir(directory)).map((file) => basename(file, '.yaml'));
  const profiles = await Promise.all(names.map((name) => loadProfile(directory, name)));

  for (const { name, issuer } of profiles) {
    assert.ok(issuer === 'self' || names.includes(issuer), `${name} is issued by ${issuer}`);
  }
  assert.deepEqual(
    names.filter((name) => name.startsWith('wrong-')).sort(),
    WRONG_VARIANTS.map((variant) => `wrong-${variant}`).sort(),
  );
  for (const usual of ['root', 'issuing', 'endpoint', 'supplier']) {
    assert.equal(profiles.find(({ name }) => name === usual)?.key, 'rsa-2048');
  }
});

test('reads the fields of a profile in the order of the file', () => {
  const profile = readProfile('endpoint', 'endpoint.yaml', GOOD);
  assert.deepEqual(profile.subject, [
    ['O', 'Synthetic'],
    ['CN', '{fqdn}'],
  ]);
  assert.deepEqual(
    [profile.usages, profile.chain, profile.revoked, profile.startsDays],
    [['server', 'client'], 'full', false, -1],
  );
});

const BROKEN: readonly (readonly [from: string, to: string, message: string, remedy: RegExp])[] = [
  ['rsa-2048', 'rsa-512', 'endpoint.yaml:3: key is "rsa-512"', /^Give rsa-1024, rsa-2048/],
  ['startsDays: -1', 'startsDays: soon', 'endpoint.yaml:11: validity.startsDays is "soon"', /days/],
  ['title:', 'titel:', 'endpoint.yaml:1: unknown field "titel"', /^Known fields: title, kind/],
  ['client]', 'both]', 'endpoint.yaml:9: usages.1 is "both"', /server, client/],
  ['issuer: issuing\n', '', 'endpoint.yaml:1: issuer is missing', /a text/],
];

for (const [from, to, message, remedy] of BROKEN) {
  test(`names file, line and remedy when a profile says "${to.trim() || 'nothing'}"`, () => {
    assert.throws(
      () => readProfile('endpoint', 'endpoint.yaml', GOOD.replace(from, to)),
      (error: unknown) => {
        assert.ok(error instanceof CertificateProfileError);
        assert.equal(error.message, message);
        assert.match(error.remedy, remedy);
        return true;
      },
    );
  });
}

test('names the profiles there are when one is missing', async () => {
  const directory = shippedProfileDirectory();
  await assert.rejects(loadProfile(directory, 'endpiont'), (error: unknown) => {
    assert.ok(error instanceof CertificateProfileError);
    assert.equal(
      error.message,
      `${join(directory, 'endpiont.yaml')}: there is no profile "endpiont"`,
    );
    assert.match(error.remedy, /endpoint, issuing, root/);
    return true;
  });
});
