import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSyncEnvelope } from '../../../src/wire/soap/read-sync-envelope.ts';
import { type SyncHeader, syncRuleOf } from '../../../src/wire/soap/sync-envelope.ts';
import { writeSyncEnvelope } from '../../../src/wire/soap/write-sync-envelope.ts';

const REQUEST: SyncHeader = {
  messageId: 'uuid:1E5B0A46-36F0-4D4B-9D0E-0E1F7C3C0001',
  action: 'urn:nhs:names:services:pdsquery/QUPA_IN040000UK32',
  to: 'urn:nhs:names:services:pdsquery',
  from: '',
  replyTo: '',
  relatesTo: undefined,
  receiverAsid: '928942012545',
  senderAsid: '200000000123',
};

function message(name: string, receiver: string, sender: string): string {
  const device = (asid: string) =>
    `<device><id root="1.2.826.0.1285.0.2.0.107" extension="${asid}"/></device>`;
  return `<${name} xmlns="urn:hl7-org:v3"><interactionId root="2.16.840.1.113883.2.1.3.2.4.12" extension="${name}"/><communicationFunctionRcv>${device(receiver)}</communicationFunctionRcv><communicationFunctionSnd>${device(sender)}</communicationFunctionSnd></${name}>`;
}

const QUERY = message('QUPA_IN040000UK32', REQUEST.receiverAsid, REQUEST.senderAsid);

function rules(bytes: Uint8Array): (string | undefined)[] {
  const reading = readSyncEnvelope(bytes);
  assert.ok(reading.ok, JSON.stringify(reading));
  return reading.deviations.map(({ code }) => syncRuleOf(code) ?? code);
}

test('reads a request as it was written, and finds the bytes of its message', () => {
  const bytes = writeSyncEnvelope(REQUEST, QUERY);
  const reading = readSyncEnvelope(bytes);
  assert.ok(reading.ok);
  assert.deepEqual(reading.deviations, []);
  assert.deepEqual(reading.value.header, REQUEST);
  const body = reading.value.body;
  assert.equal(body?.wrapper, undefined);
  assert.equal(body?.message.name, 'QUPA_IN040000UK32');
  const { offset = 0, length = 0 } = body?.span ?? {};
  assert.equal(bytes.subarray(offset, offset + length).toString(), QUERY);
});

test('reads a response through the wrapper that its service puts around it', () => {
  const response: SyncHeader = {
    ...REQUEST,
    messageId: 'uuid:2F5B0A46-36F0-4D4B-9D0E-0E1F7C3C0002',
    action: 'urn:nhs:names:services:pdsquery/QUPA_IN050000UK32',
    relatesTo: REQUEST.messageId,
    receiverAsid: REQUEST.senderAsid,
    senderAsid: REQUEST.receiverAsid,
  };
  const answer = message('QUPA_IN050000UK32', response.receiverAsid, response.senderAsid);
  const reading = readSyncEnvelope(
    writeSyncEnvelope(response, answer, { wrapper: 'retrievalQueryResponse', declaration: true }),
  );
  assert.ok(reading.ok);
  assert.deepEqual(reading.deviations, []);
  assert.deepEqual(reading.value.header, response);
  assert.equal(reading.value.body?.wrapper, 'retrievalQueryResponse');
  assert.equal(reading.value.body?.message.name, 'QUPA_IN050000UK32');
});

for (const [what, header, broken] of [
  ['a missing MessageID', { messageId: '' }, ['SOAP_MESSAGE_ID_ERROR']],
  ['a MessageID of the wrong length', { messageId: 'uuid:1' }, ['SOAP_MESSAGE_ID_ERROR']],
  ['a missing Action', { action: '' }, ['SOAP_ACTION_ERROR', 'INCONSISTENT_HL7_INTERACTION_ID']],
  ['a missing To', { to: '' }, ['SOAP_TO_ERROR']],
  [
    'a missing receiver',
    { receiverAsid: '' },
    ['SOAP_COMM_FUNC_RCV_ERROR', 'INCONSISTENT_COMM_FUNC_RCV'],
  ],
  ['another sender in the message', { senderAsid: '1' }, ['INCONSISTENT_COMM_FUNC_SND']],
  [
    'another interaction',
    { action: 'urn:x/QUPA_IN060000UK30' },
    ['INCONSISTENT_HL7_INTERACTION_ID'],
  ],
] as const) {
  test(`names the rule that ${what} breaks`, () => {
    assert.deepEqual(rules(writeSyncEnvelope({ ...REQUEST, ...header }, QUERY)), broken);
  });
}

test('counts Headers and Bodies', () => {
  const envelope = (inside: string) =>
    Buffer.from(
      `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">${inside}</s:Envelope>`,
    );
  assert.ok(rules(envelope('<s:Body/>')).includes('MESSAGE_NOT_WELL_FORMED[soapHeaderCount]'));
  assert.ok(rules(envelope('<s:Header/>')).includes('MESSAGE_NOT_WELL_FORMED[soapBodyCount]'));
  assert.ok(
    rules(envelope('<s:Header/><s:Body/><s:Body/>')).includes(
      'MESSAGE_NOT_WELL_FORMED[soapBodyCount]',
    ),
  );
  assert.equal(readSyncEnvelope(Buffer.from('<a/>')).ok, false);
});
