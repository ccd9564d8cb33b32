import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { planImport } from '../../simulator/sds/plan-import.ts';
import { worldEntries } from '../../simulator/sds/world-entries.ts';
import { defaultWorld } from '../../simulator/world/default-world.ts';
import { settleWorld } from '../../simulator/world/load-world.ts';
import { plainLayer } from '../../simulator/world/world-layers.ts';
import type { DirectoryEntry } from '../../src/directory/entry.ts';
import { readLdif } from '../../src/wire/ldif/read-ldif.ts';
import { ldifOf } from './directory-stand.ts';

const GP2GP = 'urn:nhs:names:services:gp2gp';
const REQUEST = `${GP2GP}:RCMR_IN010000UK05`;
const EXTRACT = `${GP2GP}:RCMR_IN030000UK06`;
const SAMPLES = join(import.meta.dirname, '../../../shared/samples/sds/ldap');
const skip = existsSync(SAMPLES) ? false : 'the shared samples are not here';

const entriesOf = (text: string): DirectoryEntry[] =>
  readLdif(text).records.map(({ dn, attributes }) => ({ dn, attributes }));
const plan = (text: string, base: 'default' | 'empty' = 'empty') =>
  planImport(entriesOf(text), base, '.');
const worldOf = async (given: Awaited<ReturnType<typeof plan>>) =>
  (await settleWorld([plainLayer('test', given.world)], '.')).world;

const SYSTEM = {
  objectClass: 'nhsAs',
  nhsIDCode: 'Z99101',
  nhsMHSPartyKey: 'Z99101-800001',
  nhsAsSvcIA: EXTRACT,
};
const HANDLER = {
  objectClass: 'nhsMhs',
  nhsIDCode: 'Z99101',
  nhsMHSPartyKey: 'z99101-800001',
  nhsMhsCPAId: 'S1A1',
  nhsMhsSvcIA: EXTRACT,
  nhsMHsSN: GP2GP,
  nhsMHsIN: 'RCMR_IN030000UK06',
  nhsMHSEndPoint: 'https://z99101.example/in',
  nhsMhsFQDN: 'z99101.example',
  nhsMHSSyncReplyMode: 'None',
  nhsMHSAckRequested: 'always',
  nhsMHSDuplicateElimination: 'always',
  nhsMHSActor: 'urn:oasis:names:tc:ebxml-msg:actor:nextMSH',
  nhsMHSRetries: '5',
  nhsMHSRetryInterval: 'PT120M',
  nhsMHSPersistDuration: 'PT20H',
};
const pair = (system: object = {}, handler: object = {}) =>
  ldifOf('999000009101', { ...SYSTEM, ...system }) + ldifOf('S1A1', { ...HANDLER, ...handler });

test('a system and its handler are an organisation that Spine delivers to, under its own terms', async () => {
  const found = await plan(pair());
  assert.deepEqual(found.organisations, ['z99101']);
  const organisation = (found.world.organisations as Record<string, unknown>).z99101;
  assert.deepEqual(organisation, {
    ods: 'Z99101',
    partyKey: 'Z99101-800001',
    asid: '999000009101',
    fqdn: 'z99101.example',
    played: 'external',
    endpoint: 'https://z99101.example/in',
    interactions: [EXTRACT],
    // What is as published is not said again: PT120M is PT2H.
    contracts: { [EXTRACT]: { cpaId: 'S1A1', retries: 5, persistDuration: 'PT20H' } },
  });
  const world = await worldOf(found);
  const contract = world.contractFor('Z99101-800001', GP2GP, 'RCMR_IN030000UK06');
  assert.equal(contract?.endpoint, 'https://z99101.example/in');
  assert.equal(contract?.reliability.retries, 5);
  assert.deepEqual(found.remarks, []);
});

test('the handler is then the contract’s, so that a live edit of it shows; the system’s facts stay', async () => {
  const { kept } = await plan(
    pair({ nhsProductName: 'A product' }, { nhsProductName: 'A product' }),
  );
  assert.deepEqual(
    kept.map(({ dn }) => dn),
    ['uniqueIdentifier=999000009101,ou=Services,o=nhs'],
  );
});

