import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { EHR_EXTRACT, GP2GP_SERVICE } from '../../src/domain/interaction.ts';
import { type BuiltMessage, buildMessage } from '../../src/gp2gp/build-message.ts';
import { wholeOf } from '../../src/gp2gp/content.ts';
import { readEhrRequest } from '../../src/gp2gp/ehr-request.ts';
import { attachmentBytes, type RecordAttachment } from '../../src/gp2gp/synthetic/attachments.ts';
import { synthesizeRecord } from '../../src/gp2gp/synthetic-record.ts';
import { readApplicationAcknowledgement } from '../../src/wire/hl7/application-acknowledgement.ts';
import { FACTS } from '../gp2gp/extract-facts.ts';
import { openStage, PATIENT, REQUESTER, SENDER, type Stage } from './stage.ts';

const LETTER: RecordAttachment = {
  id: 'BBBBBBBB-EEEE-4EEE-8EEE-000000000001',
  fileName: 'BBBBBBBB-EEEE-4EEE-8EEE-000000000001_letter.txt',
  contentType: 'text/plain',
  bytes: attachmentBytes(300, 'text/plain', 1),
};

interface ExtractOptions {
  readonly messageId?: string;
  readonly hl7Id?: string;
  readonly nhsNumber?: string;
  readonly attachments?: readonly RecordAttachment[];
  /** Changes the message before it is posted. Lengths do not matter: it is text between delimiters. */
  readonly change?: (message: string) => string;
}

/** A requester whose request has been sent, and the test in the place of the sender. */
async function waitingRequester() {
  const stage = await openStage();
  stage.spine.handsOn = false;
  const id = await stage.requester.request({ patient: PATIENT, fromOds: SENDER });
  await stage.entry(({ kind, facts }) => kind === 'transfer' && facts?.state === 'waiting');
  const request = readEhrRequest(stage.spine.relayed[0]?.message.payload ?? Buffer.alloc(0));
  assert.ok(request.ok);
  return { stage, id, priorRequestId: request.value.id };
}

async function postExtract(
  stage: Stage,
  conversationId: string,
  priorRequestId: string,
  { messageId, hl7Id, nhsNumber, attachments, change }: ExtractOptions = {},
): Promise<void> {
  const to = stage.party(REQUESTER).partyKey;
  const contract = stage.world.current().contractFor(to, GP2GP_SERVICE, EHR_EXTRACT);
  assert.ok(contract);
  const { payload } = synthesizeRecord(
    { seed: 4 },
    { ...FACTS, priorRequestId, hl7Id: hl7Id ?? FACTS.hl7Id, nhsNumber: nhsNumber ?? PATIENT },
  );
  const built: BuiltMessage = buildMessage({
    contract,
    fromPartyKey: stage.party(SENDER).partyKey,
    conversationId,
    messageId: messageId ?? FACTS.hl7Id,
    time: stage.clock.now(),
    payload,
    attachments: attachments ?? [],
  });
  const text = built.body.toString('latin1');
  const body = Buffer.from(change?.(text) ?? text, 'latin1');
  const outcome = await stage.spine.post(to, built.headers, body);
  assert.equal('status' in outcome && outcome.status, 200);
}

/** The nth application acknowledgement that the requester sends: its code or AA, and what it names. */
async function acknowledgement(stage: Stage, number = 1): Promise<string> {
  let seen = 0;
  await stage.entry(
    ({ kind, interaction }) =>
      kind === 'delivery' && interaction === 'MCCI_IN010000UK13' && ++seen >= number,
  );
  const sent = stage.spine.relayed.filter(
    ({ message }) => message.envelope.action === 'MCCI_IN010000UK13',
  );
  const payload = sent[number - 1]?.message.payload;
  const read = readApplicationAcknowledgement(payload ?? Buffer.alloc(0));
  assert.ok(read.ok);
  return `${read.value.responseCode ?? read.value.type} ${read.value.messageRef}`;
}

