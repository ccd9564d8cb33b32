import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildAcknowledgment } from '../../../src/wire/ebxml/build-acknowledgment.ts';
import {
  buildMessageError,
  UNKNOWN_TO_PARTY,
} from '../../../src/wire/ebxml/build-message-error.ts';
import { judgeAnswer } from '../../../src/wire/ebxml/judge-answer.ts';
import { writeEbxml } from '../../../src/wire/ebxml/write-ebxml.ts';
import { EXTRACT, specimen } from '../../specimens/ebxml-specimens.ts';

const STAMP = { messageId: 'A-1', now: new Date('2026-03-01T09:15:01Z') };
const ACK = writeEbxml(buildAcknowledgment(EXTRACT, STAMP));
const XML = 'text/xml';

function judge(status: number, contentType: string | undefined, body: Uint8Array | string) {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return judgeAnswer({ status, contentType, body: bytes }, EXTRACT.messageId);
}

test('takes an acknowledgement with any status for one, and tells an odd status', () => {
  assert.equal(judge(202, XML, ACK).kind, 'acknowledged');
  assert.equal(judge(200, 'text/xml; charset=UTF-8', ACK).kind, 'acknowledged');
  const odd = judge(500, XML, ACK);
  assert.equal(odd.kind, 'acknowledged');
  assert.deepEqual(
    odd.deviations.map(({ code }) => code),
    ['answer.status'],
  );
});

for (const name of ['toolkit-acknowledgment', 'proxy-acknowledgment']) {
  test(`accepts the ${name} whatever its CPAId, actor, case and From`, () => {
    assert.equal(judge(200, XML, specimen(`ebxml/${name}.xml`)).kind, 'acknowledged');
  });
}

test('finds the acknowledgement in the first part of a multipart answer', () => {
  const body = `----=_MIME-Boundary\r\nContent-Id: <a>\r\nContent-Type: text/xml\r\n\r\n${ACK}\r\n----=_MIME-Boundary--\r\n`;
  const type = 'multipart/related; boundary="--=_MIME-Boundary"; type=text/xml; start=a';
  assert.equal(judge(200, type, body).kind, 'acknowledged');
  assert.equal(judge(200, XML, body).kind, 'acknowledged', 'even when it is marked as XML');
});

test('does not take the acknowledgement of another message for one', () => {
  const other = buildAcknowledgment({ ...EXTRACT, messageId: 'SOMETHING-ELSE' }, STAMP);
  const judged = judge(202, XML, writeEbxml(other));
  assert.equal(judged.kind, 'accepted');
  assert.ok(judged.deviations.some(({ code }) => code === 'answer.other-message'));
});

test('reads a MessageError that came with status 200', () => {
  const error = buildMessageError(EXTRACT, [UNKNOWN_TO_PARTY], STAMP);
  const judged = judge(200, XML, writeEbxml(error));
  assert.ok(judged.kind === 'messageError');
  assert.equal(judged.errorList.errors[0]?.description, '501314:Invalid To Party Type attribute');
});

test('reads the codes of a SOAP fault', () => {
  const judged = judge(500, XML, specimen('soap/client-fault.xml'));
  assert.ok(judged.kind === 'soapFault');
  assert.deepEqual(judged.codes, ['101', '200']);
  const bare = judge(500, 'text/plain', specimen('soap/bare-fault.xml'));
  assert.ok(bare.kind === 'soapFault', 'a body is read whatever it is marked as');
  assert.deepEqual(bare.codes, []);
});

test('distinguishes silence, chatter, refusal and rubbish', () => {
  assert.equal(judge(202, XML, '').kind, 'accepted');
  assert.equal(judge(204, undefined, ' \r\n').kind, 'accepted');
  assert.equal(judge(200, 'text/plain', 'OK').kind, 'accepted');
  assert.equal(judge(200, 'text/html', '<html><br></html>').kind, 'accepted');
  assert.equal(judge(503, 'text/html', '<html/>').kind, 'refused');
  assert.equal(judge(404, undefined, '').kind, 'refused');
  const rubbish = judge(200, XML, '<soap:Envelope');
  assert.ok(rubbish.kind === 'unreadable');
  assert.equal(rubbish.failure.code, 'xml.not-well-formed');
  assert.equal(judge(200, 'multipart/related', 'x').kind, 'unreadable');
});
