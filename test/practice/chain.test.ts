import assert from 'node:assert/strict';
import { test } from 'node:test';
import { processCertificates } from '../../features/support/process-certificates.ts';
import type { TransferOrder } from '../../simulator/control/control-parts.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { FREE_SERVICE_PORTS } from '../../simulator/world/any-ports.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { currentProvision, type Patient } from '../../src/demographics/patient.ts';
import { SPECIAL_FAULTS } from '../../src/demographics/special-faults.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { waitForEntry } from '../../src/journal/wait-for.ts';
import { silentLogger } from '../../src/platform/logger.ts';

const A = 'Z99001';
const B = 'Z99002';
const MOVER = '9991001158';
const RETURNED = '9991001166';

/** A whole simulator: Spine, PDS, SDS over LDAPS and FHIR, and two practices that ask them. */
async function start(lookups: WorldPatch = {}, more: WorldPatch = {}): Promise<Simulator> {
  const { directory } = await processCertificates();
  const practice = { port: 0, lookups, ...more };
  const overrides = {
    ...FREE_SERVICE_PORTS,
    organisations: { riverside: practice, hillside: practice },
  };
  return startSimulator({
    world: await loadWorld({ overrides }),
    certificateDirectory: directory,
    keyType: 'p-256',
    logger: silentLogger,
    control: false,
    durable: false,
  });
}

function ended({ journal }: Simulator, matches: (entry: Entry) => boolean): Promise<Entry> {
  const isEnd = (entry: Entry) =>
    entry.kind === 'transfer' && entry.facts?.state === 'ended' && matches(entry);
  return waitForEntry(journal, { what: 'the end', matches: isEnd }, { timeoutMs: 15_000 });
}

/** Plays a transfer to its end at the requester, and at the sender where one was reached. */
async function play(simulator: Simulator, order: Partial<TransferOrder> = {}) {
  const { journal, parts } = simulator;
  const { conversationId } = await parts.startTransfer({
    to: B,
    patient: MOVER,
    attachments: 0,
    ...order,
  });
  const end = (role: string) =>
    ended(
      simulator,
      (entry) => entry.conversationId === conversationId && entry.facts?.role === role,
    );
  const { facts } = await end('requester');
  const asked = await journal.count({ conversationId, service: 'spine', kind: 'received' });
  const sender = asked > 0 ? (await end('sender')).facts : undefined;
  const said = ({ outcome, code }: NonNullable<Entry['facts']>) =>
    `${outcome}${code === null ? '' : ` ${code}`}`;
  return {
    conversationId,
    requester: said(facts ?? {}),
    sender: sender && said(sender),
  };
}

function practiceOf({ services }: Simulator, patient: string): string | undefined {
  const found = services.register.follow(patient);
  return found && currentProvision(found)?.ods;
}

function requestsIn({ journal }: Simulator): Promise<number> {
  return journal.count({ service: 'spine', kind: 'received', interaction: 'RCMR_IN010000UK05' });
}

/** With nothing special about it that would stand in the way of a transfer. */
function isOrdinary({ nhsNumber, status, sensitivity, deceased, removal }: Patient): boolean {
  const misbehaves = Object.values(SPECIAL_FAULTS).some(({ when }) =>
    (when.nhsNumber as readonly string[]).includes(nhsNumber),
  );
  return status === 'active' && sensitivity === 'none' && !deceased && !removal && !misbehaves;
}

const AS_REGISTERED = { asRegistered: true };

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
      ['YES', A, B, B].map((odsCode) => [sds, odsCode, 'found']),
    );
    const contract = simulator.world
      .current()
      .contractFor('Z99001-900001', 'urn:nhs:names:services:gp2gp', 'RCMR_IN010000UK05');
    assert.equal(lookups[1]?.facts?.cpaId, contract?.cpaId);
  });
}

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

test('#28 #31 patience with PDS is a setting: a late answer and one that never comes end it', async () => {
  await using simulator = await start({ pdsTimeout: 'PT0.3S', updateTimeout: 'PT0.3S' });
  const late = await play(simulator, { ...AS_REGISTERED, patient: '9991001336' });
  assert.equal(late.requester, 'pds-failed');
  const silent = await play(simulator, { ...AS_REGISTERED, patient: '9991001360' });
  assert.equal(silent.requester, 'registration-failed');
  assert.equal(await requestsIn(simulator), 0);
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
