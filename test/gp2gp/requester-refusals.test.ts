import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TransferEvent } from '../../src/gp2gp/transfer-event.ts';
import { external } from './document-facts.ts';
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

test('a refused request ends the transfer with its code, in one digit or two, known or not', () => {
  for (const [written, code, because] of [
    ['6', '06', 'Patient not at surgery'],
    [
      '19',
      '19',
      "Sender check indicates that Requester is not the patient's current healthcare provider",
    ],
    ['77', '77', 'Unrecognised code 77'],
  ] as const) {
    const { state, effects } = play(
      requester(),
      STARTED,
      acknowledgementArrives(REQUEST_HL7, 'AR', written),
    );
    assert.equal(state.phase, 'ended');
    assert.deepEqual(state.outcome, { result: 'request-refused', code, because });
    assert.deepEqual(brief(effects).slice(2), ['stop-timer extract-wait']);
  }
  const { state } = play(requester(), STARTED, acknowledgementArrives(REQUEST_HL7, 'AE'));
  assert.deepEqual(state.outcome, {
    result: 'request-refused',
    code: undefined,
    because: 'the sender gave no reason',
  });
});

test('a refusal that comes after the extract does not undo it', () => {
  const { state } = play(
    requester(),
    STARTED,
    extractArrives(),
    acknowledgementArrives(REQUEST_HL7, 'AE', '99'),
    FILED,
  );
  assert.equal(state.outcome?.result, 'integrated');
});

test('an extract that does not fit the request is refused with the code for it', () => {
  const cases = [
    [extractArrives({ nhsNumber: '9990000026' }), '28'],
    [extractArrives({ destinationOds: 'Z99003' }), '28'],
    [extractArrives({ authorOds: 'Z99003' }), '09'],
    [extractArrives({ priorRequestId: 'CCCCCCCC-0000-4000-8000-000000000001' }), '09'],
    [extractArrives({}, { extract: undefined, fault: 'not XML' }), '21'],
    [extractArrives({}, { fault: 'part cid:x is missing' }), '21'],
  ] as const;
  for (const [event, code] of cases) {
    const { state, effects } = play(requester(), STARTED, event, OWN_ACK_TAKEN);
    assert.equal(state.outcome?.result, 'extract-refused');
    assert.equal(state.outcome?.code, code);
    assert.deepEqual(brief(effects).slice(2), [
      'stop-timer extract-wait',
      `send-acknowledgement extract ${code} ${EXTRACT_HL7}`,
    ]);
    assert.equal(state.phase, 'ended');
  }
});

test('a wrong prior request is only remarked when the practice says so', () => {
  const event = extractArrives({ priorRequestId: 'CCCCCCCC-0000-4000-8000-000000000001' });
  const lenient = { ...requester(), priorRequest: 'report' as const };
  const { effects } = play(lenient, STARTED, event);
  assert.equal(brief(effects).at(-1), 'file-record');
});

test('an unreadable extract is answered by its ebXML id', () => {
  const event = extractArrives({}, { extract: undefined, hl7Id: undefined, fault: 'not XML' });
  const { effects } = play(requester(), STARTED, event);
  assert.deepEqual(brief(effects).slice(3), [
    'send-acknowledgement extract 21 44444444-DDDD-4DDD-8DDD-000000000001',
  ]);
});

test('prior request ids that name the message or the conversation are taken', () => {
  for (const priorRequestId of [REQUEST_HL7, CONVERSATION.toLowerCase()]) {
    const { effects } = play(requester(), STARTED, extractArrives({ priorRequestId }));
    assert.equal(brief(effects).at(-1), 'file-record');
  }
});

test('a practice without large messaging refuses an extract with external parts with 30', () => {
  const { state, effects } = play(
    requester({ largeMessaging: false }),
    STARTED,
    extractArrives({}, { documents: [external(1, 'M1'), external(2, 'M2')] }),
  );
  assert.equal(state.outcome?.result, 'large-messaging-not-played');
  assert.equal(brief(effects).at(-1), `send-acknowledgement extract 30 ${EXTRACT_HL7}`);
});

test('a record that cannot be filed is refused with 11', () => {
  const { state, effects } = play(requester(), STARTED, extractArrives(), {
    kind: 'record-not-filed',
  });
  assert.equal(state.outcome?.result, 'extract-refused');
  assert.equal(brief(effects).at(-1), `send-acknowledgement extract 11 ${EXTRACT_HL7}`);
});

test('an extract after a refused request is answered 09', () => {
  const { state, effects } = play(
    requester(),
    STARTED,
    acknowledgementArrives(REQUEST_HL7, 'AE', '06'),
    extractArrives(),
  );
  assert.equal(brief(effects).at(-1), `send-acknowledgement extract 09 ${EXTRACT_HL7}`);
  assert.equal(state.outcome?.code, '09');
});

test('a fragment that cannot be read is refused with 30 before the extract and after the wait', () => {
  const fragment = arrived({
    kind: 'large-message',
    messageId: 'M',
    hl7Id: 'H',
    large: undefined,
    fault: 'not XML',
  });
  for (const state of [
    play(requester(), STARTED).state,
    play(requester(), STARTED, EXPIRED).state,
  ]) {
    const { effects } = play(state, fragment);
    assert.deepEqual(brief(effects), ['send-acknowledgement fragment 30 H']);
  }
});
