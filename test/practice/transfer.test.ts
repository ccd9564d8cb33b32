import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wholeOf } from '../../src/gp2gp/content.ts';
import { synthesizeRecord } from '../../src/gp2gp/synthetic-record.ts';
import { FACTS } from '../gp2gp/extract-facts.ts';
import { openStage, PATIENT, REQUESTER, SENDER, type Stage } from './stage.ts';

/** Plays a whole transfer and answers its conversation id when both sides have ended. */
async function transfer(stage: Stage): Promise<string> {
  const id = await stage.requester.request({ patient: PATIENT, fromOds: SENDER });
  await Promise.all([stage.ended(REQUESTER, id), stage.ended(SENDER, id)]);
  return id;
}

test('a record travels from one practice to the other and is accepted', async () => {
  await using stage = await openStage();
  const id = await transfer(stage);
  const actions = stage.spine.relayed.map(({ message: { envelope } }) => [
    envelope.from.id.slice(0, 6),
    envelope.action,
  ]);
  assert.deepEqual(actions, [
    [REQUESTER, 'RCMR_IN010000UK05'],
    [SENDER, 'MCCI_IN010000UK13'],
    [SENDER, 'RCMR_IN030000UK06'],
    [REQUESTER, 'MCCI_IN010000UK13'],
  ]);
  for (const { message, path } of stage.spine.relayed) {
    const { envelope } = message;
    assert.equal(envelope.conversationId, id);
    assert.equal(path, '/reliablemessaging/forwardreliable');
    const contract = stage.world
      .current()
      .contractFor(envelope.to.id, envelope.service, envelope.action);
    assert.equal(envelope.cpaId, contract?.cpaId);
  }
  const [seenByRequester] = stage.requester.transfers();
  const [seenBySender] = stage.sender.transfers();
  assert.equal(seenByRequester?.outcome?.result, 'integrated');
  assert.equal(seenBySender?.outcome?.result, 'transferred');
  assert.deepEqual(
    seenByRequester?.messages.map(({ direction, interaction }) => `${direction} ${interaction}`),
    [
      'sent RCMR_IN010000UK05',
      'received MCCI_IN010000UK13',
      'received RCMR_IN030000UK06',
      'sent MCCI_IN010000UK13',
    ],
  );
});

test('payload and attachments are filed byte for byte', async () => {
  await using stage = await openStage();
  const attachments = {
    count: 6,
    sizes: [0, 1, 2_000, 70_001],
    contentTypes: ['text/plain', 'image/tiff', 'image/bmp'],
  };
  stage.records.put(PATIENT, { kind: 'synthetic', options: { seed: 77, attachments } });
  const id = await transfer(stage);
  const filed = await stage.requester.filed(id);
  const extract = stage.spine.relayed.find(
    ({ message }) => message.envelope.action === 'RCMR_IN030000UK06',
  );
  assert.ok(extract?.message.payload);
  assert.ok(filed.payload.equals(extract.message.payload));
  const again = synthesizeRecord({ seed: 77, attachments }, FACTS);
  assert.deepEqual(
    filed.attachments.map(({ id: eb, fileName, contentType, bytes }) => [
      eb,
      fileName,
      contentType,
      bytes.length,
    ]),
    again.attachments.map((one) => [one.id, one.fileName, one.contentType, one.bytes.length]),
  );
  for (const [index, { bytes }] of filed.attachments.entries()) {
    assert.ok(bytes.equals(wholeOf(again.attachments[index]?.bytes ?? Buffer.alloc(0))));
  }
});

test('the bytes of a given extract go on the wire as they are', async () => {
  await using stage = await openStage();
  const { payload, attachments } = synthesizeRecord(
    { seed: 5, attachments: { count: 1 } },
    { ...FACTS, authorOds: SENDER, destinationOds: REQUESTER },
  );
  const text = payload.toString().replace('><', '>\r\n  <!-- kept -->\n<');
  stage.records.put(PATIENT, { kind: 'extract', payload: Buffer.from(text), attachments });
  const id = await transfer(stage);
  assert.equal((await stage.requester.filed(id)).payload.toString(), text);
  assert.equal(stage.sender.transfers()[0]?.outcome?.result, 'transferred');
});

