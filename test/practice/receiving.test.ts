import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GP2GP_SERVICE } from '../../src/domain/interaction.ts';
import { buildMessage } from '../../src/gp2gp/build-message.ts';
import { writeEhrRequest } from '../../src/gp2gp/ehr-request.ts';
import { synthesizeRecord } from '../../src/gp2gp/synthetic-record.ts';
import {
  type HttpAnswer,
  type HttpOutcome,
  openHttpClient,
} from '../../src/platform/http-client.ts';
import { headerValue, headerValues } from '../../src/platform/http-message.ts';
import { readEbxml } from '../../src/wire/ebxml/read-ebxml.ts';
import { readApplicationAcknowledgement } from '../../src/wire/hl7/application-acknowledgement.ts';
import { readSoapFault } from '../../src/wire/soap/read-soap-fault.ts';
import { FACTS } from '../gp2gp/extract-facts.ts';
import { openStage, PATIENT, REQUESTER, SENDER, type Stage } from './stage.ts';

const CONVERSATION = '0C0C0C0C-0000-4000-8000-000000000001';

/** A message from the requester to the sender, or what is asked. */
function message(stage: Stage, action: string, payload: string, from = REQUESTER, to = SENDER) {
  const contract = stage.world
    .current()
    .contractFor(stage.party(to).partyKey, GP2GP_SERVICE, action);
  assert.ok(contract);
  return buildMessage({
    contract,
    fromPartyKey: stage.party(from).partyKey,
    conversationId: CONVERSATION,
    messageId: '0A0A0A0A-0000-4000-8000-000000000001',
    time: new Date('2026-01-05T09:00:00Z'),
    payload: Buffer.from(payload),
  });
}

function requestPayload(senderOds = SENDER, requesterOds = REQUESTER): string {
  return writeEhrRequest(
    {
      id: '22222222-BBBB-4BBB-8BBB-000000000001',
      nhsNumber: PATIENT,
      requesterOds,
      senderOds,
    },
    {
      hl7Id: '0B0B0B0B-0000-4000-8000-000000000001',
      time: new Date('2026-01-05T09:00:00Z'),
      senderAsid: '999000000001',
      receiverAsid: '999000000002',
    },
  );
}

function answered(outcome: HttpOutcome): HttpAnswer {
  assert.ok('status' in outcome, JSON.stringify(outcome));
  return outcome;
}

function toSender(stage: Stage, built: ReturnType<typeof message>) {
  return stage.spine.post(stage.party(SENDER).partyKey, built.headers, built.body).then(answered);
}

/** Codes of the application acknowledgements that came to the relay, `AA` for none. */
function acknowledgements(stage: Stage): readonly string[] {
  return stage.spine.relayed
    .filter(({ message: { envelope } }) => envelope.action === 'MCCI_IN010000UK13')
    .map(({ message: { payload } }) => {
      const read = readApplicationAcknowledgement(payload ?? Buffer.alloc(0));
      return read.ok ? `${read.value.responseCode ?? 'AA'} ${read.value.messageRef}` : 'unreadable';
    });
}

test('a message is acknowledged on the same connection with a length', async () => {
  await using stage = await openStage();
  const built = message(stage, 'RCMR_IN010000UK05', requestPayload());
  const { status, headers, body } = await toSender(stage, built);
  assert.equal(status, 200);
  assert.equal(headerValue(headers, 'content-type'), 'text/xml');
  assert.deepEqual(headerValues(headers, 'content-length'), [String(body.length)]);
  assert.equal(headerValue(headers, 'transfer-encoding'), undefined);
  const read = readEbxml(body);
  assert.ok(read.ok);
  assert.equal(read.value.action, 'Acknowledgment');
  assert.equal(read.value.acknowledgment?.refToMessageId, built.envelope.messageId);
  assert.equal(read.value.from.id, stage.party(SENDER).partyKey);
  assert.equal(read.value.conversationId, CONVERSATION);
});

test('the message is on record with its answer before it is acknowledged', async () => {
  await using stage = await openStage();
  const built = message(stage, 'RCMR_IN010000UK05', requestPayload());
  await toSender(stage, built);
  const [entry] = await stage.journal.find({ kind: 'received', service: `practice:${SENDER}` });
  assert.ok(entry?.request?.body);
  assert.ok((await stage.journal.readBody(entry.request.body)).equals(built.body));
  assert.equal(entry.response?.status, 200);
  assert.equal(entry.facts?.verdict, 'message');
  assert.equal(entry.peer?.fqdn, stage.world.current().spine.fqdn);
});

