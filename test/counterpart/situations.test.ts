import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Counterparts } from '../../simulator/counterpart/open-counterparts.ts';
import type { Situation } from '../../simulator/counterpart/situation-view.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { A, B, start } from '../practice/chain-stage.ts';
import { begin, delivered, partyOf, patientOf, register, told } from './counterpart-stage.ts';

let simulator: Simulator;
let counterparts: Counterparts;
let folder: string;
let count = 0;

before(async () => {
  simulator = await start();
  counterparts = await simulator.counterparts();
  folder = await mkdtemp(join(tmpdir(), 'spinebox-scenarios-'));
});
after(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A situation of a file that is written for it. */
async function played(text: string, against = B, seed = ++count): Promise<Situation> {
  const file = join(folder, `situation-${count}.yaml`);
  await writeFile(file, `title: A situation\n${text}`);
  return counterparts.load(file, { system: partyOf(simulator, against), seed });
}

function holdAt(ods: string, situation: Situation, attachments = 0): string {
  const patient = patientOf(situation);
  simulator.shelves.get(ods)?.put(patient, {
    kind: 'synthetic',
    options: { seed: 5, entries: 2, attachments: { count: attachments } },
  });
  return patient;
}

test('a system asks a good sender and has its record, documents outside and in chunks among it', async () => {
  const system = partyOf(simulator, B);
  const parameters = { bytes: '60000', chunk: '40000' };
  await using situation = await counterparts.load('large-record-sent', { system, parameters });
  const end = await register(simulator, B, patientOf(situation));
  assert.equal(end.outcome, 'integrated');
  const labels = situation.sent().map(({ label }) => label);
  assert.deepEqual(labels, [
    'request-acknowledgement',
    'extract',
    'scan.tif/index',
    'scan.tif/0',
    'scan.tif/1',
    'letter.pdf',
  ]);
  assert.ok(situation.sent().every(({ outcome }) => outcome === 'acknowledged'));
  const names = situation.record()?.documents.map(({ fileName, bytes }) => `${fileName} ${bytes}`);
  assert.deepEqual(names, ['scan.tif 60000', 'letter.pdf 20000', 'note.txt 300']);
  assert.deepEqual(situation.problems(), []);
});

test('a good requester asks a system, and accepts what it sends', async () => {
  await using situation = await played('plays: requester', A);
  holdAt(A, situation);
  await situation.start();
  assert.match(await told(situation, /sent final-acknowledgement/), /acknowledged/);
  const [conversation] = situation.conversations();
  assert.deepEqual(conversation?.came.map(({ what }) => what).toSorted(), [
    'acknowledgement',
    'extract',
  ]);
});

test('a requester refuses as its file says, with the code as it is written', async () => {
  await using situation = await played(
    "plays: requester\nsteps: [{ when: complete, do: [{ acknowledge: extract, code: '11', form: TPP }] }]",
    A,
  );
  const patient = holdAt(A, situation);
  await situation.start();
  await told(situation, /sent final-acknowledgement/);
  const entry = await delivered(simulator, situation.sent().at(-1)?.messageId ?? '');
  assert.ok(patient);
  const body = entry.request?.body
    ? (await simulator.journal.readBody(entry.request.body)).toString()
    : '';
  assert.match(body, /<acknowledgement typeCode="AR">/);
  assert.match(body, /code="11"/);
});

test('the system is refused with the code of the file, and shows it', async () => {
  const system = partyOf(simulator, B);
  await using situation = await counterparts.load('request-refused', {
    ...{ system, parameters: { code: '19' }, seed: 77 },
  });
  const end = await register(simulator, B, patientOf(situation));
  assert.deepEqual([end.outcome, end.code], ['request-refused', '19']);
  assert.equal(situation.sent().length, 1);
});

test('a cue has the counterpart do what stands under its name; another one is unknown', async () => {
  await using situation = await played(
    'plays: sender\nsteps:\n  - { when: request, do: [] }\n  - { when: cue now, do: [{ send: extract }] }',
  );
  const ending = register(simulator, B, patientOf(situation));
  await told(situation, /received request/);
  await assert.rejects(situation.cue('later'), /has no cue "later"/);
  await situation.cue('now');
  assert.equal((await ending).outcome, 'integrated');
});

test('a change that is asked for is in the message that goes out, and is told', async () => {
  await using situation = await played(`plays: sender
steps:
  - when: request
    do:
      - send: extract
        edit: [{ set: 'EhrExtract/recordTarget/patient/id@extension', to: '{other.nhs}' }]
patients: { patient: {}, other: {} }
`);
  const end = await register(simulator, B, patientOf(situation));
  assert.deepEqual([end.outcome, end.code], ['extract-refused', '28']);
  assert.match(
    situation.sent()[0]?.remarks.join() ?? '',
    /recordTarget\/patient\/id@extension set/,
  );
});

test('a step that cannot be done is a problem of the file, and nothing is sent for it', async () => {
  await using situation = await played(
    'plays: sender\nsteps: [{ when: cue go, do: [{ send: nothing.txt }] }]',
  );
  await assert.rejects(situation.cue('go'), /no message "nothing.txt"/);
  assert.match(situation.problems().join(), /no message "nothing.txt"/);
  assert.equal(situation.sent().length, 0);
});

test('a message is dropped or held, and the record tells whose doing it is', async () => {
  await using situation = await played(`plays: sender
record:
  attachments: [{ name: a.txt, bytes: 90 }, { name: b.txt, bytes: 90 }, { name: c.txt, bytes: 90 }]
faults:
  - { on: fragment, number: 1, from: counterpart, do: drop }
  - { on: b.txt, from: counterpart, do: hold }
`);
  await begin(simulator, B, patientOf(situation));
  await told(situation, /sent c\.txt/);
  const [, , first, second, third] = situation.sent();
  assert.deepEqual([first?.label, first?.outcome], ['a.txt', 'dropped']);
  assert.deepEqual([second?.label, second?.outcome], ['b.txt', 'acknowledged']);
  await delivered(simulator, third?.messageId ?? '');
  const { journal } = simulator;
  const of = (messageId = '') => journal.find({ messageId, service: 'spine' });
  assert.equal((await of(first?.messageId)).length, 0);
  const held = await of(second?.messageId);
  assert.ok(held.some(({ facts }) => facts?.outcome === 'held'));
  assert.ok(held.every(({ kind }) => kind !== 'delivery'));
});

test("a certificate that is not the counterpart's own is refused by Spine", async () => {
  await using situation = await played(`plays: sender
faults: [{ on: extract, from: counterpart, do: wrong-certificate }]
`);
  await begin(simulator, B, patientOf(situation));
  assert.match(await told(situation, /sent extract/), /refused/);
});

test('Spine answers the system as the file says, as often as it says', async () => {
  await using situation = await played(`plays: sender
faults: [{ on: request, do: answer-lost }, { on: final-acknowledgement, do: soap-fault, code: '101' }]
`);
  await register(simulator, B, patientOf(situation));
  const [conversation] = situation.conversations();
  const entries = await simulator.journal.find({
    ...{ service: 'spine', kind: 'received', conversationId: conversation?.id ?? '' },
  });
  const requests = entries.filter(({ interaction }) => interaction === 'RCMR_IN010000UK05');
  assert.equal(requests[0]?.facts?.disturbed, 'answer-lost');
  assert.ok(entries.some(({ facts }) => facts?.result === 'disturbed: soap-fault'));
});

test('the directory lists the counterpart as the file says, and changes with a step', async () => {
  await using situation = await played(
    'plays: sender\ncounterpart: { listed: never }\nsteps: [{ when: cue listed, do: [{ sds: twice }] }]',
  );
  const { directory } = simulator.services;
  const systems = () => directory.find({ ods: situation.counterpart.odsCode }).length;
  assert.equal(systems(), 0);
  await situation.cue('listed');
  assert.ok(systems() > 2);
});

test("PDS does wrong to those who ask about this situation's patient, until the cue", async () => {
  await using situation = await played(
    'plays: sender\nfaults: [{ on: pds, do: error, until: better }]',
  );
  const failed = await register(simulator, B, patientOf(situation));
  assert.equal(failed.outcome, 'pds-failed');
  await situation.cue('better');
  const end = await register(simulator, B, patientOf(situation));
  assert.equal(end.outcome, 'integrated');
});

test('what a situation put into the world is gone with it', async () => {
  const situation = await played('plays: sender');
  const patient = patientOf(situation);
  const { odsCode, partyKey } = situation.counterpart;
  assert.ok(simulator.services.register.get(patient));
  assert.ok(simulator.world.current().party(partyKey));
  await situation[Symbol.asyncDispose]();
  assert.equal(simulator.services.register.get(patient), undefined);
  assert.equal(simulator.world.current().partyByOds(odsCode), undefined);
  assert.equal(simulator.services.directory.find({ ods: odsCode }).length, 0);
  assert.equal(counterparts.find(situation.id), undefined);
});

test('the same file, seed and parameters give the same situation in another run', async () => {
  const again = await start();
  try {
    const load = async (into: Simulator) =>
      (await into.counterparts()).load('small-record-sent', {
        system: partyOf(into, B),
        seed: 4242,
      });
    const one = await load(simulator);
    const other = await load(again);
    assert.deepEqual(one.counterpart, other.counterpart);
    assert.deepEqual([...one.patients], [...other.patients]);
    // A seed that is loaded once more must not draw ids that Spine has seen.
    assert.notDeepEqual((await load(simulator)).counterpart, one.counterpart);
  } finally {
    await again.stop();
  }
});

test('a situation is taken away in the middle of what it does', async () => {
  const situation = await played(
    'plays: sender\nsteps: [{ when: cue go, do: [{ wait: PT1H }, { send: extract }] }]',
  );
  const waiting = situation.cue('go');
  const began = performance.now();
  await situation[Symbol.asyncDispose]();
  await waiting;
  assert.ok(performance.now() - began < 5_000);
  assert.equal(situation.sent().length, 0);
});

test('a file that does not exist is told with the nearest that does', async () => {
  const system = partyOf(simulator, B);
  await assert.rejects(counterparts.load('small-record-snet', { system }), {
    message: 'there is no scenario file "small-record-snet"',
    remedy: /small-record-sent/,
  });
});

test('a former practice that was merged is so in ODS while the situation lasts; the transfer goes on', async () => {
  const { organisations } = simulator.services;
  const system = partyOf(simulator, B);
  const situation = await counterparts.load('former-practice-was-merged', { system });
  const ods = situation.counterpart.odsCode;
  assert.equal(organisations.find(ods)?.status, 'Inactive');
  const successor = organisations.find(ods)?.successions[0]?.target ?? '';
  assert.equal(organisations.find(successor)?.successions[0]?.target, ods);
  assert.equal((await register(simulator, B, patientOf(situation))).outcome, 'integrated');
  await situation[Symbol.asyncDispose]();
  assert.equal(organisations.find(ods), undefined);
  assert.equal(organisations.find(successor), undefined);
});

test('a practice closes in ODS at a step', async () => {
  const system = partyOf(simulator, B);
  await using situation = await counterparts.load('former-practice-closes-during-transfer', {
    system,
  });
  const { organisations } = simulator.services;
  const ods = situation.counterpart.odsCode;
  assert.equal(organisations.find(ods)?.status, 'Active');
  assert.equal((await register(simulator, B, patientOf(situation))).outcome, 'integrated');
  assert.equal(organisations.find(ods)?.status, 'Inactive');
  assert.match(await told(situation, /^ODS/), /is closed since 2024-03-31/);
});

test('a message lies in a mailbox of the situation, and both are gone with it', async () => {
  const { mesh } = simulator.neighbours;
  assert.ok(mesh);
  const system = partyOf(simulator, B);
  const situation = await counterparts.load('message-in-a-new-mailbox', { system });
  const { mailboxes } = simulator.world.current().mesh;
  assert.equal(mailboxes.NEIGHBOUR2?.ods, B);
  await situation.start();
  assert.match(await told(situation, /^MESH/), /from NEIGHBOUR1 lies in NEIGHBOUR2/);
  const [message] = mesh.desk.inbox('NEIGHBOUR2');
  assert.equal(message?.subject, 'From a neighbour');
  assert.equal(message?.status, 'accepted');
  await situation[Symbol.asyncDispose]();
  assert.equal(mesh.desk.message(message?.id ?? '')?.status, 'acknowledged');
  assert.equal(simulator.world.current().mesh.mailboxes.NEIGHBOUR2, undefined);
});

test('a health authority deducts a patient of the situation on the link of the system', async () => {
  const { mesh, nhais } = simulator.neighbours;
  assert.ok(mesh && nhais);
  const system = partyOf(simulator, B);
  const situation = await counterparts.load('authority-deducts-the-patient', { system });
  await situation.cue('deduct');
  assert.match(await told(situation, /^NHAIS/), /F2 went out on hillside/);
  const sent = nhais.desk.interchanges('hillside').findLast(({ direction }) => direction === 'out');
  assert.deepEqual(sent?.codes, ['F2']);
  const id = sent?.meshMessageId ?? '';
  assert.equal(mesh.desk.message(id)?.to, 'Z99002GP1');
  await situation[Symbol.asyncDispose]();
  assert.equal(mesh.desk.message(id)?.status, 'acknowledged');
});
