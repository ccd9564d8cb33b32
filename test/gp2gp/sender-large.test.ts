import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LargeMessage } from '../../src/gp2gp/large/large-message.ts';
import type { SenderState } from '../../src/gp2gp/sender-state.ts';
import type { PartIds, TransferEvent } from '../../src/gp2gp/transfer-event.ts';
import {
  acknowledgementArrives,
  arrived,
  brief,
  EXTRACT_HL7,
  EXTRACT_ID,
  EXTRACT_MESSAGE,
  patientRetrieved,
  play,
  REQUEST_HL7,
  requestArrives,
  sender,
} from './transfer-fixture.ts';

const PARTS: readonly PartIds[] = ['P0', 'P1', 'P2'].map((messageId) => ({
  messageId,
  hl7Id: `hl7-${messageId}`,
  kind: 'fragment',
}));
const FOUND: TransferEvent = {
  kind: 'record-found',
  extract: { messageId: EXTRACT_MESSAGE, hl7Id: EXTRACT_HL7, ehrExtractId: EXTRACT_ID },
  parts: PARTS,
};
const TAKEN: TransferEvent = {
  kind: 'transport',
  about: 'extract',
  outcome: 'acknowledged',
  detail: '',
};
const EXPIRED: TransferEvent = { kind: 'timer-expired', timer: 'final-acknowledgement-wait' };
const AA = acknowledgementArrives(EXTRACT_HL7);

function part(
  messageId: string,
  outcome: 'acknowledged' | 'refused' | 'delivery-failure' = 'acknowledged',
): TransferEvent {
  return { kind: 'transport', about: 'fragment', messageId, outcome, detail: 'detail' };
}

function go(rest: Partial<LargeMessage> = {}, fromAsid?: string): TransferEvent {
  return arrived({
    kind: 'large-message',
    messageId: 'CONTINUE',
    hl7Id: 'hl7-CONTINUE',
    fromAsid,
    large: {
      kind: 'continue',
      subject: 'Continue Acknowledgement',
      recipients: ['Z99002'],
      from: 'Z99001',
      statedId: 'CONTINUE',
      messageRef: EXTRACT_MESSAGE,
      acknowledgedMessage: EXTRACT_MESSAGE,
      code: 'GP2GP_PI',
      documents: [],
      ...rest,
    },
    fault: undefined,
  });
}

const sends = (effects: Parameters<typeof brief>[0]) =>
  brief(effects).filter((text) => text.startsWith('send-fragment'));

function ready(settings: Partial<SenderState['settings']> = {}) {
  return play(sender({ settings }), requestArrives(), FOUND, TAKEN).state;
}

test('parts wait for the continue, go in a window, and the record is transferred last', () => {
  const before = ready({ window: 2 });
  assert.equal(before.phase, 'awaiting-continue');
  const first = play(before, go());
  assert.deepEqual(brief(first.effects), ['send-fragment P0', 'send-fragment P1']);
  const second = play(first.state, part('P1'));
  assert.deepEqual(brief(second.effects), ['send-fragment P2']);
  const third = play(second.state, part('P0'), part('P2'));
  assert.deepEqual(brief(third.effects), []);
  assert.equal(third.state.phase, 'sent');
  const done = play(third.state, acknowledgementArrives('hl7-P0'), AA);
  assert.deepEqual(brief(done.effects), ['stop-timer final-acknowledgement-wait']);
  assert.equal(done.state.outcome?.result, 'transferred');
});

test('a continue that comes again, or too early, or for nothing, starts nothing', () => {
  const started = play(ready(), go());
  assert.deepEqual(sends(play(started.state, go()).effects), []);
  assert.deepEqual(sends(play(sender(), requestArrives(), go()).effects), []);
  const small: TransferEvent = { ...FOUND, parts: [] };
  assert.deepEqual(sends(play(sender(), requestArrives(), small, TAKEN, go()).effects), []);
});

test('a continue before the transport has taken the extract is taken', () => {
  const { effects } = play(sender(), requestArrives(), FOUND, go(), TAKEN);
  assert.equal(sends(effects).length, 3);
});

test('a continue without its words is refused with 18 and a right one still works', () => {
  const wrong = play(ready(), go({ kind: 'bare', subject: 'Go on' }));
  assert.deepEqual(brief(wrong.effects), ['send-acknowledgement continue 18 hl7-CONTINUE']);
  assert.equal(sends(play(wrong.state, go()).effects).length, 3);
});

test('a continue of another practice or system, or about another extract, starts nothing', () => {
  const before = play(sender(), requestArrives({ fromAsid: '200000000001' }), FOUND, TAKEN).state;
  for (const event of [
    go({ from: 'Z99009' }, '200000000001'),
    go({}, '200000000009'),
    go({ messageRef: 'X', acknowledgedMessage: 'Y' }, '200000000001'),
    go({ messageRef: undefined, acknowledgedMessage: undefined }, '200000000001'),
  ]) {
    const { state, effects } = play(before, event);
    assert.deepEqual(state, before);
    assert.deepEqual(effects, []);
  }
});