test('an extract whose message id differs from its HL7 id is acknowledged by the HL7 id', async () => {
  const { stage, id, priorRequestId } = await waitingRequester();
  await using _stage = stage;
  await postExtract(stage, id, priorRequestId, {
    messageId: '55555555-0000-4000-8000-000000000001',
  });
  assert.equal(await acknowledgement(stage), `AA ${FACTS.hl7Id}`);
});

test('a compressed attachment is filed as the document it is', async () => {
  const { stage, id, priorRequestId } = await waitingRequester();
  await using _stage = stage;
  await postExtract(stage, id, priorRequestId, {
    attachments: [{ ...LETTER, bytes: gzipSync(wholeOf(LETTER.bytes)) }],
    change: (text) => text.replace('Compressed=No', 'Compressed=Yes'),
  });
  await stage.ended(REQUESTER, id);
  const [filed] = (await stage.requester.filed(id)).attachments;
  assert.ok(filed?.bytes.equals(wholeOf(LETTER.bytes)));
  assert.equal(filed?.fileName, LETTER.fileName);
});

test('a second extract is refused with 12 and the first stays filed', async () => {
  const { stage, id, priorRequestId } = await waitingRequester();
  await using _stage = stage;
  await postExtract(stage, id, priorRequestId, { attachments: [LETTER] });
  await stage.ended(REQUESTER, id);
  const other = '66666666-0000-4000-8000-000000000001';
  await postExtract(stage, id, priorRequestId, { messageId: other, hl7Id: other });
  assert.equal(await acknowledgement(stage, 2), `12 ${other}`);
  const filed = await stage.requester.filed(id);
  assert.equal(filed.attachments.length, 1);
  assert.equal(stage.requester.transfers()[0]?.outcome?.result, 'integrated');
});

test('an extract that is not right is refused with the code for it and not filed', async () => {
  const cases: readonly (readonly [string, ExtractOptions, string])[] = [
    ['another patient', { nhsNumber: '9990000026' }, '28'],
    [
      'a part that is missing',
      {
        attachments: [LETTER],
        change: (text) => text.replaceAll('Content-Id: <BBBBBBBB', 'Content-Id: <CCCCCCCC'),
      },
      '21',
    ],
    [
      'base64 that is broken',
      {
        attachments: [LETTER],
        change: (text) => text.replace(/(base64\r\n\r\n.{40})/, '$1!!'),
      },
      '21',
    ],
    ['a payload that is cut off', { change: (text) => text.replace('</EhrExtract>', '') }, '21'],
  ];
  for (const [what, options, code] of cases) {
    const { stage, id, priorRequestId } = await waitingRequester();
    await using _stage = stage;
    await postExtract(stage, id, priorRequestId, options);
    assert.equal(await acknowledgement(stage), `${code} ${FACTS.hl7Id}`, what);
    await stage.ended(REQUESTER, id);
    await assert.rejects(stage.requester.filed(id), { code: 'SIM_NOTHING_FILED' });
    const result = stage.requester.transfers()[0]?.outcome?.result;
    assert.equal(result, 'extract-refused', what);
  }
});

test('an extract that comes after the wait is over is still taken', async () => {
  const { stage, id, priorRequestId } = await waitingRequester();
  await using _stage = stage;
  await stage.clock.advance(24 * 3_600_000);
  await stage.ended(REQUESTER, id);
  assert.equal(stage.requester.transfers()[0]?.outcome?.result, 'no-extract');
  await postExtract(stage, id, priorRequestId);
  assert.equal(await acknowledgement(stage), `AA ${FACTS.hl7Id}`);
  assert.ok((await stage.requester.filed(id)).payload.length > 1_000);
});

test('a prior request that nobody made is remarked', async () => {
  const unknown = '77777777-0000-4000-8000-000000000001';
  const { stage, id } = await waitingRequester();
  await using _stage = stage;
  await postExtract(stage, id, unknown);
  const step = await stage.entry(({ facts }) => facts?.event === 'extract arrived');
  assert.ok(step.trace?.some(({ text }) => text.includes(`priorEhrRequest names ${unknown}`)));
  assert.equal(await acknowledgement(stage), `AA ${FACTS.hl7Id}`);
});
