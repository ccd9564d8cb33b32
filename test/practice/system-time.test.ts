import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OTHER, OTHER_KEY, openProcessStage, SYSTEM, SYSTEM_KEY } from './process-stage.ts';

const EXTRACT = 'RCMR_IN030000UK06';
const LARGE = 'COPC_IN000001UK01';
const ACKNOWLEDGEMENT = 'MCCI_IN010000UK13';
const PATIENT = '9990000018';
const PERMANENT = { registration: 'permanent', returning: false, byUser: false } as const;
const RECORD = {
  registered: 'current',
  entries: 1,
  redactedEntries: 0,
  confidential: false,
} as const;

/** Contracts of the other practice that are over in no time. */
const SHORT = {
  contracts: Object.fromEntries(
    [EXTRACT, LARGE].map((action) => [
      `urn:nhs:names:services:gp2gp:${action}`,
      { persistDuration: 'PT1S', retryInterval: 'PT0.2S' },
    ]),
  ),
};
const EXTERNAL = { transfers: { attachments: 'external', recheck: false } };

test('what is missing is given up by the contracts of the other practice, and told with 31', async () => {
  await using stage = await openProcessStage({
    organisations: { hillside: { port: 0, ...SHORT, ...EXTERNAL } },
    // Asks for nothing, so nothing comes.
    conduct: {
      leave: (input, right) => (input.role === 'continue' ? undefined : right(input)),
    },
  });
  const attachments = { count: 2, sizes: [1_000] };
  const options = { seed: 1, attachments };
  stage.simulator.shelves.get(OTHER)?.put(PATIENT, { kind: 'synthetic', options });
  stage.place(PATIENT, OTHER);
  await stage.hook('registerPatient', { nhsNumber: PATIENT, ...PERMANENT });
  const began = performance.now();
  await stage.sent(SYSTEM_KEY, ACKNOWLEDGEMENT);
  // 1 s for the extract and 1 s for each of the parts.
  assert.ok(performance.now() - began > 1_500);
  const { state, code } = await stage.status(PATIENT);
  assert.deepEqual([state, code], ['refused', '31']);
});

test('a final acknowledgement that never comes is given up after eight days by the clock', async () => {
  await using stage = await openProcessStage();
  await stage.hook('seedRecord', { nhsNumber: PATIENT, record: { ...RECORD, documents: [] } });
  stage.place(PATIENT, SYSTEM);
  const hillside = stage.simulator.practices.get(OTHER);
  await hillside?.decideFiling(PATIENT, 'undecided');
  const id = await hillside?.request({ patient: PATIENT, fromOds: SYSTEM });
  await stage.entry(
    'the extract is taken',
    ({ kind, conversationId, facts }) =>
      kind === 'transfer' && conversationId === id && facts?.state === 'deciding',
  );
  const first = await stage.status(PATIENT);
  assert.ok(first.state === 'sent' || first.state === 'sending');
  await stage.hook('setClock', { advance: 'P7D' });
  assert.notEqual((await stage.status(PATIENT)).state, 'failed');
  await stage.hook('restart', {});
  await stage.hook('setClock', { advance: 'P1D' });
  const last = await stage.status(PATIENT);
  assert.deepEqual([last.state, last.code], ['failed', undefined]);
});

test('an operator sends a record again in the same conversation, under another id', async () => {
  await using stage = await openProcessStage();
  await stage.hook('seedRecord', { nhsNumber: PATIENT, record: { ...RECORD, documents: [] } });
  stage.place(PATIENT, SYSTEM);
  const hillside = stage.simulator.practices.get(OTHER);
  await hillside?.decideFiling(PATIENT, 'reject');
  const conversationId = (await hillside?.request({ patient: PATIENT, fromOds: SYSTEM })) ?? '';
  const refusal = await stage.sent(OTHER_KEY, ACKNOWLEDGEMENT);
  await stage.delivered(refusal.messageId ?? '');
  assert.equal((await stage.status(PATIENT)).code, '11');
  await stage.hook('resendExtract', { nhsNumber: PATIENT, conversationId });
  const again = await stage.sent(SYSTEM_KEY, EXTRACT, 2);
  assert.equal(again.conversationId, conversationId);
  await assert.rejects(
    stage.hook('resendExtract', { nhsNumber: PATIENT, conversationId: 'no such' }),
    /SIM_NO_TRANSFER/,
  );
});

test('a request that a person began names the person', async () => {
  await using stage = await openProcessStage();
  stage.place(PATIENT, OTHER);
  await stage.hook('registerPatient', { nhsNumber: PATIENT, ...PERMANENT, byUser: true });
  const { request } = await stage.sent(SYSTEM_KEY, 'RCMR_IN010000UK05');
  assert.ok(request?.body);
  const body = (await stage.simulator.journal.readBody(request.body)).toString('utf8');
  assert.match(body, /R8000/);
});