test('a continue may leave its sender out, and name the extract by any of its ids', () => {
  for (const id of [EXTRACT_MESSAGE, EXTRACT_HL7, EXTRACT_ID.toLowerCase()]) {
    const event = go({ from: undefined, messageRef: id, acknowledgedMessage: id });
    assert.equal(sends(play(ready(), event).effects).length, 3);
  }
});

test('PDS is asked once more before the parts go out', () => {
  const asked = play(ready({ recheck: true }), go());
  assert.deepEqual(brief(asked.effects), ['retrieve-patient']);
  const still = play(asked.state, patientRetrieved({ practice: 'Z99001' }));
  assert.equal(sends(still.effects).length, 3);
  const gone = play(asked.state, patientRetrieved({ practice: 'Z99009' }));
  assert.deepEqual(brief(gone.effects), ['stop-timer final-acknowledgement-wait']);
  assert.equal(gone.state.outcome?.result, 'no-longer-current');
  const failed: TransferEvent = { kind: 'patient-not-retrieved', why: 'failed', because: 'down' };
  assert.equal(play(asked.state, failed).state.outcome?.result, 'no-longer-current');
});

test('where the request has not been answered yet, a patient who has gone brings 19', () => {
  const waiting = ready({ recheck: true, acknowledgeRequest: 'after-fragments' });
  const { effects } = play(waiting, go(), patientRetrieved({ practice: 'Z99009' }));
  assert.equal(brief(effects).at(-1), `send-acknowledgement request 19 ${REQUEST_HL7}`);
});

test('the request is accepted when it is set to be, and once', () => {
  const order = (settings: Partial<SenderState['settings']>, ...events: TransferEvent[]) =>
    brief(play(sender({ settings }), requestArrives(), ...events).effects).filter((text) =>
      /^send-/.test(text),
    );
  const accept = `send-acknowledgement request AA ${REQUEST_HL7}`;
  const all = [FOUND, TAKEN, go(), part('P0'), part('P1'), part('P2')];
  const fragments = ['send-fragment P0', 'send-fragment P1', 'send-fragment P2'];
  assert.deepEqual(order({ acknowledgeRequest: 'before-extract' }, ...all), [
    accept,
    'send-extract',
    ...fragments,
  ]);
  assert.deepEqual(order({ acknowledgeRequest: 'after-extract' }, ...all), [
    'send-extract',
    accept,
    ...fragments,
  ]);
  assert.deepEqual(order({ acknowledgeRequest: 'after-fragments' }, ...all), [
    'send-extract',
    ...fragments,
    accept,
  ]);
  const small: TransferEvent = { ...FOUND, parts: [] };
  assert.deepEqual(order({ acknowledgeRequest: 'after-fragments' }, small, TAKEN), [
    'send-extract',
    accept,
  ]);
});

test('an acceptance before the parts are sent completes nothing', () => {
  const before = ready({ window: 1 });
  assert.deepEqual(play(before, AA).state, before);
  const underWay = play(before, go(), part('P0'));
  const early = play(underWay.state, AA);
  assert.deepEqual(early.state, underWay.state);
  const end = play(early.state, part('P1'), part('P2'), AA);
  assert.equal(end.state.outcome?.result, 'transferred');
});

test('an acceptance that overtakes the receipt of the last part is not lost', () => {
  const handedOver = play(ready(), go(), part('P0'), part('P1'));
  const early = play(handedOver.state, AA);
  assert.equal(early.state.outcome, undefined);
  assert.equal(play(early.state, part('P2')).state.outcome?.result, 'transferred');
});

test('a refused part is recorded and decides nothing', () => {
  const { state } = play(
    ready(),
    go(),
    acknowledgementArrives('hl7-P1', 'AE', '29'),
    acknowledgementArrives('P1', 'AA'),
    part('P0'),
    part('P1'),
    part('P2'),
  );
  assert.equal(state.phase, 'sent');
  assert.ok(state.role === 'sender');
  assert.deepEqual(
    state.parts.map(({ answer }) => answer),
    [undefined, '29', undefined],
  );
  const refused = play(state, acknowledgementArrives(EXTRACT_HL7, 'AE', '31'));
  assert.deepEqual(
    [refused.state.outcome?.result, refused.state.outcome?.code],
    ['extract-refused', '31'],
  );
});

test('a refused extract stops what has not been sent', () => {
  const { state, effects } = play(
    ready({ window: 1 }),
    go(),
    acknowledgementArrives(EXTRACT_HL7, 'AE', '30'),
    part('P0'),
  );
  assert.deepEqual(sends(effects), ['send-fragment P0']);
  assert.equal(state.outcome?.code, '30');
});

test('a part that cannot be delivered ends the transfer, and no more is sent', () => {
  for (const outcome of ['refused', 'delivery-failure'] as const) {
    const { state, effects } = play(ready({ window: 1 }), go(), part('P0', outcome));
    assert.deepEqual(sends(effects), ['send-fragment P0']);
    assert.deepEqual(state.outcome, {
      result: 'parts-undeliverable',
      code: undefined,
      because: 'detail',
    });
  }
});