test('a payload of four and a half megabytes travels whole', async () => {
  await using stage = await openStage();
  stage.records.put(PATIENT, {
    kind: 'synthetic',
    options: { seed: 9, payloadBytes: 4_500_000, attachments: { count: 2 } },
  });
  const id = await transfer(stage);
  const filed = await stage.requester.filed(id);
  assert.equal(filed.payload.length, 4_500_000);
  assert.equal(filed.attachments.length, 2);
});

test('many transfers at once do not mix', async () => {
  await using stage = await openStage();
  const patients = ['9990000018', '9990000026', '9990000034', '9990000042', '9990000050'];
  for (const [seed, patient] of patients.entries()) {
    stage.records.put(patient, { kind: 'synthetic', options: { seed, entries: seed + 1 } });
  }
  const ids = await Promise.all(
    patients.map((patient) => stage.requester.request({ patient, fromOds: SENDER })),
  );
  await Promise.all(ids.map((id) => stage.ended(REQUESTER, id)));
  for (const [index, id] of ids.entries()) {
    const { payload } = await stage.requester.filed(id);
    assert.ok(payload.includes(`extension="${patients[index]}"`));
  }
});

test('a patient who is not registered is refused with 06', async () => {
  await using stage = await openStage();
  stage.records.remove(PATIENT);
  const id = await transfer(stage);
  const [view] = stage.requester.transfers();
  assert.deepEqual(view?.outcome, {
    result: 'request-refused',
    code: '06',
    because: 'Patient not at surgery',
  });
  await assert.rejects(stage.requester.filed(id), { code: 'SIM_NOTHING_FILED' });
});

test('what has no room in the extract follows in messages of its own', async () => {
  await using stage = await openStage();
  const options = { seed: 1, attachments: { count: 99 } };
  stage.records.put(PATIENT, { kind: 'synthetic', options });
  const id = await transfer(stage);
  const { attachments } = await stage.requester.filed(id);
  assert.equal(attachments.length, 99);
  const parts = stage.spine.relayed.filter(
    ({ message }) => message.envelope.action === 'COPC_IN000001UK01',
  );
  // The continue, and the one document that the hundred parts of the extract have no room for.
  assert.equal(parts.length, 2);
});

test('a source of records that fails makes the sender refuse with 10', async () => {
  const recordFor = () => Promise.reject(new Error('the disk is gone'));
  await using stage = await openStage({ records: { recordFor } });
  await transfer(stage);
  assert.equal(stage.requester.transfers()[0]?.outcome?.code, '10');
});

test('every step is on record without the patient', async () => {
  await using stage = await openStage();
  const id = await transfer(stage);
  const steps = await stage.journal.find({ kind: 'transfer', conversationId: id });
  const states = (service: string) =>
    steps.filter((step) => step.service === service).map(({ facts }) => facts?.state);
  assert.equal(states(`practice:${REQUESTER}`)[0], 'requesting');
  assert.equal(states(`practice:${REQUESTER}`).at(-1), 'ended');
  assert.equal(states(`practice:${SENDER}`)[0], 'finding');
  for (const { summary, facts, trace } of steps) {
    assert.doesNotMatch(JSON.stringify([summary, facts, trace]), new RegExp(PATIENT));
  }
});

test('a practice that nobody knows cannot be asked', async () => {
  await using stage = await openStage();
  await assert.rejects(stage.requester.request({ patient: PATIENT, fromOds: 'Z99999' }), {
    code: 'SIM_UNKNOWN_PRACTICE',
    message: 'there is no practice with the ODS code Z99999',
  });
});
