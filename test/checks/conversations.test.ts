import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conversationExaminer } from '../../src/checks/conversation-examiner.ts';
import { type Captured, edited, readCaptured, swapAll } from '../specimens/captured.ts';
import {
  acknowledgementOf,
  EXTRACT_MESSAGE,
  GOOD,
  PLAIN_MESSAGE,
  R,
  TRANSFER,
} from '../specimens/transfer.ts';

function idsOf(messages: readonly Captured[], ended = false): readonly string[] {
  const examiner = conversationExaminer();
  for (const message of messages) examiner.take(message.name, readCaptured(message));
  return examiner.findings({ ended }).map(({ check }) => check);
}

const small = [GOOD.request, GOOD.requestAck, GOOD.plainExtract, GOOD.finalAck];
const upTo = (name: string) =>
  TRANSFER.slice(0, TRANSFER.findIndex((message) => message.name === name) + 1);

test('messages may be sent again: a copy changes nothing', () => {
  assert.deepEqual(idsOf(TRANSFER.flatMap((message) => [message, message])), []);
});

test('a copy of a fragment may be acknowledged once more', () => {
  const again = acknowledgementOf(PLAIN_MESSAGE);
  const fragment = TRANSFER.find(({ name }) => name === 'fragment') ?? assert.fail();
  assert.deepEqual(idsOf([...TRANSFER, fragment, again]), []);
  assert.deepEqual(idsOf([...TRANSFER, again]), ['CONVERSATION-22']);
});

test('a copy of an extract may be refused with code 12 after the first was accepted', () => {
  const duplicate = acknowledgementOf(EXTRACT_MESSAGE, R, '12');
  assert.deepEqual(idsOf([...small, GOOD.plainExtract, duplicate]), []);
});

test('while a transfer goes on nothing is missing yet; when it is over it is', () => {
  const sofar = upTo('fragment-ack');
  assert.deepEqual(idsOf(sofar), []);
  assert.deepEqual(idsOf(sofar, true), ['CONVERSATION-10']);
});

test('after a refusal of the extract its fragments need not come', () => {
  const refused = [...upTo('continue'), acknowledgementOf(EXTRACT_MESSAGE, R, '31')];
  assert.deepEqual(idsOf(refused, true), []);
});

test('two transfers side by side are not taken for one', () => {
  const other = (digit: string) => swapAll('-0000-4000-8000-', `-000${digit}-4000-8000-`);
  const second = TRANSFER.map((message) => ({
    ...edited(message, { body: other('2') }),
    name: `second ${message.name}`,
  }));
  const mixed = TRANSFER.flatMap((message, n) => [message, second[n] ?? assert.fail()]);
  assert.deepEqual(idsOf(mixed, true), []);
});

test('a finding names the message that it is held against', () => {
  const examiner = conversationExaminer();
  for (const message of [...small, acknowledgementOf(EXTRACT_MESSAGE)]) {
    examiner.take(message.name, readCaptured(message));
  }
  const [finding] = examiner.findings();
  assert.equal(finding?.about, 'another-ack');
  assert.match(
    finding?.message ?? '',
    /the extract came once, and this is acknowledgement 2 of it/,
  );
});

test('an examiner can be asked on the way and again at the end', () => {
  const examiner = conversationExaminer();
  for (const message of TRANSFER) {
    examiner.take(message.name, readCaptured(message));
    assert.deepEqual(examiner.findings(), [], message.name);
  }
});
