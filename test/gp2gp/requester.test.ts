import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TransferEvent } from '../../src/gp2gp/transfer-event.ts';
import {
  acknowledgementArrives,
  arrived,
  brief,
  CONVERSATION,
  EXTRACT_HL7,
  extractArrives,
  play,
  REQUEST_HL7,
  requester,
} from './transfer-fixture.ts';

const STARTED: TransferEvent = { kind: 'started' };
const FILED: TransferEvent = { kind: 'record-filed' };
const TAKEN: TransferEvent = {
  kind: 'transport',
  about: 'request',
  outcome: 'acknowledged',
  detail: '',
};
const OWN_ACK_TAKEN: TransferEvent = { ...TAKEN, about: 'acknowledgement' };
const EXPIRED: TransferEvent = { kind: 'timer-expired', timer: 'extract-wait' };
const AA = acknowledgementArrives(REQUEST_HL7);

test('asks, takes the acknowledgement, files the extract and accepts it', () => {
  const { state, effects } = play(
    requester(),
    STARTED,
    TAKEN,
    AA,
    extractArrives(),
    FILED,
    OWN_ACK_TAKEN,
  );
  assert.deepEqual(brief(effects), [
    'start-timer extract-wait',
    'send-request',
    'stop-timer extract-wait',
    'start-timer overall 0',
    'file-record',
    'stop-timer overall',
    `send-acknowledgement extract AA ${EXTRACT_HL7}`,
  ]);
  assert.equal(state.phase, 'ended');
  assert.deepEqual(state.outcome, {
    result: 'integrated',
    code: undefined,
    because: 'the record is filed',
  });
});

test('the acknowledgement of the request may come after the extract, after the end, or never', () => {
  const orders: TransferEvent[][] = [
    [extractArrives(), AA, FILED, OWN_ACK_TAKEN],
    [extractArrives(), FILED, OWN_ACK_TAKEN, AA],
    [extractArrives(), FILED, OWN_ACK_TAKEN],
  ];
  for (const order of orders) {
    const { state } = play(requester(), STARTED, ...order);
    assert.equal(state.outcome?.result, 'integrated');
    assert.equal(state.phase, 'ended');
  }
});

test('a second extract is refused with 12 and changes nothing', () => {
  const second = extractArrives(
    {},
    {
      messageId: 'AAAAAAAA-0000-4000-8000-000000000001',
      hl7Id: 'AAAAAAAA-0000-4000-8000-000000000002',
    },
  );
  const { state, effects } = play(requester(), STARTED, extractArrives(), second, FILED, second);
  assert.deepEqual(brief(effects).slice(2), [
    'stop-timer extract-wait',
    'start-timer overall 0',
    'file-record',
    'send-acknowledgement extract 12 AAAAAAAA-0000-4000-8000-000000000002',
    'stop-timer overall',
    `send-acknowledgement extract AA ${EXTRACT_HL7}`,
    'send-acknowledgement extract 12 AAAAAAAA-0000-4000-8000-000000000002',
  ]);
  assert.equal(state.outcome?.result, 'integrated');
});

test('the same extract once more is not answered again', () => {
  const { effects } = play(requester(), STARTED, extractArrives(), extractArrives());
  assert.equal(effects.filter(({ kind }) => kind === 'send-acknowledgement').length, 0);
});

test('an acknowledgement of something else, or of nothing readable, changes nothing', () => {
  const before = play(requester(), STARTED).state;
  for (const event of [
    acknowledgementArrives('BBBBBBBB-0000-4000-8000-000000000001', 'AE', '06'),
    acknowledgementArrives(REQUEST_HL7, null),
    arrived({ kind: 'other', messageId: 'X', hl7Id: undefined, action: 'RCMR_IN020000UK04' }),
    arrived({
      kind: 'request',
      messageId: 'X',
      hl7Id: 'X',
      request: undefined,
      fault: 'empty',
      requesterKnown: false,
    }),
  ]) {
    const { state, effects } = play(before, event);
    assert.deepEqual(state, before);
    assert.deepEqual(effects, []);
  }
});

test('an acknowledgement may name the request by its ebXML id and in small letters', () => {
  const { state } = play(requester(), STARTED, acknowledgementArrives(CONVERSATION.toLowerCase()));
  assert.equal(state.role === 'requester' && state.requestAcknowledged, true);
});

test('without an extract the wait ends in silence, and a late extract is still taken', () => {
  const waited = play(requester(), STARTED, TAKEN, EXPIRED);
  assert.equal(waited.state.outcome?.result, 'no-extract');
  assert.deepEqual(brief(waited.effects).slice(2), ['stop-timer extract-wait']);
  const late = play(waited.state, extractArrives(), FILED, OWN_ACK_TAKEN);
  assert.equal(late.state.outcome?.result, 'integrated');
  assert.equal(brief(late.effects).at(-1), `send-acknowledgement extract AA ${EXTRACT_HL7}`);
});

test('a request that Spine refuses or cannot deliver ends the transfer', () => {
  for (const outcome of ['refused', 'delivery-failure'] as const) {
    const { state } = play(requester(), STARTED, { ...TAKEN, outcome, detail: 'no such CPA' });
    assert.deepEqual(state.outcome, {
      result: 'request-undeliverable',
      code: undefined,
      because: 'no such CPA',
    });
  }
});
