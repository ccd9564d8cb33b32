import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SeededRecord } from '../../simulator/practice/hooks/hook-schemas.ts';
import { OTHER, OTHER_KEY, openProcessStage, SYSTEM, SYSTEM_KEY } from './process-stage.ts';

const REQUEST = 'RCMR_IN010000UK05';
const EXTRACT = 'RCMR_IN030000UK06';
const LARGE = 'COPC_IN000001UK01';
const ACKNOWLEDGEMENT = 'MCCI_IN010000UK13';
const PATIENT = '9990000018';
const ANOTHER = '9990000026';

const PERMANENT = { registration: 'permanent', returning: false, byUser: false } as const;
const RECORD: SeededRecord = {
  registered: 'current',
  entries: 3,
  redactedEntries: 0,
  confidential: false,
  documents: [],
};

test('a system that knows Spine alone asks for a record, files it and tells what it holds', async () => {
  await using stage = await openProcessStage();
  stage.place(PATIENT, OTHER);
  assert.deepEqual(await stage.status(PATIENT), { state: 'none' });
  const registered = await stage.hook('registerPatient', { nhsNumber: PATIENT, ...PERMANENT });
  assert.deepEqual(registered, { accepted: true });
  await stage.sent(SYSTEM_KEY, ACKNOWLEDGEMENT);
  const { state, record, conversationId } = await stage.status(PATIENT);
  assert.equal(state, 'filed');
  assert.ok(conversationId);
  assert.equal(record?.folders, 1);
  assert.ok((record?.compositions ?? 0) > 1);
  const interactions = await stage.simulator.journal.find({ conversationId, service: 'spine' });
  const sent = interactions.filter(({ kind }) => kind === 'received');
  assert.deepEqual(
    sent.map(({ interaction }) => interaction),
    [REQUEST, ACKNOWLEDGEMENT, EXTRACT, ACKNOWLEDGEMENT],
  );
});

test('only a permanent registration begins a transfer, and one at a time', async () => {
  await using stage = await openProcessStage();
  stage.place(PATIENT, OTHER);
  for (const registration of ['temporary', 'private'] as const) {
    const input = { nhsNumber: PATIENT, ...PERMANENT, registration };
    assert.deepEqual(await stage.hook('registerPatient', input), { accepted: true });
  }
  assert.equal((await stage.status(PATIENT)).state, 'none');
  await stage.hook('decideFiling', { nhsNumber: PATIENT, decision: 'undecided' });
  const input = { nhsNumber: PATIENT, ...PERMANENT };
  const answers = await Promise.all([1, 2].map(() => stage.hook('registerPatient', input)));
  const refused = { accepted: false, because: 'a transfer of this patient is under way' };
  assert.deepEqual(answers, [{ accepted: true }, refused]);
  const { messageId = '' } = await stage.sent(OTHER_KEY, EXTRACT);
  await stage.delivered(messageId);
  assert.equal((await stage.status(PATIENT)).state, 'deciding');
  await stage.hook('decideFiling', { nhsNumber: PATIENT, decision: 'accept' });
  await stage.sent(SYSTEM_KEY, ACKNOWLEDGEMENT);
  assert.equal((await stage.status(PATIENT)).state, 'filed');
  assert.equal(
    await stage.simulator.journal.count({
      interaction: REQUEST,
      kind: 'received',
      service: 'spine',
    }),
    1,
  );
});

test('each filing decision is answered with its code', async () => {
  await using stage = await openProcessStage();
  const codes = [
    ['reject', 'refused', '11', false],
    ['suppress', 'filed', '15', true],
    ['wrong-patient', 'refused', '28', false],
    ['wrong-patient', 'refused', '17', true],
    ['file-as-attachment', 'filed', '26', true],
    ['storage-fails', 'refused', '99', false],
  ] as const;
  const patients = [
    '9991001018',
    '9991001026',
    '9991001034',
    '9991001042',
    '9991001050',
    '9991001069',
  ];
  for (const [index, [decision, state, code, returning]] of codes.entries()) {
    const nhsNumber = patients[index] ?? '';
    stage.place(nhsNumber, OTHER);
    await stage.hook('decideFiling', { nhsNumber, decision });
    await stage.hook('registerPatient', { nhsNumber, ...PERMANENT, returning });
    await stage.sent(SYSTEM_KEY, ACKNOWLEDGEMENT, index + 1);
    const status = await stage.status(nhsNumber);
    assert.deepEqual([status.state, status.code], [state, code], decision);
  }
});

