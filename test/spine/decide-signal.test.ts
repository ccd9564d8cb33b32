import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideSignal, isSignal, type Referred } from '../../simulator/spine/decide-signal.ts';
import { defaultWorld } from '../../simulator/world/default-world.ts';
import { PARTY_TYPE } from '../../src/wire/ebxml/names.ts';
import { HILLSIDE, message, RIVERSIDE, signal } from './messages.ts';

const stamp = { messageId: 'C0000000-0000-4000-8000-000000000001', now: new Date(0) };
const { messageId } = message(defaultWorld()).envelope;
const from = (id: string) => ({ id, type: PARTY_TYPE });

function referred(changes: Partial<Referred> = {}): Referred {
  return {
    received: {
      sequence: 1,
      kind: 'received',
      at: '2026-01-05T09:00:00.000Z',
      service: 'spine',
      summary: '',
      messageId,
      fromParty: RIVERSIDE,
      toParty: HILLSIDE,
    },
    endParty: false,
    state: 'Received',
    ...changes,
  };
}

test('the service of ebXML itself marks a signal', () => {
  assert.equal(isSignal(signal('Ping', {}).envelope), true);
  assert.equal(isSignal(message(defaultWorld()).envelope), false);
});

test('a Ping is answered with a Pong that refers to it', () => {
  const ping = signal('Ping', {}).envelope;
  const decided = decideSignal(ping, undefined, stamp);
  assert.ok(decided.kind === 'answer');
  assert.equal(decided.signal.action, 'Pong');
  assert.equal(decided.signal.refToMessageId, ping.messageId);
  assert.equal(decided.signal.to.id, RIVERSIDE);
});

for (const [who, asker, about, status] of [
  ['the sender hears how far it has got', RIVERSIDE, referred({ state: 'Forwarded' }), 'Forwarded'],
  ['party keys are compared without case', 'z99001-900001', referred(), 'Received'],
  ['nobody else hears anything', HILLSIDE, referred(), 'UnAuthorized'],
  ['an unknown message is not recognised', RIVERSIDE, undefined, 'NotRecognized'],
] as const) {
  test(`status: ${who}`, () => {
    const asked = { statusRequest: { refToMessageId: messageId }, from: from(asker) };
    const decided = decideSignal(signal('StatusRequest', asked).envelope, about, stamp);
    assert.ok(decided.kind === 'answer');
    const { statusResponse } = decided.signal;
    assert.equal(statusResponse?.status, status);
    assert.equal(statusResponse?.refToMessageId, messageId);
    const told = status === 'Forwarded' || status === 'Received';
    assert.equal(statusResponse?.timestamp, told ? '2026-01-05T09:00:00Z' : undefined);
  });
}

const acknowledgment = (id: string) =>
  signal('Acknowledgment', { from: from(id), refToMessageId: messageId }).envelope;

test('the recipient’s acknowledgement reaches the sender only end to end', () => {
  const ended = decideSignal(acknowledgment(HILLSIDE), referred({ endParty: true }), stamp);
  assert.deepEqual([ended.kind, ended.kind === 'relay' && ended.toParty], ['relay', RIVERSIDE]);
  assert.equal(decideSignal(acknowledgment(HILLSIDE), referred(), stamp).kind, 'keep');
});

test('a stranger’s acknowledgement of somebody else’s message is not handed on', () => {
  const decided = decideSignal(
    acknowledgment('Z99003-900003'),
    referred({ endParty: true }),
    stamp,
  );
  assert.equal(decided.kind, 'keep');
  assert.match(decided.trace.text, /Z99003-900003 is not the recipient/);
});

test('a signal about nothing on record is kept, and says so', () => {
  const decided = decideSignal(acknowledgment(HILLSIDE), undefined, stamp);
  assert.equal(decided.kind, 'keep');
  assert.match(decided.trace.text, /not on record/);
});
