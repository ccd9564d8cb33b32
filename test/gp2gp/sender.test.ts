import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TransferEvent } from '../../src/gp2gp/transfer-event.ts';
import {
  acknowledgementArrives,
  arrived,
  brief,
  EXTRACT_HL7,
  EXTRACT_ID,
  EXTRACT_MESSAGE,
  extractArrives,
  play,
  RECORD_FOUND,
  REQUEST_HL7,
  requestArrives,
  sender,
} from './transfer-fixture.ts';

const TAKEN: TransferEvent = {
  kind: 'transport',
  about: 'extract',
  outcome: 'acknowledged',
  detail: '',
};
const EXPIRED: TransferEvent = { kind: 'timer-expired', timer: 'final-acknowledgement-wait' };

test('acknowledges the request, sends the extract and waits for the final acknowledgement', () => {
  const { state, effects } = play(
    sender(),
    requestArrives(),
    RECORD_FOUND,
    TAKEN,
    acknowledgementArrives(EXTRACT_HL7),
  );
  assert.deepEqual(brief(effects), [
    'find-record',
    'start-timer final-acknowledgement-wait',
    `send-acknowledgement request AA ${REQUEST_HL7}`,
    'send-extract',
    'stop-timer final-acknowledgement-wait',
  ]);
  assert.equal(state.phase, 'ended');
  assert.equal(state.outcome?.result, 'transferred');
});

test('looks for the record of the patient that the request names', () => {
  const { effects } = play(sender(), requestArrives());
  assert.deepEqual(effects, [{ kind: 'find-record', nhsNumber: '9990000018' }]);
});

test('the final acknowledgement may name any of the three ids of the extract', () => {
  for (const id of [EXTRACT_HL7, EXTRACT_MESSAGE, EXTRACT_ID.toLowerCase()]) {
    const { state } = play(sender(), requestArrives(), RECORD_FOUND, acknowledgementArrives(id));
    assert.equal(state.outcome?.result, 'transferred');
  }
});

test('a request that came before, with the same or another id, is ignored', () => {
  const first = play(sender(), requestArrives(), RECORD_FOUND);
  for (const again of [
    requestArrives(),
    requestArrives({ messageId: 'DDDDDDDD-0000-4000-8000-000000000001' }),
  ]) {
    const { state, effects } = play(first.state, again);
    assert.deepEqual(state, first.state);
    assert.deepEqual(effects, []);
  }
});

test('refuses a request it cannot serve, with the code for it', () => {
  const cases: readonly (readonly [TransferEvent[], string])[] = [
    [[requestArrives({ request: undefined, fault: 'not XML' })], '18'],
    [
      [
        requestArrives({
          request: {
            id: 'R',
            nhsNumber: '9990000018',
            requesterOds: 'Z99001',
            senderOds: 'Z99007',
          },
        }),
      ],
      '18',
    ],
    [[requestArrives({ requesterKnown: false })], '24'],
    [[requestArrives(), { kind: 'record-missing' }], '06'],
    [[requestArrives(), { kind: 'record-failed' }], '10'],
    [[requestArrives(), { kind: 'record-too-large' }], '23'],
  ];
  for (const [events, code] of cases) {
    const { state, effects } = play(sender(), ...events);
    assert.equal(brief(effects).at(-1), `send-acknowledgement request ${code} ${REQUEST_HL7}`);
    assert.equal(state.phase, 'answering');
    assert.equal(state.outcome?.result, 'request-refused');
    assert.equal(state.outcome?.code, code);
    const sent = play(state, { ...TAKEN, about: 'acknowledgement' });
    assert.equal(sent.state.phase, 'ended');
  }
});

test('a refused extract ends the transfer with its code; 15 counts as integrated', () => {
  for (const [code, result] of [
    ['11', 'extract-refused'],
    ['28', 'extract-refused'],
    ['15', 'transferred'],
  ] as const) {
    const { state } = play(
      sender(),
      requestArrives(),
      RECORD_FOUND,
      acknowledgementArrives(EXTRACT_HL7, 'AE', code),
    );
    assert.equal(state.outcome?.result, result);
    assert.equal(state.outcome?.code, code);
  }
});

test('the first final acknowledgement stands', () => {
  const accepted = play(
    sender(),
    requestArrives(),
    RECORD_FOUND,
    acknowledgementArrives(EXTRACT_HL7),
    acknowledgementArrives(EXTRACT_HL7, 'AE', '12'),
    acknowledgementArrives(EXTRACT_HL7),
  );
  assert.equal(accepted.state.outcome?.result, 'transferred');
  const refused = play(
    sender(),
    requestArrives(),
    RECORD_FOUND,
    acknowledgementArrives(EXTRACT_HL7, 'AR', '11'),
    acknowledgementArrives(EXTRACT_HL7),
  );
  assert.equal(refused.state.outcome?.code, '11');
});

test('messages that have no place in the conversation change nothing', () => {
  const before = play(sender(), requestArrives(), RECORD_FOUND).state;
  for (const event of [
    acknowledgementArrives('EEEEEEEE-0000-4000-8000-000000000001'),
    acknowledgementArrives(EXTRACT_HL7, null),
    arrived({
      kind: 'large-message',
      messageId: 'M',
      hl7Id: 'H',
      large: undefined,
      fault: 'not XML',
    }),
    extractArrives(),
    { kind: 'record-filed' },
  ] as const) {
    const { state, effects } = play(before, event);
    assert.deepEqual(state, before);
    assert.deepEqual(effects, []);
  }
});

test('an acknowledgement that comes before the extract is sent completes nothing', () => {
  const { state } = play(sender(), requestArrives(), acknowledgementArrives(EXTRACT_HL7));
  assert.equal(state.outcome, undefined);
});

test('silence after the extract is a failure, and a late acknowledgement does not change it', () => {
  const waited = play(sender(), requestArrives(), RECORD_FOUND, TAKEN, EXPIRED);
  assert.equal(waited.state.outcome?.result, 'no-final-acknowledgement');
  const late = play(waited.state, acknowledgementArrives(EXTRACT_HL7));
  assert.equal(late.state.outcome?.result, 'no-final-acknowledgement');
});

test('an extract that Spine refuses or cannot deliver ends the transfer', () => {
  for (const outcome of ['refused', 'delivery-failure'] as const) {
    const { state, effects } = play(sender(), requestArrives(), RECORD_FOUND, {
      ...TAKEN,
      outcome,
      detail: 'nobody listens',
    });
    assert.deepEqual(state.outcome, {
      result: 'extract-undeliverable',
      code: undefined,
      because: 'nobody listens',
    });
    assert.equal(brief(effects).at(-1), 'stop-timer final-acknowledgement-wait');
  }
});
