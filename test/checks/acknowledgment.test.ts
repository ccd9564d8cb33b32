import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acknowledgmentChecks } from '../../src/checks/acknowledgment.ts';
import { examineAll } from '../../src/checks/check.ts';
import { buildAcknowledgment } from '../../src/wire/ebxml/build-acknowledgment.ts';
import { buildMessageError } from '../../src/wire/ebxml/build-message-error.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { NEXT_MSH } from '../../src/wire/ebxml/names.ts';
import { readCaptured } from '../specimens/captured.ts';
import { GOOD } from '../specimens/transfer.ts';

const right = { envelope: readCaptured(GOOD.extract).transport?.envelope as EbxmlMessage };
const stamp = { messageId: 'C0000000-0000-4000-8000-000000000001', now: new Date(0) };
const good = buildAcknowledgment(right.envelope, stamp);
const { errorList } = buildMessageError(
  right.envelope,
  [{ errorCode: 'Unknown', description: 'no' }],
  stamp,
);
const { manifest, ackRequested } = right.envelope;
const syncReply = { actor: undefined, version: '2.0' };

const found = (signal: EbxmlMessage) =>
  examineAll(acknowledgmentChecks, signal).map(({ check }) => check);

function inside(changes: object): EbxmlMessage {
  return good.acknowledgment
    ? { ...good, acknowledgment: { ...good.acknowledgment, ...changes } }
    : good;
}

test('a right acknowledgement has nothing against it, with either actor', () => {
  assert.deepEqual(found(good), []);
  assert.deepEqual(found(inside({ actor: NEXT_MSH })), []);
});

for (const [check, wrong, subject] of [
  ['ACK-01', 'no Acknowledgment', { ...good, acknowledgment: undefined }],
  ['ACK-01', 'an ErrorList beside it', { ...good, errorList }],
  ['ACK-02', 'two references that differ', inside({ refToMessageId: 'OTHER' })],
  ['ACK-02', 'a header that refers to nothing', { ...good, refToMessageId: undefined }],
  ['ACK-03', 'an actor of its own making', inside({ actor: 'urn:x' })],
  ['ACK-04', 'AckRequested', { ...good, ackRequested }],
  ['ACK-04', 'SyncReply', { ...good, syncReply }],
  ['ACK-04', 'a Manifest', { ...good, manifest }],
] as const) {
  test(`${check} and nothing else finds ${wrong}`, () => assert.deepEqual(found(subject), [check]));
}

test('signals that acknowledge nothing are not held to these rules', () => {
  const error = buildMessageError(
    right.envelope,
    [{ errorCode: 'Unknown', description: 'no' }],
    stamp,
  );
  assert.deepEqual(found(error), []);
});
