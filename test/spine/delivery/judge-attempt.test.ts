import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeAttempt } from '../../../simulator/spine/delivery/judge-attempt.ts';
import { defaultWorld } from '../../../simulator/world/default-world.ts';
import { buildAcknowledgment } from '../../../src/wire/ebxml/build-acknowledgment.ts';
import { buildMessageError } from '../../../src/wire/ebxml/build-message-error.ts';
import { writeEbxml } from '../../../src/wire/ebxml/write-ebxml.ts';
import { buildSoapFault, writeSoapFault } from '../../../src/wire/soap/soap-fault.ts';
import { message } from '../messages.ts';
import { delivery } from './delivery-specimen.ts';

const { envelope } = message(defaultWorld());
const ours = delivery({ messageId: envelope.messageId });
const stamp = { messageId: 'C0000000-0000-4000-8000-000000000001', now: new Date(0) };
const acknowledgment = writeEbxml(buildAcknowledgment(envelope, stamp));

function judge(status: number, body: Buffer | string, contentType = 'text/xml') {
  const headers = [['content-type', contentType]] as const;
  return judgeAttempt(ours, { status, headers, body: Buffer.from(body), truncated: false });
}

test('an acknowledgement counts whatever the status', () => {
  for (const status of [200, 202, 500, 404]) {
    assert.deepEqual(judge(status, acknowledgment), { kind: 'acknowledged' });
  }
});

test('any 2xx is accepted, with or without something in the body', () => {
  for (const status of [200, 201, 202, 204]) {
    assert.deepEqual(judge(status, ''), { kind: 'accepted' });
    assert.deepEqual(judge(status, 'thanks', 'text/plain'), { kind: 'accepted' });
  }
});

test('an acknowledgement of another message with 500 acknowledges nothing', () => {
  const other = buildAcknowledgment({ ...envelope, messageId: 'SOMETHING-ELSE' }, stamp);
  assert.equal(judge(500, writeEbxml(other)).kind, 'refused');
});

test('a MessageError rejects with Error and refuses with Warning', () => {
  const list = (severity: 'Error' | 'Warning') => {
    const built = buildMessageError(envelope, [{ errorCode: '501314', description: 'no' }], stamp);
    const { errorList } = built;
    const errors = (errorList?.errors ?? []).map((error) => ({ ...error, severity }));
    return writeEbxml({
      ...built,
      errorList: { version: '2.0', highestSeverity: severity, errors },
    });
  };
  const rejected = judge(200, list('Error'));
  assert.equal(rejected.kind, 'rejected');
  assert.match('why' in rejected ? rejected.why : '', /501314 no/);
  assert.equal(judge(200, list('Warning')).kind, 'refused');
});

test('a SOAP fault may pass when all its codes are 200, 206 or 208, else it is final', () => {
  for (const [code, kind] of [
    ['200', 'refused'],
    ['206', 'refused'],
    ['208', 'refused'],
    ['201', 'rejected'],
    ['101', 'rejected'],
  ] as const) {
    assert.equal(judge(500, writeSoapFault(buildSoapFault(code, 'no'))).kind, kind, code);
  }
});

test('redirects, errors and garbage may pass', () => {
  for (const [status, body] of [
    [302, ''],
    [400, ''],
    [503, 'busy'],
    [200, '<not xml'],
    [500, '\0\0\0'],
  ] as const) {
    const outcome = judge(status, body);
    assert.equal(outcome.kind, 'refused', `${status} ${body}`);
    assert.match('why' in outcome ? outcome.why : '', new RegExp(`HTTP ${status}`));
  }
});