test('silence after the extract, or after the parts, ends it without a word', () => {
  for (const events of [[], [go()], [go(), part('P0'), part('P1'), part('P2')]]) {
    const { state, effects } = play(ready(), ...events, EXPIRED);
    assert.equal(state.outcome?.result, 'no-final-acknowledgement');
    assert.equal(brief(effects).filter((text) => text.startsWith('send-ack')).length, 0);
    assert.equal(play(state, AA).state.outcome?.result, 'no-final-acknowledgement');
  }
});

test('why there is nothing to send decides the code', () => {
  const cases: readonly (readonly [TransferEvent, string])[] = [
    [{ kind: 'record-too-large', why: 'requester' }, '14'],
    [{ kind: 'record-too-large', why: 'sender' }, '23'],
    [{ kind: 'record-too-large', why: 'limit' }, '30'],
    [{ kind: 'record-failed', why: 'mapping' }, '10'],
    [{ kind: 'record-failed', why: 'source' }, '20'],
    [{ kind: 'record-failed', why: 'withheld' }, '10'],
    [{ kind: 'record-failed', why: 'unexpected' }, '99'],
  ];
  for (const [event, code] of cases) {
    const { effects } = play(sender(), requestArrives(), event);
    assert.equal(brief(effects).at(-1), `send-acknowledgement request ${code} ${REQUEST_HL7}`);
  }
  for (const [gp2gp, code] of [
    ['off', '07'],
    ['misconfigured', '13'],
  ] as const) {
    const { effects } = play(sender({ settings: { gp2gp } }), requestArrives());
    assert.deepEqual(brief(effects), [`send-acknowledgement request ${code} ${REQUEST_HL7}`]);
  }
});

const AGAIN: TransferEvent = {
  kind: 'record-found',
  extract: { messageId: 'E2', hl7Id: 'hl7-E2', ehrExtractId: 'id-E2' },
};
const RESEND: TransferEvent = { kind: 'resend-ordered' };

test('an operator has a record sent again with new ids, and the request is not answered again', () => {
  const failed = play(ready(), EXPIRED);
  const { state, effects } = play(failed.state, RESEND, AGAIN, acknowledgementArrives('hl7-E2'));
  assert.deepEqual(brief(effects), [
    'stop-timer final-acknowledgement-wait',
    'find-record',
    'start-timer final-acknowledgement-wait',
    'send-extract',
    'stop-timer final-acknowledgement-wait',
  ]);
  assert.equal(state.outcome?.result, 'transferred');
});

test('a second copy that is refused as one does not undo that the first was taken', () => {
  const small: TransferEvent = { ...FOUND, parts: [] };
  const done = play(sender(), requestArrives(), small, TAKEN, AA);
  const { state } = play(done.state, RESEND, AGAIN, acknowledgementArrives('hl7-E2', 'AE', '12'));
  assert.deepEqual([state.phase, state.outcome?.result], ['ended', 'transferred']);
  const silent = play(done.state, RESEND, AGAIN, EXPIRED);
  assert.equal(silent.state.outcome?.result, 'transferred');
});

test('a late answer to an earlier copy counts only where it says that the record is in place', () => {
  const again = play(ready(), EXPIRED, RESEND, AGAIN);
  const refused = play(again.state, acknowledgementArrives(EXTRACT_HL7, 'AE', '31'));
  assert.deepEqual(refused.state, again.state);
  assert.equal(play(again.state, AA).state.outcome?.result, 'transferred');
});

test('an acceptance that comes while the record is being made again makes that needless', () => {
  const { state, effects } = play(ready({}), EXPIRED, RESEND, AA, AGAIN);
  assert.equal(state.outcome?.result, 'transferred');
  assert.ok(!brief(effects).includes('send-extract'));
});

test('who asks for the parts has the extract, whatever becomes of its transport', () => {
  const lost: TransferEvent = { ...TAKEN, outcome: 'delivery-failure' } as TransferEvent;
  const { state, effects } = play(sender(), requestArrives(), FOUND, go(), lost);
  assert.equal(state.phase, 'sending-parts');
  assert.equal(sends(effects).length, 3);
});

test('an acceptance or a part is not believed before the parts are sent, kept hidden or not', () => {
  const hidden = acknowledgementArrives(EXTRACT_HL7, 'AE', '15');
  assert.deepEqual(play(ready(), hidden).state, ready());
  assert.deepEqual(play(ready(), acknowledgementArrives('P1')).state, ready());
  const sent = play(ready(), go(), part('P0'), part('P1'), hidden, part('P2'));
  assert.deepEqual([sent.state.outcome?.result, sent.state.outcome?.code], ['transferred', '15']);
});

test('a record that cannot be found again leaves the outcome as it was', () => {
  const failed = play(ready(), EXPIRED);
  const { state, effects } = play(failed.state, RESEND, { kind: 'record-missing' });
  assert.equal(state.outcome?.result, 'no-final-acknowledgement');
  assert.equal(state.phase, 'ended');
  assert.deepEqual(brief(effects), ['stop-timer final-acknowledgement-wait', 'find-record']);
});
