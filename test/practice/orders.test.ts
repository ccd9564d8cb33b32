import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  A,
  AS_REGISTERED,
  B,
  ended,
  isOrdinary,
  MOVER,
  play,
  practiceOf,
  start,
} from './chain-stage.ts';

test('an explanation of the request tells what was asked before; of an unsent one, all of it', async () => {
  await using simulator = await start();
  const sent = await play(simulator, AS_REGISTERED);
  const told = await simulator.parts.explain(sent.conversationId);
  assert.match(told?.text ?? '', /^Message [^\n]+\n {2}RCMR_IN010000UK05 from Z99002-900002/);
  const order = [
    'requester retrieving',
    'QUPA_IN000008UK02 to PDS: found',
    'requester registering',
    'requester looking-up',
    'SDS (ldaps): Z99001 for RCMR_IN010000UK05: ASID 999000000001',
    'requester requesting',
    'RCMR_IN010000UK05 from Z99002-900002: taken',
  ].map((text) => told?.text.indexOf(text) ?? -1);
  assert.ok(order.every((at) => at > 0));
  assert.deepEqual(
    order,
    order.toSorted((a, b) => a - b),
  );
  const unsent = await play(simulator, { ...AS_REGISTERED, patient: '9991001417' });
  const whole = await simulator.parts.explain(unsent.conversationId);
  assert.match(whole?.text ?? '', /^Conversation .*requester ended: sender-unknown/s);
  assert.equal(await simulator.parts.explain('nothing of the kind'), undefined);
});

test('transfers that end before anything is sent have their times', async () => {
  await using simulator = await start();
  await play(simulator, { ...AS_REGISTERED, patient: '9991001417' });
  const [view] = simulator.parts.transfers();
  assert.equal(view?.from, 'Z99009');
  assert.ok(view.done);
  assert.ok(view.startedAt !== '' && view.startedAt <= view.updatedAt);
});

test('many patients at once come to the right practice each, with the right record', async () => {
  await using simulator = await start();
  const { services, practices } = simulator;
  const patients = services.register.list({ practice: A, limit: 100 }).filter(isOrdinary);
  const some = patients.slice(0, 8).map(({ nhsNumber }) => nhsNumber);
  assert.equal(some.length, 8);
  const ends = await Promise.all(
    some.map((patient) => play(simulator, { ...AS_REGISTERED, patient })),
  );
  for (const [at, { requester, conversationId }] of ends.entries()) {
    assert.equal(requester, 'integrated', some[at]);
    const filed = await practices.get(B)?.filed(conversationId);
    assert.ok(filed?.payload.includes(`extension="${some[at]}"`));
    assert.equal(practiceOf(simulator, some[at] ?? ''), B);
  }
});

test('a reset in the middle of a transfer leaves nothing of it behind', async () => {
  await using simulator = await start();
  const { journal, parts } = simulator;
  const registering = Promise.withResolvers<void>();
  const unsubscribe = journal.subscribe(({ facts }) => {
    if (facts?.state === 'registering') registering.resolve();
  });
  await parts.startTransfer({ to: B, patient: MOVER, attachments: 0, asRegistered: true });
  await registering.promise;
  unsubscribe();
  await parts.reset();
  assert.deepEqual(parts.transfers(), []);
  assert.equal(practiceOf(simulator, MOVER), A);
  // The same transfer goes through from the beginning.
  assert.equal((await play(simulator, AS_REGISTERED)).requester, 'integrated');
});

test('an order registers the patient where the record is said to lie, and says so', async () => {
  await using simulator = await start();
  const invented = '9990000018';
  for (const [patient, note] of [
    [invented, `the patient is new on PDS, registered at ${A}`],
    ['9991001174', `the patient is moved on PDS from Z99003 to ${A}`],
    [MOVER, undefined],
  ] as const) {
    const before = await simulator.journal.count({ kind: 'note', service: 'pds' });
    const { requester, sender } = await play(simulator, { from: A, patient });
    assert.deepEqual([requester, sender], ['integrated', 'transferred']);
    const notes = await simulator.journal.find({ kind: 'note', service: 'pds' });
    assert.deepEqual(
      notes.slice(before).map(({ summary }) => summary),
      note === undefined ? [] : [note],
    );
    assert.equal(practiceOf(simulator, patient), B);
  }
});

