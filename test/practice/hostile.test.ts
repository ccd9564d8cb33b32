import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EHR_EXTRACT, GP2GP_SERVICE, LARGE_MESSAGE } from '../../src/domain/interaction.ts';
import { buildMessage, type MessagePlan } from '../../src/gp2gp/build-message.ts';
import { readEhrRequest } from '../../src/gp2gp/ehr-request.ts';
import type { RecordAttachment } from '../../src/gp2gp/synthetic/attachments.ts';
import { synthesizeRecord } from '../../src/gp2gp/synthetic-record.ts';
import { readApplicationAcknowledgement } from '../../src/wire/hl7/application-acknowledgement.ts';
import { FACTS } from '../gp2gp/extract-facts.ts';
import { openStage, PATIENT, REQUESTER, SENDER, type Stage } from './stage.ts';

const ID = 'BBBBBBBB-EEEE-4EEE-8EEE-000000000001';

/** A requester whose request has been sent, and the test in the place of the sender. */
async function waiting(transfers = {}): Promise<{ stage: Stage; id: string; prior: string }> {
  const stage = await openStage({}, { transfers });
  stage.spine.handsOn = false;
  const id = await stage.requester.request({ patient: PATIENT, fromOds: SENDER });
  await stage.entry(({ kind, facts }) => kind === 'transfer' && facts?.state === 'waiting');
  const request = readEhrRequest(stage.spine.relayed[0]?.message.payload ?? Buffer.alloc(0));
  assert.ok(request.ok);
  return { stage, id, prior: request.value.id };
}

async function post(
  stage: Stage,
  conversationId: string,
  prior: string,
  {
    payload,
    action = EHR_EXTRACT,
    ...plan
  }: Partial<MessagePlan> & { readonly action?: string } = {},
): Promise<void> {
  const to = stage.party(REQUESTER).partyKey;
  const contract = stage.world.current().contractFor(to, GP2GP_SERVICE, EHR_EXTRACT);
  assert.ok(contract);
  const facts = { ...FACTS, priorRequestId: prior, nhsNumber: PATIENT };
  const { headers, body } = buildMessage({
    contract: { ...contract, action },
    fromPartyKey: stage.party(SENDER).partyKey,
    conversationId,
    messageId: FACTS.hl7Id,
    time: stage.clock.now(),
    payload: payload ?? synthesizeRecord({ seed: 4 }, facts).payload,
    ...plan,
  });
  const outcome = await stage.spine.post(to, headers, body);
  assert.equal('status' in outcome && outcome.status, 200);
}

async function answer(stage: Stage): Promise<string> {
  await stage.entry(
    ({ kind, interaction }) => kind === 'delivery' && interaction === 'MCCI_IN010000UK13',
  );
  const sent = stage.spine.relayed.find(
    ({ message }) => message.envelope.action === 'MCCI_IN010000UK13',
  );
  const read = readApplicationAcknowledgement(sent?.message.payload ?? Buffer.alloc(0));
  assert.ok(read.ok);
  return read.value.responseCode ?? read.value.type;
}

function attached(fileName: string, bytes: Buffer, compressed = false): RecordAttachment {
  return { id: ID, fileName, contentType: 'text/plain', bytes, ...(compressed && { compressed }) };
}

test('names that lead elsewhere are kept under names that lead nowhere', async () => {
  const names = [
    ['../../x.txt', 'x.txt'],
    ['/etc/passwd', 'passwd'],
    ['C:\\Windows\\system.ini', 'system.ini'],
    ['..', 'unnamed'],
    ['a=b & c\u007f.txt', 'a=b & c.txt'],
  ] as const;
  for (const [name, kept] of names) {
    const { stage, id, prior } = await waiting();
    await using _stage = stage;
    await post(stage, id, prior, { attachments: [attached(name, Buffer.from('a'))] });
    assert.equal(await answer(stage), 'AA');
    const { record } = await stage.requester.transferStatus(PATIENT);
    assert.equal(record?.documents[0]?.fileName, kept);
  }
});

test('a little that expands to a lot is refused', async () => {
  const { stage, id, prior } = await waiting({ expandedBytes: 1_000_000 });
  await using _stage = stage;
  const attachments = [attached('bomb.txt', Buffer.alloc(60_000_000), true)];
  await post(stage, id, prior, { attachments });
  assert.equal(await answer(stage), '21');
  assert.equal((await stage.requester.transferStatus(PATIENT)).state, 'refused');
});

test('entities, DTDs and endless depth are no extract; the practice goes on', async () => {
  const payloads = [
    '<!DOCTYPE x [<!ENTITY a "b">]><RCMR_IN030000UK06 xmlns="urn:hl7-org:v3">&a;</RCMR_IN030000UK06>',
    `<RCMR_IN030000UK06 xmlns="urn:hl7-org:v3">${'<a>'.repeat(100_000)}`,
    'no XML at all',
  ];
  for (const payload of payloads) {
    const { stage, id, prior } = await waiting();
    await using _stage = stage;
    await post(stage, id, prior, { payload: Buffer.from(payload) });
    assert.equal(await answer(stage), '21');
    const other = await stage.requester.request({ patient: '9990000026', fromOds: SENDER });
    assert.ok(other);
  }
});

test('interactions that nobody plays, and fragments of nothing, change nothing', async () => {
  const { stage, id } = await waiting();
  await using _stage = stage;
  const cases = [
    ['RCMR_IN030000UK05', id],
    ['RCMR_IN010000UK04', 'CCCCCCCC-0000-4000-8000-000000000001'],
    [LARGE_MESSAGE, 'CCCCCCCC-0000-4000-8000-000000000002'],
  ] as const;
  for (const [index, [action, conversationId]] of cases.entries()) {
    const messageId = `AAAAAAAA-0000-4000-8000-00000000000${index}`;
    await post(stage, conversationId, '', { action, messageId, payload: Buffer.from('<x/>') });
    await stage.entry(({ kind, messageId: of }) => kind === 'transfer' && of === messageId);
  }
  const [transfer, ...others] = stage.requester.transfers();
  assert.equal(transfer?.state, 'waiting');
  assert.deepEqual(others, []);
});
