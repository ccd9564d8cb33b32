import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide, type TransferState } from '../../src/gp2gp/transfer.ts';
import type { TransferEvent } from '../../src/gp2gp/transfer-event.ts';
import { external, inline } from './document-facts.ts';
import {
  acknowledgementArrives,
  arrived,
  CONVERSATION,
  EXTRACT_HL7,
  EXTRACT_MESSAGE,
  extractArrives,
  play,
  RECORD_FOUND,
  REQUEST_HL7,
  requestArrives,
  requester,
  sender,
} from './transfer-fixture.ts';

const STARTED: TransferEvent = { kind: 'started' };
const FILED: TransferEvent = { kind: 'record-filed' };

/** Numbers of the deviations that an event makes a practice tell of. */
function toldBy(state: TransferState, event: TransferEvent): readonly string[] {
  return decide(state, event).effects.flatMap((effect) =>
    effect.kind === 'report' && effect.deviation ? [effect.deviation] : [],
  );
}

function refusal(refTo: string, rest: { typeCode?: string; codeIn?: 'reason' | 'detail' }) {
  return arrived({
    kind: 'acknowledgement',
    messageId: 'A',
    hl7Id: 'A',
    typeCode: 'AE',
    refTo,
    code: '19',
    codeIn: 'reason',
    ...rest,
  });
}

function large(code: string | undefined, from: string | undefined): TransferEvent {
  return arrived({
    kind: 'large-message',
    messageId: 'M1',
    hl7Id: 'M1',
    large: {
      kind: 'continue',
      subject: 'Continue Acknowledgement',
      recipients: [],
      from,
      statedId: undefined,
      messageRef: EXTRACT_HL7,
      acknowledgedMessage: EXTRACT_HL7,
      code,
      documents: [],
    },
    fault: undefined,
  });
}

const asked = () => play(requester(), STARTED).state;
const filed = () => play(requester(), STARTED, extractArrives(), FILED).state;
const sent = () => play(sender(), requestArrives(), RECORD_FOUND).state;

test('what real systems do otherwise is tolerated and told with its number', () => {
  const parts: TransferEvent = {
    ...RECORD_FOUND,
    parts: [{ messageId: 'P', hl7Id: 'P', kind: 'fragment' }],
  } as TransferEvent;
  const waiting = play(sender(), requestArrives(), parts).state;
  const sameIds = { messageId: EXTRACT_HL7 };
  const bare = inline(1, { description: undefined });
  const fragment: TransferEvent = arrived({
    kind: 'large-message',
    messageId: 'M1',
    hl7Id: 'M1',
    large: {
      kind: 'fragment',
      subject: '',
      recipients: [],
      from: undefined,
      statedId: undefined,
      messageRef: undefined,
      acknowledgedMessage: undefined,
      code: 'GP2GP_PI',
      documents: [inline(1)],
    },
    fault: undefined,
  });
  const receiving = play(
    requester(),
    STARTED,
    extractArrives({}, { documents: [external(1, 'M1')] }),
  );
  const cases: readonly (readonly [string, TransferState, TransferEvent, readonly string[]])[] = [
    ['late AA', filed(), acknowledgementArrives(REQUEST_HL7), ['D1']],
    ['AA in time', asked(), acknowledgementArrives(REQUEST_HL7), []],
    ['AA that names the ebXML id', asked(), acknowledgementArrives(CONVERSATION), ['D2']],
    ['refusal that is AR', asked(), refusal(REQUEST_HL7, { typeCode: 'AR' }), ['D4']],
    ['code in the detail', asked(), refusal(REQUEST_HL7, { codeIn: 'detail' }), ['D5']],
    ['refusal by the book', asked(), refusal(REQUEST_HL7, {}), []],
    ['extract whose ids differ', asked(), extractArrives(), ['D2']],
    ['extract whose ids agree', asked(), extractArrives({}, sameIds), []],
    ['file name alone', asked(), extractArrives({}, { ...sameIds, documents: [bare] }), ['D8']],
    ['codes of Vision', receiving.state, fragment, ['D9']],
    ['final AA by the ebXML id', sent(), acknowledgementArrives(EXTRACT_MESSAGE), ['D2']],
    ['final AA by the HL7 id', sent(), acknowledgementArrives(EXTRACT_HL7), []],
    ['final refusal that is AR', sent(), refusal(EXTRACT_HL7, { typeCode: 'AR' }), ['D4']],
    ['continue by the HL7 id, from nobody', waiting, large('GP2GP_PI', undefined), ['D3', 'D9']],
  ];
  for (const [what, state, event, deviations] of cases) {
    assert.deepEqual(toldBy(state, event), deviations, what);
  }
});

test('who was not asked is not listened to', () => {
  const known = play(requester({ senderAsid: '200000000002' }), STARTED).state;
  const stranger = { fromAsid: '200000000009' };
  const extract = decide(known, extractArrives({}, stranger));
  assert.equal(extract.state.outcome?.code, '09');
  // The one who was asked is still heard afterwards.
  const right = extractArrives({}, { messageId: 'E2', fromAsid: '200000000002' });
  assert.equal(decide(extract.state, right).state.phase, 'filing');
  const acknowledgement = arrived({
    kind: 'acknowledgement',
    messageId: 'A',
    hl7Id: 'A',
    fromAsid: '200000000009',
    typeCode: 'AE',
    refTo: REQUEST_HL7,
    code: '06',
  });
  assert.deepEqual(decide(known, acknowledgement).state, known);
});