test('what a contract cannot say stays an entry beside it', async () => {
  const two = `${pair().trimEnd()}\nnhsMHSEndPoint: https://second.example/\n`;
  const { kept } = await plan(two);
  assert.ok(kept.some(({ dn }) => dn.startsWith('uniqueIdentifier=S1A1,')));
});

test('what cannot be an organisation stays LDIF, and it is said why', async () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    [ldifOf('999000009101', SYSTEM), /Z99101 has no message handler of party Z99101-800001/],
    [pair({ nhsMHSPartyKey: 'odd' }, { nhsMHSPartyKey: 'odd' }), /stays LDIF: partyKey/],
    [pair({}, { nhsMHSRetryInterval: 'often' }), /stays LDIF: retryInterval/],
    [pair({}, { nhsMhsSvcIA: 'urn:x:fhir:rest:read-1' }), /is no interaction of messaging/],
    [pair({}, { nhsMhsCPAId: 'S20001A000182' }), /its CPAId is one of Spine/],
    [
      pair() + ldifOf('999000009102', { ...SYSTEM, nhsIDCode: 'Z99102' }),
      /999000009102 stays LDIF: z99101 has its party key/,
    ],
  ];
  for (const [text, words] of cases) {
    const { remarks, kept } = await plan(text);
    assert.match(remarks.join('\n'), words);
    assert.ok(kept.length > 0);
  }
});

test('entries of Spine are left out, because the simulator is Spine', async () => {
  const own = ldifOf('S20001A000192', {
    ...{ objectClass: 'nhsMhs', nhsIDCode: 'YES', nhsMHSPartyKey: 'YES-0000806' },
    nhsMhsSvcIA: 'urn:nhs:names:services:tms:ReliableIntermediary',
  });
  const { leftOut, kept } = await plan(own);
  assert.equal(leftOut, 1);
  assert.deepEqual(kept, []);
});

test('a practice of the default world gives way to an imported one with its codes', async () => {
  const taken = { nhsIDCode: 'Z99001' };
  const found = await plan(pair(taken, taken), 'default');
  const world = await worldOf(found);
  assert.equal(world.partyByOds('Z99001')?.partyKey, 'Z99101-800001');
  assert.equal(world.parties.length, 4);
});

test('the name of an organisation comes from its own entry', async () => {
  const organisation = [
    'dn: uniqueIdentifier=Z99101,ou=Organisations,o=nhs',
    'objectClass: nhsGPPractice',
    'o: A Practice',
    'nhsIDCode: Z99101',
    '',
    '',
  ].join('\n');
  const world = await worldOf(await plan(organisation + pair()));
  assert.equal(world.partyByOds('Z99101')?.name, 'A Practice');
});

test('what was exported comes back as the same directory, with nothing left beside it', async () => {
  const before = worldEntries(defaultWorld());
  const found = await planImport(before, 'empty', '.');
  assert.deepEqual(found.kept, []);
  assert.deepEqual(found.remarks, []);
  const world = await worldOf(found);
  const ofSpine = new Set(
    worldEntries(defaultWorld())
      .slice(0, before.length)
      .map(({ dn }) => dn),
  );
  const after = worldEntries(world).filter(({ dn }) => dn.startsWith('uniqueIdentifier=S'));
  assert.ok(after.length > 20);
  for (const { dn } of after) assert.ok(ofSpine.has(dn), dn);
});

test('two interactions of one party stay two contracts', async () => {
  const second = ldifOf('S1A2', { ...HANDLER, nhsMhsCPAId: 'S1A2', nhsMhsSvcIA: REQUEST });
  const found = await plan(pair() + second);
  assert.equal(found.contracts, 2);
  const world = await worldOf(found);
  assert.equal(world.contractFor('Z99101-800001', GP2GP, 'RCMR_IN010000UK05')?.cpaId, 'S1A2');
  // The system is accredited for one of them alone.
  assert.deepEqual(world.partyByOds('Z99101')?.interactions, [EXTRACT]);
});

test('the published LDIF becomes a world', { skip }, async () => {
  for (const file of readdirSync(SAMPLES).filter((name) => name.endsWith('.ldif'))) {
    const found = await plan(readFileSync(join(SAMPLES, file), 'utf8'), 'default');
    const world = await worldOf(found);
    assert.ok(found.organisations.length + found.kept.length > 0, file);
    for (const name of found.organisations) assert.ok(world.partyByOds(name.toUpperCase()), file);
  }
});
