import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildAcknowledgment } from '../../../src/wire/ebxml/build-acknowledgment.ts';
import { buildDeliveryFailure } from '../../../src/wire/ebxml/build-delivery-failure.ts';
import { buildMessageError, UNKNOWN_CPA_ID } from '../../../src/wire/ebxml/build-message-error.ts';
import {
  buildStatusRequest,
  buildStatusResponse,
} from '../../../src/wire/ebxml/build-message-status.ts';
import { buildPing, buildPong } from '../../../src/wire/ebxml/build-ping.ts';
import { readEbxml } from '../../../src/wire/ebxml/read-ebxml.ts';
import { writeEbxml } from '../../../src/wire/ebxml/write-ebxml.ts';
import { EXTRACT } from '../../specimens/ebxml-specimens.ts';

const STAMP = {
  messageId: '55555555-BBBB-4BBB-8BBB-000000000005',
  now: new Date('2026-03-01T09:15:01.999Z'),
};
const ROUTE = {
  from: EXTRACT.from,
  to: EXTRACT.to,
  cpaId: EXTRACT.cpaId,
  conversationId: EXTRACT.conversationId,
};

test('acknowledges to the sender, under its contract and in its conversation', () => {
  const signal = buildAcknowledgment(EXTRACT, STAMP);
  assert.deepEqual(signal.from, EXTRACT.to);
  assert.deepEqual(signal.to, EXTRACT.from);
  assert.equal(signal.cpaId, EXTRACT.cpaId);
  assert.equal(signal.conversationId, EXTRACT.conversationId);
  assert.equal(signal.messageId, STAMP.messageId);
  assert.equal(signal.refToMessageId, EXTRACT.messageId);
  assert.equal(signal.timestamp, EXTRACT.timestamp, 'the header repeats the time of the original');
  assert.deepEqual(signal.acknowledgment, {
    timestamp: '2026-03-01T09:15:01Z',
    refToMessageId: EXTRACT.messageId,
    from: EXTRACT.to,
    actor: 'urn:oasis:names:tc:ebxml-msg:actor:toPartyMSH',
    version: '2.0',
  });
});

test('can acknowledge as another actor and with the time of now in the header', () => {
  const signal = buildAcknowledgment(EXTRACT, STAMP, { actor: 'urn:x', headerTimestamp: 'now' });
  assert.equal(signal.acknowledgment?.actor, 'urn:x');
  assert.equal(signal.timestamp, '2026-03-01T09:15:01Z');
});

test('writes an acknowledgement as Spine does', () => {
  const text = writeEbxml(buildAcknowledgment(EXTRACT, STAMP)).toString();
  assert.match(
    text,
    /^<\?xml version="1.0" encoding="UTF-8"\?>\n<soap:Envelope xmlns:soap="[^"]*" xmlns:eb="[^"]*">\n/,
  );
  assert.match(
    text,
    /<eb:Acknowledgment eb:version="2.0" soap:mustUnderstand="1" soap:actor="[^"]*toPartyMSH">/,
  );
  assert.match(text, / <soap:Body\/>\n<\/soap:Envelope>$/);
});

test('reports an error about a message of which little could be read as Not Known', () => {
  const signal = buildMessageError({ messageId: 'M-1', cpaId: '' }, [UNKNOWN_CPA_ID], STAMP);
  assert.equal(signal.refToMessageId, 'M-1');
  for (const value of [signal.cpaId, signal.conversationId, signal.from.id, signal.to.id]) {
    assert.equal(value, 'Not Known');
  }
  const text = writeEbxml(signal).toString();
  assert.match(text, /eb:errorCode="ValueNotRecognized" eb:severity="Error"/);
  assert.match(text, /<eb:Description xml:lang="en-GB">501319:Unknown eb:CPAId</);
});

test('has the severity of the worst error as its highest', () => {
  const warning = { errorCode: 'Unknown', description: 'odd', severity: 'Warning' } as const;
  const highest = (...faults: (typeof warning | typeof UNKNOWN_CPA_ID)[]) =>
    buildMessageError(EXTRACT, faults, STAMP).errorList?.highestSeverity;
  assert.equal(highest(warning), 'Warning');
  assert.equal(highest(warning, UNKNOWN_CPA_ID), 'Error');
});

test('forbids a resend when nothing was transmitted and allows it when only the answer is missing', () => {
  const spine = { id: 'YES-0000806', type: EXTRACT.to.type };
  const dead = buildDeliveryFailure(EXTRACT, 'not-transmitted', STAMP, { from: spine });
  const silent = buildDeliveryFailure(EXTRACT, 'not-acknowledged', STAMP);
  assert.deepEqual(dead.from, spine);
  assert.deepEqual(dead.to, EXTRACT.from);
  assert.equal(dead.refToMessageId, EXTRACT.messageId);
  assert.equal(dead.errorList?.errors[0]?.errorCode, 'DeliveryFailure');
  assert.equal(dead.errorList?.highestSeverity, 'Error');
  assert.equal(silent.errorList?.highestSeverity, 'Warning');
  assert.deepEqual(silent.from, EXTRACT.to);
});

test('answers a Ping with a Pong and a status request with a status', () => {
  const pong = buildPong(buildPing(ROUTE, { ...STAMP, messageId: 'P-1' }), STAMP);
  assert.equal(pong.action, 'Pong');
  assert.equal(pong.refToMessageId, 'P-1');
  assert.deepEqual(pong.to, ROUTE.from);
  const request = buildStatusRequest(ROUTE, 'M-1', { ...STAMP, messageId: 'S-1' });
  const received = new Date('2026-03-01T09:00:00Z');
  const known = buildStatusResponse(request, 'Forwarded', STAMP, received);
  assert.equal(known.refToMessageId, 'S-1');
  assert.deepEqual(known.statusResponse, {
    refToMessageId: 'M-1',
    status: 'Forwarded',
    timestamp: '2026-03-01T09:00:00Z',
  });
  const unknown = buildStatusResponse(request, 'NotRecognized', STAMP, received);
  assert.equal(unknown.statusResponse?.timestamp, undefined);
  for (const signal of [pong, request, known, unknown]) {
    assert.deepEqual(readEbxml(writeEbxml(signal)), { ok: true, value: signal, deviations: [] });
  }
});