test('an order that names no practice, or one that nobody knows, changes nothing on PDS', async () => {
  await using simulator = await start();
  const { parts } = simulator;
  const order = { to: B, patient: MOVER, attachments: 0 };
  await assert.rejects(parts.startTransfer(order), { code: 'SIM_NO_SENDER' });
  await assert.rejects(parts.startTransfer({ ...order, from: 'Z99009' }), {
    code: 'SIM_UNKNOWN_PRACTICE',
  });
  assert.equal(practiceOf(simulator, MOVER), A);
  assert.deepEqual(parts.transfers(), []);
});

test('a practice that invents no records has none for a patient whom nobody ordered', async () => {
  const patient = { patient: MOVER };
  {
    await using simulator = await start({}, { records: 'ordered-only' });
    const requester = simulator.practices.get(B);
    await requester?.request(patient);
    const { facts } = await ended(simulator, () => true);
    assert.equal(facts?.code, '06');
  }
  {
    await using simulator = await start();
    const requester = simulator.practices.get(B);
    const conversationId = await requester?.request(patient);
    await ended(simulator, ({ service }) => service === `practice:${B}`);
    assert.ok((await requester?.filed(conversationId ?? ''))?.payload.length);
  }
});

test('a directory answer that is remembered outlives a change of the directory', async () => {
  await using simulator = await start({ sdsCache: 'PT15M' });
  assert.equal((await play(simulator, { from: A })).requester, 'integrated');
  for (const { dn } of simulator.services.directory.find({ ods: A })) {
    await simulator.services.directory.remove(dn);
  }
  const again = await play(simulator, { from: A });
  assert.equal(again.requester, 'integrated');
  await simulator.settings.patch({
    organisations: { hillside: { lookups: { sdsCache: 'PT0S' } } },
  });
  assert.equal((await play(simulator, { from: A })).requester, 'sender-unknown');
});

test('a directory that fails, or is too slow, ends the transfer; PDS is found without it', async () => {
  const cases = [
    ['ldaps', { kind: 'result', code: '51' }, /^SDS could not be asked: .*result 51/],
    ['ldap', { kind: 'delay', ms: 2_000 }, /^SDS gave no answer within 300 ms$/],
    ['fhir', { kind: 'result', code: '504' }, /^SDS could not be asked: Device .* status 504$/],
    ['fhir', { kind: 'malformed' }, /^SDS could not be asked: the answer for Device is no Bundle$/],
    ['ldap', { kind: 'drop' }, /^SDS could not be asked: /],
  ] as const;
  for (const [sds, action, because] of cases) {
    await using simulator = await start({ sds, sdsTimeout: 'PT0.3S' });
    const faces = [sds === 'fhir' ? 'sds-fhir' : 'ldap'];
    await simulator.settings.patch({ faults: { broken: { faces, actions: [action] } } });
    const { requester } = await play(simulator, AS_REGISTERED);
    assert.equal(requester, 'sds-failed', JSON.stringify(action));
    // The update went through: what PDS needs, every system has in its own configuration.
    assert.equal(practiceOf(simulator, MOVER), B);
    const [view] = simulator.parts.transfers();
    assert.match(String(view?.facts?.because), because);
  }
});

test('a sender whose directory fails says 20', async () => {
  await using simulator = await start();
  const { asid = '', fqdn = '', partyKey = '' } = simulator.world.current().partyByOds(A) ?? {};
  await simulator.settings.patch({
    faults: {
      broken: {
        faces: ['ldap'],
        when: { caller: [asid, fqdn, partyKey] },
        actions: [{ kind: 'result', code: '52' }],
      },
    },
  });
  const { requester, sender } = await play(simulator, AS_REGISTERED);
  assert.deepEqual([requester, sender], ['request-refused 20', 'request-refused 20']);
});

test('in a world without PDS practices do not ask it', async () => {
  await using simulator = await start();
  const retrieval = 'urn:nhs:names:services:pdsquery:QUPA_IN000008UK02';
  await simulator.settings.patch({ services: { [retrieval]: null } });
  const { requester, sender, conversationId } = await play(simulator, { from: A });
  assert.deepEqual([requester, sender], ['integrated', 'transferred']);
  const [first] = await simulator.journal.find({ kind: 'transfer', conversationId });
  assert.equal(first?.facts?.state, 'looking-up');
});
