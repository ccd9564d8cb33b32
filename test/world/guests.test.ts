import assert from 'node:assert/strict';
import { test } from 'node:test';
import { worldEntries } from '../../simulator/sds/world-entries.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import type { Party } from '../../simulator/world/world.ts';
import { worldStore } from '../../simulator/world/world-store.ts';

const { world } = await loadWorld();
const [resident] = world.parties;
assert.ok(resident);
const GUEST: Party = {
  ...resident,
  ...{ odsCode: 'Z12345', partyKey: 'Z12345-800001', asid: '999800000001' },
  fqdn: 'guests.spinebox.test',
};
const [sample] = world.contracts.filter(({ partyKey }) => partyKey === resident.partyKey);
assert.ok(sample);
const CONTRACT = { ...sample, partyKey: GUEST.partyKey, odsCode: GUEST.odsCode, cpaId: 'S1A1' };
const GUESTS = { parties: [GUEST], contracts: [CONTRACT], faults: [] };

test('a guest is found by every key, beside those who stand in the configuration', () => {
  const store = worldStore(world);
  store.invite('s1', GUESTS);
  const now = store.current();
  assert.equal(now.party('z12345-800001'), GUEST);
  assert.equal(now.partyByOds('Z12345'), GUEST);
  assert.equal(now.partyByAsid('999800000001'), GUEST);
  assert.deepEqual(now.partyKeysOf('GUESTS.spinebox.test'), [GUEST.partyKey]);
  assert.equal(now.contractFor(GUEST.partyKey, sample.service, sample.action), CONTRACT);
  assert.deepEqual(now.contractsById('S1A1'), [CONTRACT]);
  assert.equal(now.party(resident.partyKey), resident);
  assert.equal(now.practiceSettings(GUEST.partyKey), undefined);
});

test('guests stay when the configuration changes, and go when they are sent away', () => {
  const store = worldStore(world);
  let changes = 0;
  store.subscribe(() => changes++);
  const dismiss = store.invite('s1', GUESTS);
  store.replace({ ...world, timeScale: 0.5 });
  assert.equal(store.current().timeScale, 0.5);
  assert.ok(store.current().partyByOds('Z12345'));
  dismiss();
  assert.equal(store.current().partyByOds('Z12345'), undefined);
  dismiss();
  assert.equal(changes, 3);
});

test('inviting them anew changes them, and the older way out is closed', () => {
  const store = worldStore(world);
  const first = store.invite('s1', GUESTS);
  const second = store.invite('s1', { ...GUESTS, parties: [{ ...GUEST, listed: 'never' }] });
  first();
  assert.equal(store.current().partyByOds('Z12345')?.listed, 'never');
  second();
  assert.equal(store.current(), world);
});

test('the directory lists a guest as it is to be listed, while Spine knows it all the same', () => {
  const names = (listed?: Party['listed']) => {
    const store = worldStore(world);
    const party = listed ? { ...GUEST, listed } : GUEST;
    store.invite('s1', { ...GUESTS, parties: [party] });
    assert.ok(store.current().party(GUEST.partyKey));
    const known = new Set(worldEntries(world).map(({ dn }) => dn));
    return worldEntries(store.current())
      .map(({ dn }) => dn)
      .filter((dn) => !known.has(dn) && dn.includes('ou=Services'));
  };
  const handler = 'uniqueIdentifier=S1A1,ou=Services,o=nhs';
  const system = 'uniqueIdentifier=999800000001,ou=Services,o=nhs';
  assert.deepEqual(names(), [system, handler]);
  assert.deepEqual(names('contracts-only'), [handler]);
  assert.deepEqual(names('never'), []);
  assert.equal(names('twice').length, 3);
});
