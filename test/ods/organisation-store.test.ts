import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OrganisationError, OrganisationsError } from '../../simulator/ods/ods-errors.ts';
import { WorldError } from '../../simulator/world/world-problem.ts';
import { writeOrdRecord } from '../../src/organisations/write-ord-record.ts';
import { practice, registerStand, TODAY } from './stand.ts';

const codes = (all: readonly { readonly odsCode: string }[]) => all.map(({ odsCode }) => odsCode);

test('every organisation of the world is in ODS: practices, their sub-ICB, Spine, owners of mailboxes', async () => {
  await using stand = await registerStand();
  assert.deepEqual(codes(stand.organisations.all()), [
    ...['KC01', 'SO01', 'X26', 'X27', 'YES', 'Z99001', 'Z99002', 'Z99003', 'Z99050', 'ZZ9'],
  ]);
  const riverside = stand.organisations.find('z99001');
  assert.equal(riverside?.relationships[0]?.target, 'ZZ9');
  assert.equal(riverside?.lastChangeDate, TODAY);
  assert.deepEqual(
    stand.organisations.find('ZZ9')?.roles.map(({ roleId }) => roleId),
    ['RO98', 'RO319'],
  );
});

test('what is no practice has the role that the world gives such', async () => {
  const rolesOf = (stand: Awaited<ReturnType<typeof registerStand>>) =>
    ['YES', 'X26', 'Z99001'].map((code) => stand.organisations.find(code)?.roles[0]?.roleId);
  await using usual = await registerStand();
  assert.deepEqual(rolesOf(usual), ['RO116', 'RO116', 'RO177']);
  await using other = await registerStand({ ods: { otherRole: 'RO157' } });
  assert.deepEqual(rolesOf(other), ['RO157', 'RO157', 'RO177']);
});

test('ODS keeps step with the world, and dates what has changed', async () => {
  await using stand = await registerStand();
  await stand.clock.advance(86_400_000);
  await stand.settings.patch({
    organisations: { riverside: { name: 'Riverside and Weir Surgery' }, hillside: null },
    nhais: { links: { hillside: null } },
  });
  const { organisations } = stand;
  assert.equal(organisations.find('Z99001')?.name, 'RIVERSIDE AND WEIR SURGERY');
  assert.equal(organisations.find('Z99001')?.lastChangeDate, '2026-03-02');
  assert.equal(organisations.find('Z99003')?.lastChangeDate, TODAY);
});

test('a file replaces what the world says of the same code', async () => {
  const own = practice('Z99001', { name: 'FROM THE FILE', closed: '2024-03-31' });
  const records = [own, practice('Y00001')].map(writeOrdRecord);
  await using stand = await registerStand(
    { ods: { records: ['organisations.json'] } },
    { 'organisations.json': JSON.stringify(records) },
  );
  assert.deepEqual(stand.organisations.find('Z99001'), own);
  assert.equal(stand.organisations.find('Y00001')?.name, 'PRACTICE Y00001');
  assert.equal(await stand.organisations.remove('Y00001'), true);
  assert.equal(stand.organisations.find('Y00001'), undefined);
  stand.organisations.reset();
  assert.equal(stand.organisations.find('Y00001')?.name, 'PRACTICE Y00001');
});

test('a world does not stand with a file that cannot be read', async () => {
  await assert.rejects(
    registerStand({ ods: { records: ['bad.csv'] } }, { 'bad.csv': 'a,b\n' }),
    (error) =>
      error instanceof WorldError &&
      /bad\.csv:1: has 2 columns; the practice file of ODS has 27/.test(error.message),
  );
});

test('an import is whole or not at all, and on record before it counts', async () => {
  await using stand = await registerStand();
  const { organisations, edits } = stand;
  const good = writeOrdRecord(practice('Y00001'));
  const bad = { Organisation: { ...good.Organisation, Status: 'Perhaps' } };
  const before = organisations.all();
  await assert.rejects(
    organisations.importText(JSON.stringify([good, bad])),
    (error) => error instanceof OrganisationsError && error.code === 'SIM_ORGANISATIONS_INVALID',
  );
  assert.deepEqual(organisations.all(), before);
  assert.deepEqual(edits, []);
  assert.equal(await organisations.importText(JSON.stringify([good])), 1);
  assert.deepEqual(edits, [{ kind: 'import', odsCodes: ['Y00001'] }]);
});

test('live edits come and go; what stands in the world itself stays', async () => {
  await using stand = await registerStand();
  const { organisations } = stand;
  assert.equal(await organisations.remove('Z99001'), false);
  assert.equal(await organisations.remove('NOBODY'), false);
  const closed = practice('Z99001', { closed: '2026-02-01' });
  await organisations.put(closed);
  assert.deepEqual(organisations.find('Z99001'), closed);
  // Taking the edit away shows the world again.
  assert.equal(await organisations.remove('Z99001'), true);
  assert.equal(organisations.find('Z99001')?.status, 'Active');
  await organisations.put(practice('Y00001'));
  assert.equal(await organisations.remove('y00001'), true);
  assert.deepEqual(organisations.deletions(), [{ odsCode: 'Y00001', on: TODAY }]);
  organisations.reset();
  assert.deepEqual(organisations.deletions(), []);
});

test('an organisation that cannot be is refused', async () => {
  await using stand = await registerStand();
  const refused = (parts: object) =>
    assert.rejects(
      stand.organisations.put({ ...practice('Y00001'), ...parts }),
      (error) => error instanceof OrganisationError && error.code === 'SIM_ORGANISATION',
    );
  await refused({ odsCode: 'lower' });
  await refused({ name: '' });
  await refused({ roles: [] });
  await refused({ lastChangeDate: 'yesterday' });
  assert.equal(stand.organisations.find('Y00001'), undefined);
});