test('a seeded record is sent: what does not fit waits for the continue, the rest comes with the extract', async () => {
  await using stage = await openProcessStage();
  const documents = [
    await stage.document('small scan.tif', 1_000),
    await stage.document('a=b & c.tif', 6_000_000),
    await stage.document('gone.tif', 10, { absent: true }),
    await stage.document('setup.exe', 10, {
      contentType: 'application/x-msdownload',
      kind: 'other',
    }),
  ];
  await stage.hook('seedRecord', { nhsNumber: PATIENT, record: { ...RECORD, documents } });
  stage.place(PATIENT, SYSTEM);
  const hillside = stage.simulator.practices.get(OTHER);
  assert.ok(hillside);
  const id = await hillside.request({ patient: PATIENT, fromOds: SYSTEM });
  await stage.entry(
    'the end of the transfer',
    (each) =>
      each.kind === 'transfer' && each.conversationId === id && each.facts?.state === 'ended',
  );
  const { attachments } = await hillside.filed(id);
  const names = attachments.map(({ fileName }) => fileName.replace(/[0-9A-F-]{36}_?/, ''));
  assert.deepEqual(names, [
    'small scan.tif',
    'a=b & c.tif',
    'AbsentAttachment.txt',
    'AbsentAttachment.txt',
  ]);
  assert.equal(attachments[1]?.bytes.length, 6_000_000);
  assert.equal(attachments[1]?.bytes[1_000_000], 1_000_000 % 251);
  // Continue, index and two chunks.
  const large = await stage.simulator.journal.find({
    conversationId: id,
    interaction: LARGE,
    kind: 'received',
    service: 'spine',
  });
  assert.deepEqual(
    large.map(({ fromParty }) => fromParty),
    [OTHER_KEY, SYSTEM_KEY, SYSTEM_KEY, SYSTEM_KEY],
  );
  const ack = await stage.sent(OTHER_KEY, ACKNOWLEDGEMENT, 4);
  await stage.delivered(ack.messageId ?? '');
  assert.equal((await stage.status(PATIENT, id)).state, 'transferred');
});

test('settings are changed, and what cannot be set is told', async () => {
  await using stage = await openProcessStage();
  await stage.hook('seedRecord', { nhsNumber: ANOTHER, record: RECORD });
  const hillside = stage.simulator.practices.get(OTHER);
  assert.ok(hillside);
  for (const [index, [value, code]] of (['off 07', 'misconfigured 13'] as const)
    .map((each) => each.split(' '))
    .entries()) {
    stage.place(ANOTHER, SYSTEM);
    await stage.hook('configure', { setting: 'gp2gp', value: value ?? '' });
    await hillside.request({ patient: ANOTHER, fromOds: SYSTEM });
    await stage.sent(SYSTEM_KEY, ACKNOWLEDGEMENT, index + 1);
    const status = await stage.status(ANOTHER);
    assert.deepEqual([status.state, status.code], ['refused', code]);
  }
  await assert.rejects(
    stage.hook('configure', { setting: 'gp2gp', value: 'perhaps' }),
    /SIM_SETTING_VALUE/,
  );
});

test('entries that are not to be disclosed go marked, or unmarked where that is switched off', async () => {
  await using stage = await openProcessStage();
  const record = { ...RECORD, redactedEntries: 2, earlierPractice: 'Z99009' };
  const hillside = stage.simulator.practices.get(OTHER);
  assert.ok(hillside);
  for (const [value, interaction, marks] of [
    ['on', 'RCMR_IN030000UK07', 2],
    ['off', 'RCMR_IN030000UK06', 0],
  ] as const) {
    await stage.hook('configure', { setting: 'redactions', value });
    await stage.hook('seedRecord', { nhsNumber: PATIENT, record });
    stage.place(PATIENT, SYSTEM);
    const id = await hillside.request({ patient: PATIENT, fromOds: SYSTEM });
    await stage.entry(
      'the end',
      (each) =>
        each.kind === 'transfer' && each.conversationId === id && each.facts?.state === 'ended',
    );
    const status = await hillside.transferStatus(PATIENT, id);
    assert.deepEqual(
      [status.state, status.record?.redactedEntries, status.record?.folders],
      ['filed', marks, 2],
    );
    const extracts = await stage.simulator.journal.count({ conversationId: id, interaction });
    assert.ok(extracts > 0);
  }
});

test('a payload that no message holds comes whole behind a skeleton', async () => {
  await using stage = await openProcessStage();
  const documents = [await stage.document('scan.tif', 1_000)];
  const record = { ...RECORD, payloadBytes: 8_000_000, documents };
  await stage.hook('seedRecord', { nhsNumber: PATIENT, record });
  stage.place(PATIENT, SYSTEM);
  const hillside = stage.simulator.practices.get(OTHER);
  assert.ok(hillside);
  const id = await hillside.request({ patient: PATIENT, fromOds: SYSTEM });
  await stage.entry(
    'the end',
    (each) =>
      each.kind === 'transfer' && each.conversationId === id && each.facts?.state === 'ended',
    15_000,
  );
  const { payload, attachments } = await hillside.filed(id);
  assert.equal(payload.length, 8_000_000);
  assert.equal(attachments.length, 1);
  const status = await hillside.transferStatus(PATIENT, id);
  assert.equal(status.state, 'filed');
  assert.equal(status.record?.documents.length, 1);
  assert.ok((status.record?.compositions ?? 0) > 100);
});
