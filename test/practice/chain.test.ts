import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  A,
  AS_REGISTERED,
  B,
  MOVER,
  play,
  practiceOf,
  RETURNED,
  requestsIn,
  start,
} from './chain-stage.ts';

for (const sds of ['ldap', 'ldaps', 'fhir']) {
  test(`G01 retrieve, remember, update, retrieve again, request: SDS over ${sds}`, async () => {
    await using simulator = await start({ sds });
    assert.equal(practiceOf(simulator, MOVER), A);
    const { conversationId, ...ends } = await play(simulator, AS_REGISTERED);
    assert.deepEqual(ends, { requester: 'integrated', sender: 'transferred' });
    assert.equal(practiceOf(simulator, MOVER), B);
    const steps = await simulator.journal.find({ kind: 'transfer', conversationId });
    const summaries = steps.map(({ service, summary }) => `${service} ${summary}`);
    assert.deepEqual(summaries.slice(0, 4), [
      `practice:${B} requester retrieving (started)`,
      `practice:${B} requester registering (PDS names ${A})`,
      `practice:${B} requester looking-up (PDS has the patient here now)`,
      `practice:${B} requester requesting (SDS has the system of the other practice)`,
    ]);
    // The sender retrieves again, and finds the requester.
    assert.ok(summaries.includes(`practice:${A} sender looking-up (PDS names ${B})`));
    const lookups = await simulator.journal.find({ kind: 'note', conversationId });
    assert.deepEqual(
      lookups.map(({ facts }) => [facts?.via, facts?.odsCode, facts?.result]),
      // Of A the contracts for the request, for the time that its extract may take, and for the answer.
      ['YES', A, B, B, A, A].map((odsCode) => [sds, odsCode, 'found']),
    );
    const contract = simulator.world
      .current()
      .contractFor('Z99001-900001', 'urn:nhs:names:services:gp2gp', 'RCMR_IN010000UK05');
    assert.equal(lookups[1]?.facts?.cpaId, contract?.cpaId);
  });
}

for (const [listen, sds] of [
  ['plain-only', 'ldaps'],
  ['tls-only', 'ldap'],
] as const) {
  test(`a directory that listens ${listen} is asked all the same by practices set to ${sds}`, async () => {
    await using simulator = await start({ sds }, {}, { listen });
    const { requester, sender } = await play(simulator, AS_REGISTERED);
    assert.deepEqual([requester, sender], ['integrated', 'transferred']);
  });
}

test('#28 #31 patience with PDS is a setting: a late answer and one that never comes end it', async () => {
  await using simulator = await start({ pdsTimeout: 'PT0.3S', updateTimeout: 'PT0.3S' });
  const late = await play(simulator, { ...AS_REGISTERED, patient: '9991001336' });
  assert.equal(late.requester, 'pds-failed');
  const silent = await play(simulator, { ...AS_REGISTERED, patient: '9991001360' });
  assert.equal(silent.requester, 'registration-failed');
  assert.equal(await requestsIn(simulator), 0);
});

test('G02 without the update the sender answers error 19', async () => {
  await using simulator = await start({ gpUpdate: 'skip' });
  const { requester, sender } = await play(simulator, AS_REGISTERED);
  assert.deepEqual([requester, sender], ['request-refused 19', 'request-refused 19']);
  assert.equal(practiceOf(simulator, MOVER), A);
});

test('G03 a patient who is back at A: refused with 19, after a correct update accepted', async () => {
  await using simulator = await start({ gpUpdate: 'skip' });
  const order = { ...AS_REGISTERED, patient: RETURNED };
  assert.equal((await play(simulator, order)).sender, 'request-refused 19');
  await simulator.settings.patch({
    organisations: { hillside: { lookups: { gpUpdate: 'before-request' } } },
  });
  const { requester, sender } = await play(simulator, order);
  assert.deepEqual([requester, sender], ['integrated', 'transferred']);
});

test('G04 a former practice that SDS does not know is not asked', async () => {
  for (const sds of ['ldaps', 'fhir']) {
    await using simulator = await start({ sds });
    const { requester } = await play(simulator, { ...AS_REGISTERED, patient: '9991001417' });
    assert.equal(requester, 'sender-unknown');
    assert.equal(await requestsIn(simulator), 0);
  }
});

test('G05 a patient who is dead on PDS: recorded, or the end', async () => {
  await using simulator = await start();
  const { conversationId, requester } = await play(simulator, {
    ...AS_REGISTERED,
    patient: '9991001034',
  });
  const steps = await simulator.journal.find({ kind: 'transfer', conversationId });
  const told = steps.flatMap(({ trace }) => trace?.map(({ text }) => text) ?? []);
  assert.ok(told.includes('PDS says that the patient is dead'));
  assert.equal(requester, 'integrated');
  await simulator.settings.patch({
    organisations: { hillside: { lookups: { deceased: 'stop' } } },
  });
  const formal = await play(simulator, { ...AS_REGISTERED, patient: '9991001042' });
  assert.equal(formal.requester, 'patient-deceased');
});

test('G06 a patient who was removed from the list of a practice is asked for nowhere', async () => {
  await using simulator = await start();
  for (const patient of ['9991001123', '9991001131']) {
    const { requester } = await play(simulator, { ...AS_REGISTERED, patient });
    assert.equal(requester, 'no-previous-practice');
  }
  assert.equal(await requestsIn(simulator), 0);
});

test('#16 a patient of a third practice is refused to a requester that does not ask PDS', async () => {
  await using simulator = await start();
  const patient = '9991001174';
  assert.equal(practiceOf(simulator, patient), 'Z99003');
  await simulator.settings.patch({ organisations: { hillside: { lookups: { pds: 'off' } } } });
  const { requester, sender } = await play(simulator, { ...AS_REGISTERED, patient, from: A });
  assert.deepEqual([requester, sender], ['request-refused 19', 'request-refused 19']);
});