test('copies of a message, one after the other or at once, are acknowledged and taken once', async () => {
  await using stage = await openStage();
  const built = message(stage, 'RCMR_IN010000UK05', requestPayload());
  const together = await Promise.all([1, 2, 3].map(() => toSender(stage, built)));
  const later = await toSender(stage, built);
  for (const { status, body } of [...together, later]) {
    assert.equal(status, 200);
    const read = readEbxml(body);
    assert.equal(read.ok && read.value.action, 'Acknowledgment');
  }
  const entries = await stage.journal.find({ kind: 'received', service: `practice:${SENDER}` });
  assert.deepEqual(entries.map(({ facts }) => facts?.verdict).toSorted(), [
    'duplicate',
    'duplicate',
    'duplicate',
    'message',
  ]);
  await stage.entry(
    ({ kind, service, facts }) =>
      kind === 'transfer' && service === `practice:${SENDER}` && facts?.state === 'sent',
  );
  const extracts = stage.spine.relayed.filter(
    ({ message: { envelope } }) => envelope.action === 'RCMR_IN030000UK06',
  );
  assert.equal(extracts.length, 1);
});

test('a message for another party is told so with status 200 and not taken', async () => {
  await using stage = await openStage();
  const built = message(stage, 'RCMR_IN010000UK05', requestPayload(), SENDER, REQUESTER);
  const { status, body } = await toSender(stage, built);
  assert.equal(status, 200);
  const read = readEbxml(body);
  assert.ok(read.ok);
  assert.equal(read.value.action, 'MessageError');
  assert.equal(
    read.value.errorList?.errors[0]?.description,
    '501314:Invalid To Party Type attribute',
  );
  assert.equal(stage.sender.transfers().length, 0);
});

test('what cannot be read is a fault 201', async () => {
  await using stage = await openStage();
  const type = 'multipart/related; boundary="b"; type="text/xml"; start="<x>"';
  for (const [contentType, text] of [
    ['text/xml', '<broken'],
    [type, '--b\r\n\r\n<broken\r\n--b--'],
    [type, 'nothing here'],
  ] as const) {
    const { status, body } = answered(
      await stage.spine.post(
        stage.party(SENDER).partyKey,
        [['Content-Type', contentType]],
        Buffer.from(text),
      ),
    );
    assert.equal(status, 500);
    const fault = readSoapFault(body);
    assert.ok(fault.ok);
    assert.equal(fault.value.errors[0]?.errorCode, '201');
  }
});

test('a request that cannot be served is acknowledged as a message and refused as business', async () => {
  const cases = [
    ['<RCMR_IN010000UK05 xmlns="urn:hl7-org:v3"/>', '18'],
    [requestPayload('Z99007'), '18'],
    [requestPayload(SENDER, 'Z99008'), '24'],
  ] as const;
  for (const [payload, code] of cases) {
    await using stage = await openStage();
    const { status } = await toSender(stage, message(stage, 'RCMR_IN010000UK05', payload));
    assert.equal(status, 200);
    await stage.ended(SENDER, CONVERSATION);
    const [first] = acknowledgements(stage);
    assert.equal(first?.slice(0, 2), code);
  }
});

test('an extract of an unknown conversation is refused with 09 and not filed', async () => {
  await using stage = await openStage();
  const { payload } = synthesizeRecord({ seed: 1 }, FACTS);
  await toSender(stage, message(stage, 'RCMR_IN030000UK06', payload.toString()));
  await stage.entry(
    ({ kind, interaction, facts }) =>
      kind === 'delivery' && interaction === 'MCCI_IN010000UK13' && facts?.attempt === 1,
  );
  assert.deepEqual(acknowledgements(stage), [`09 ${FACTS.hl7Id}`]);
  assert.equal(stage.sender.transfers().length, 0);
});

test('a fragment or an acknowledgement of an unknown conversation has no effect', async () => {
  await using stage = await openStage();
  const payload = '<COPC_IN000001UK01 xmlns="urn:hl7-org:v3"/>';
  await toSender(stage, message(stage, 'COPC_IN000001UK01', payload));
  const { summary } = await stage.entry(({ kind }) => kind === 'transfer');
  assert.equal(summary, 'large-message of an unknown conversation: ignored');
  assert.equal(stage.spine.relayed.length, 0);
});

test('only Spine gets in', async () => {
  await using stage = await openStage();
  const { fqdn } = stage.party(REQUESTER);
  const client = openHttpClient({ identity: await stage.certificates.identity(fqdn) });
  const built = message(stage, 'RCMR_IN010000UK05', requestPayload());
  const outcome = await client.post(`https://127.0.0.1:${stage.sender.port}/`, built);
  await client.close();
  assert.ok('failed' in outcome);
  const { facts, summary } = await stage.entry(({ kind }) => kind === 'handshake');
  assert.equal(facts?.cause, 'name-mismatch');
  assert.match(summary, /expected .?msg\.spinebox\.test/);
  assert.equal((await stage.journal.find({ kind: 'received' })).length, 0);
});
