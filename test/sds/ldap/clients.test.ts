import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openLdapClient } from '../../../src/platform/ldap-client.ts';
import { temporaryStore } from '../../pki/temporary-store.ts';
import {
  ldap3,
  ldapCommand,
  ldapsearch,
  type TlsFiles,
  tlsFiles,
  type Way,
  withoutLdap3,
  withoutLdapsearch,
} from './commands.ts';
import { REQUEST } from './seed.ts';
import { type LdapStand, ldapStand } from './stand.ts';

/**
 * Three clients that know nothing of each other nor of us, over the three ways: ldapts, Debian's ldapsearch
 * (package ldap-utils) and Python's ldap3 (python3-ldap3).
 */
let stand: LdapStand;
let files: TlsFiles;
before(async () => {
  stand = await ldapStand({ ldap: { clientCertificate: 'require' } });
  files = await tlsFiles(stand.folder, stand.supplier);
});
after(() => stand[Symbol.asyncDispose]());

const Q1 = `(&(objectclass=nhsAS)(nhsIDCode=M85019)(nhsASSvcIA=${REQUEST}))`;
const ATTRIBUTES = ['nhsMHSPartyKey', 'uniqueIdentifier', 'nhsAsSvcIA'];
const DN = 'uniqueIdentifier=200000000149,ou=Services,o=nhs';
const FOUND = {
  uniqueIdentifier: ['200000000149'],
  nhsMHSPartyKey: ['YGM24-820388'],
  nhsAsSvcIA: [
    'urn:nhs:names:services:gp2gp:MCCI_IN010000UK13',
    'urn:nhs:names:services:gp2gp:RCMR_IN010000UK05',
    'urn:nhs:names:services:gp2gp:RCMR_IN030000UK06',
  ],
};
const WAYS: readonly Way[] = ['plain', 'LDAPS', 'StartTLS'];

/** The caller that the last search was put on record with. */
async function lastCaller(): Promise<unknown> {
  const [entry] = await stand.journal.find({ newestFirst: true, limit: 1 });
  return entry?.facts?.caller;
}

for (const way of WAYS) {
  const caller = way === 'plain' ? '127.0.0.1' : 'supplier.test';

  test(`L3 ldapts finds the system over ${way}`, async () => {
    const url =
      way === 'LDAPS' ? `ldaps://localhost:${stand.tlsPort}` : `ldap://localhost:${stand.port}`;
    const startTls = way === 'StartTLS';
    const client = openLdapClient({ url, identity: stand.supplier, startTls });
    const outcome = await client.search({ base: 'o=nhs', filter: Q1, attributes: ATTRIBUTES });
    await client.close();
    assert.ok('entries' in outcome, JSON.stringify(outcome));
    const [entry, ...others] = outcome.entries;
    assert.deepEqual(others, []);
    assert.equal(entry?.dn, DN);
    const attributes = entry.attributes.map(({ name, values }) => [name, values]);
    assert.deepEqual(Object.fromEntries(attributes), FOUND);
    assert.equal(await lastCaller(), caller);
  });

  test(`L3 ldapsearch finds the system over ${way}`, { skip: withoutLdapsearch }, async () => {
    const args = ['-b', 'ou=services, o=nhs', Q1, ...ATTRIBUTES];
    const { code, entries, err } = await ldapsearch(stand, files, way, args);
    assert.equal(code, 0, err);
    assert.deepEqual(entries, [{ dn: DN, attributes: FOUND }]);
    assert.equal(await lastCaller(), caller);
  });

  test(`L3 ldap3 finds the system over ${way}`, { skip: withoutLdap3 }, async () => {
    const search = { base: 'ou=services,o=nhs', filter: Q1, attributes: ATTRIBUTES };
    const answer = await ldap3(stand, files, way, search);
    assert.deepEqual(answer.entries, [{ dn: DN, attributes: FOUND }]);
    assert.equal(await lastCaller(), caller);
  });
}

test('L30 ldap3 understands the root and the schema', { skip: withoutLdap3 }, async () => {
  const search = { base: 'o=nhs', filter: '(nhsIDCode=X26)', attributes: ['*'] };
  const answer = await ldap3(stand, files, 'plain', search);
  assert.deepEqual(answer.contexts, ['o=nhs']);
  assert.equal(answer.single, true);
  assert.ok(answer.must.includes('nhsAsSvcIA'));
  assert.equal(answer.entries.length, 3);
});

test('L20 ldapsearch pages through five entries', { skip: withoutLdapsearch }, async () => {
  const filter = '(|(nhsIDCode=M85019)(nhsIDCode=X26))';
  const args = ['-E', 'pr=2/noprompt', '-b', 'o=nhs', filter, '1.1'];
  const { code, out, err } = await ldapsearch(stand, files, 'plain', args);
  assert.equal(code, 0, err);
  assert.equal(out.match(/^dn: /gm)?.length, 5);
  const [last, second, first] = await stand.journal.find({ newestFirst: true, limit: 3 });
  assert.deepEqual(
    [first, second, last].map((entry) => entry?.facts?.entries),
    [2, 2, 1],
  );
});

const EXIT_CODES = [
  ['L8', 'ou=nowhere,o=nhs', '(objectClass=*)', [], 32],
  ['L19', 'o=nhs', '(nhsIDCode=*)', ['-z', '5'], 4],
] as const;

for (const [number, base, filter, options, expected] of EXIT_CODES) {
  test(`${number} ldapsearch ends with result ${expected}`, {
    skip: withoutLdapsearch,
  }, async () => {
    const args = [...options, '-b', base, filter, '1.1'];
    const { code, out } = await ldapsearch(stand, files, 'plain', args);
    assert.equal(code, expected);
    if (expected === 4) assert.equal(out.match(/^dn: /gm)?.length, 5);
  });
}

test('L1 ldapsearch is refused with a name', { skip: withoutLdapsearch }, async () => {
  const named = ['-D', 'uid=somebody,o=nhs', '-w', 'secret', '-b', 'o=nhs', '-s', 'base'];
  assert.equal((await ldapsearch(stand, files, 'LDAPS', named)).code, 49);
});

test('ldapwhoami is told who its certificate says it is', { skip: withoutLdapsearch }, async () => {
  for (const way of ['LDAPS', 'StartTLS'] as const) {
    const { out } = await ldapCommand('ldapwhoami', stand, files, way, ['-Y', 'EXTERNAL', '-Q']);
    assert.equal(out, 'dn:cn=supplier.test\n');
  }
  assert.equal((await ldapCommand('ldapwhoami', stand, files, 'plain', ['-x'])).out, 'anonymous\n');
});

test('L29 ldapdelete is refused', { skip: withoutLdapsearch }, async () => {
  const { code } = await ldapCommand('ldapdelete', stand, files, 'LDAPS', ['-x', DN]);
  assert.equal(code, 50);
});

test('L24 ldapsearch does not get in with a certificate that has run out', {
  skip: withoutLdapsearch,
}, async () => {
  const wrong = await stand.certificates.wrongIdentity('expired', 'supplier.test');
  await using elsewhere = await temporaryStore();
  const others = await tlsFiles(elsewhere.directory, {
    ...wrong,
    trustPem: stand.supplier.trustPem,
  });
  const { code } = await ldapsearch(stand, others, 'LDAPS', ['-b', 'o=nhs', '-s', 'base']);
  assert.notEqual(code, 0);
  assert.deepEqual(
    stand.refusals.map(({ cause }) => cause),
    ['expired'],
  );
});
