import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ManifestDocument } from '../../src/gp2gp/large/document-facts.ts';
import { pendingMessages } from '../../src/gp2gp/large/reassembly.ts';
import type { RequesterState } from '../../src/gp2gp/requester-state.ts';
import type { TransferEvent } from '../../src/gp2gp/transfer-event.ts';
import { external, inline } from './document-facts.ts';
import {
  arrived,
  brief,
  EXTRACT_HL7,
  EXTRACT_MESSAGE,
  extractArrives,
  play,
  requester,
} from './transfer-fixture.ts';

const STARTED: TransferEvent = { kind: 'started' };
const FILED: TransferEvent = { kind: 'record-filed' };
const OVERALL: TransferEvent = { kind: 'timer-expired', timer: 'overall' };
const ANSWERED: TransferEvent = {
  kind: 'transport',
  about: 'acknowledgement',
  outcome: 'acknowledged',
  detail: '',
};

function part(
  messageId: string,
  documents: readonly ManifestDocument[],
  rest: { readonly fault?: string; readonly fromAsid?: string } = {},
): TransferEvent {
  return arrived({
    kind: 'large-message',
    messageId,
    hl7Id: `hl7-${messageId}`,
    fromAsid: rest.fromAsid,
    large: {
      kind: 'fragment',
      subject: `Attachment: ${messageId}`,
      recipients: [],
      from: undefined,
      statedId: messageId,
      messageRef: undefined,
      acknowledgedMessage: undefined,
      code: 'GP2GPLMATTACHMENTINFO',
      documents,
    },
    fault: rest.fault,
  });
}

const fragment = (messageId: string) => part(messageId, [inline(1)]);
const index = (messageId: string, ...chunks: readonly string[]) =>
  part(
    messageId,
    chunks.map((chunk, n) => external(n + 1, chunk)),
  );
const joined = (position: number): TransferEvent => ({ kind: 'document-joined', position });
const large = (...documents: readonly ManifestDocument[]) => extractArrives({}, { documents });

function start(facts: Parameters<typeof requester>[0] = {}) {
  return play(requester(facts), STARTED).state;
}

function asRequester(state: { readonly role: string }): RequesterState {
  assert.equal(state.role, 'requester');
  return state as RequesterState;
}

test('asks for the parts, answers each, joins them, files and accepts last', () => {
  const { state, effects } = play(
    start(),
    large(external(1, 'M1'), external(2, 'M2')),
    fragment('M1'),
    joined(1),
    fragment('M2'),
    joined(2),
    FILED,
    ANSWERED,
  );
  assert.deepEqual(brief(effects), [
    'stop-timer extract-wait',
    'start-timer overall 2',
    'send-continue',
    'join-document 1',
    'send-acknowledgement fragment AA hl7-M1',
    'join-document 2',
    'send-acknowledgement fragment AA hl7-M2',
    'file-record',
    'stop-timer overall',
    `send-acknowledgement extract AA ${EXTRACT_HL7}`,
  ]);
  assert.equal(state.phase, 'ended');
  assert.equal(state.outcome?.result, 'integrated');
});

test('the continue names the ebXML id of the extract, and the timer its interaction and time', () => {
  const event = extractArrives(
    {},
    {
      documents: [external(1, 'M1')],
      interaction: 'RCMR_IN030000UK07',
      timestamp: '2026-03-01T09:15:00Z',
    },
  );
  const { effects } = play(start(), event);
  assert.deepEqual(effects.slice(1), [
    {
      kind: 'start-timer',
      timer: 'overall',
      interaction: 'RCMR_IN030000UK07',
      parts: 1,
      since: '2026-03-01T09:15:00Z',
    },
    { kind: 'send-continue', refTo: EXTRACT_MESSAGE },
  ]);
});

test('nothing is asked for where everything came in the extract', () => {
  const { effects } = play(start(), large(inline(1), inline(2)));
  assert.deepEqual(brief(effects), [
    'stop-timer extract-wait',
    'start-timer overall 0',
    'file-record',
  ]);
});

test('index and chunks come to the same whatever their order, and the timer grows with them', () => {
  const messages = { I: index('I', 'C0', 'C1'), C0: fragment('C0'), C1: fragment('C1') };
  const names = ['I', 'C0', 'C1'] as const;
  for (const first of names) {
    for (const second of names.filter((name) => name !== first)) {
      const third = names.find((name) => name !== first && name !== second) ?? 'I';
      const order = [first, second, third];
      const before = play(start(), large(external(1, 'I', { large: true })));
      const { state, effects } = play(before.state, ...order.map((name) => messages[name]));
      const said = brief(effects);
      assert.ok(said.includes('start-timer overall 3'), order.join());
      // The last one waits for what comes of joining.
      assert.equal(said.at(-1), 'join-document 1', order.join());
      assert.equal(said.filter((text) => text.includes('AA')).length, 2, order.join());
      const [document] = asRequester(state).reassembly.documents;
      assert.deepEqual(
        document?.slots.map(({ piece }) => piece?.messageId),
        ['C0', 'C1'],
      );
      const after = play(state, joined(1));
      assert.deepEqual(brief(after.effects), [
        `send-acknowledgement fragment AA hl7-${third}`,
        'file-record',
      ]);
    }
  }
});

test('messages that come before the extract are kept, acknowledged once, and used', () => {
  const { state, effects } = play(
    start(),
    fragment('M1'),
    index('I', 'C0'),
    fragment('C0'),
    large(external(1, 'M1'), external(2, 'I')),
  );
  assert.deepEqual(brief(effects), [
    'send-acknowledgement fragment AA hl7-M1',
    'send-acknowledgement fragment AA hl7-I',
    'send-acknowledgement fragment AA hl7-C0',
    'stop-timer extract-wait',
    'start-timer overall 2',
    'send-continue',
    'join-document 1',
    'join-document 2',
  ]);
  assert.equal(brief(play(state, joined(1), joined(2)).effects).at(-1), 'file-record');
});

test('an index in the form of Vision brings the first chunk itself', () => {
  const vision = part('I', [inline(1), external(2, 'C1')]);
  const { state } = play(start(), large(external(1, 'I', { large: true })), vision, fragment('C1'));
  const [document] = asRequester(state).reassembly.documents;
  assert.deepEqual(
    document?.slots.map(({ piece }) => piece?.messageId),
    ['I', 'C1'],
  );
  assert.equal(document?.joining, 'under-way');
});

test('what was announced as whole and comes as an index is taken, and so is the other way', () => {
  for (const announced of [true, false]) {
    const core = large(external(1, 'I', { large: announced }));
    const asIndex = play(start(), core, index('I', 'C0'), fragment('C0'));
    assert.ok(brief(asIndex.effects).includes('join-document 1'));
    const asWhole = play(start(), core, fragment('I'));
    assert.ok(brief(asWhole.effects).includes('join-document 1'));
  }
});

test('a fragment that comes again is acknowledged again and stored once', () => {
  const before = play(
    start(),
    large(external(1, 'M1'), external(2, 'M2')),
    fragment('M1'),
    joined(1),
  );
  const again = play(before.state, fragment('m1'));
  assert.deepEqual(brief(again.effects), ['send-acknowledgement fragment AA hl7-m1']);
  assert.deepEqual(again.state, before.state);
});

test('what nothing announces is kept only while something could still announce it', () => {
  const open = play(start(), large(external(1, 'I', { large: true })), fragment('X'));
  assert.equal(brief(open.effects).at(-1), 'send-acknowledgement fragment AA hl7-X');
  // The document turns out to be whole: X belongs to nobody, and does not hold the record up.
  const whole = play(open.state, fragment('I'), joined(1));
  assert.equal(brief(whole.effects).at(-1), 'file-record');
  const known = play(start(), large(external(1, 'I')), index('I', 'C0'), fragment('X'));
  assert.equal(brief(known.effects).at(-1), 'send-acknowledgement fragment 30 hl7-X');
  assert.deepEqual(pendingMessages(asRequester(known.state).reassembly), ['C0']);
});

test('a fragment that cannot be used refuses itself and the record, each with its code', () => {
  const missing: ManifestDocument = { ...inline(1), kind: 'missing', href: 'cid:gone' };
  const cases: readonly (readonly [string, TransferEvent[], string, string])[] = [
    ['without bytes', [part('M1', [])], '30', '31'],
    ['its part is missing', [part('M1', [missing])], '30', '31'],
    ['not readable', [part('M1', [inline(1)], { fault: 'not XML' })], '30', '99'],
    ['an index of an index', [index('M1', 'C0'), index('C0', 'D0')], '29', '31'],
    ['an index of itself', [index('M1', 'M1')], '29', '31'],
    ['an index that names another document', [index('M1', 'M2')], '29', '31'],
    [
      'some text, some bytes',
      [index('M1', 'C0', 'C1'), fragment('C0'), part('C1', [inline(1, { encoding: 'decoded' })])],
      '29',
      '31',
    ],
  ];
  for (const [what, events, code, final] of cases) {
    const before = play(start(), large(external(1, 'M1'), external(2, 'M2')));
    const { state, effects } = play(before.state, ...events);
    const last = events.at(-1);
    const id = last?.kind === 'arrived' ? last.message.hl7Id : '';
    assert.deepEqual(
      brief(effects).slice(-3),
      [
        `send-acknowledgement fragment ${code} ${id}`,
        'stop-timer overall',
        `send-acknowledgement extract ${final} ${EXTRACT_HL7}`,
      ],
      what,
    );
    assert.equal(state.outcome?.result, 'parts-failed', what);
    // REQ: whatever comes after this practice has refused is refused with 99.
    const late = play(state, fragment('M2'));
    assert.deepEqual(brief(late.effects), ['send-acknowledgement fragment 99 hl7-M2'], what);
  }
});

test('a document that cannot be joined refuses the fragment that completed it, and the record', () => {
  for (const [why, code, final] of [
    ['encoding', '29', '31'],
    ['compression', '29', '31'],
    ['too-large', '30', '30'],
    ['storage', '30', '99'],
  ] as const) {
    const { effects } = play(start(), large(external(1, 'M1')), fragment('M1'), {
      kind: 'document-not-joined',
      position: 1,
      why,
      because: 'broken',
    });
    assert.deepEqual(brief(effects).slice(-3), [
      `send-acknowledgement fragment ${code} hl7-M1`,
      'stop-timer overall',
      `send-acknowledgement extract ${final} ${EXTRACT_HL7}`,
    ]);
  }
});

test('when time is over the extract is refused with 31, and what comes later with 25', () => {
  const { state, effects } = play(
    start(),
    large(external(1, 'M1'), external(2, 'M2')),
    fragment('M1'),
    joined(1),
    OVERALL,
    ANSWERED,
    fragment('M2'),
  );
  assert.deepEqual(brief(effects).slice(-3), [
    'stop-timer overall',
    `send-acknowledgement extract 31 ${EXTRACT_HL7}`,
    'send-acknowledgement fragment 25 hl7-M2',
  ]);
  assert.deepEqual([state.phase, state.outcome?.code], ['ended', '31']);
});

test('a join that ends after time is over answers its fragment with 25', () => {
  const { effects } = play(start(), large(external(1, 'M1')), fragment('M1'), OVERALL, joined(1));
  assert.deepEqual(brief(effects).slice(-2), [
    `send-acknowledgement extract 31 ${EXTRACT_HL7}`,
    'send-acknowledgement fragment 25 hl7-M1',
  ]);
});

test('where all is here and nobody decides in time, the extract is refused with 99', () => {
  const { effects } = play(start({ asksDecision: true }), large(inline(1)), OVERALL);
  assert.deepEqual(brief(effects).slice(-3), [
    'ask-decision',
    'stop-timer overall',
    `send-acknowledgement extract 99 ${EXTRACT_HL7}`,
  ]);
});

test('a decision is carried out and answered with its code', () => {
  const cases = [
    ['accept', false, 'file-record record', 'AA', 'integrated'],
    ['suppress', true, 'file-record suppressed', '15', 'integrated'],
    ['file-as-attachment', true, 'file-record document', '26', 'filed-as-attachment'],
    ['reject', false, undefined, '11', 'extract-refused'],
    ['wrong-patient', true, undefined, '17', 'extract-refused'],
    ['wrong-patient', false, undefined, '28', 'extract-refused'],
    ['storage-fails', false, undefined, '99', 'extract-refused'],
  ] as const;
  for (const [decision, returning, filing, code, result] of cases) {
    const waiting = play(start({ asksDecision: true, returning }), large());
    assert.equal(waiting.state.phase, 'deciding');
    const decided = play(waiting.state, { kind: 'decided', decision });
    if (filing !== undefined) assert.deepEqual(brief(decided.effects), [filing]);
    const done: ReturnType<typeof play> =
      filing === undefined ? decided : play(decided.state, FILED);
    const { state, effects } = done;
    assert.equal(brief(effects).at(-1), `send-acknowledgement extract ${code} ${EXTRACT_HL7}`);
    assert.equal(state.outcome?.result, result, decision);
  }
});

test('a returning patient whose extract is of somebody else is refused with 17', () => {
  const { effects } = play(start({ returning: true }), extractArrives({ nhsNumber: '9990000026' }));
  assert.equal(brief(effects).at(-1), `send-acknowledgement extract 17 ${EXTRACT_HL7}`);
});

test('why a record could not be filed decides the code', () => {
  for (const [why, code] of [
    ['attachments', '21'],
    ['storage', '99'],
    ['refused', '11'],
  ] as const) {
    const { effects } = play(start(), large(), { kind: 'record-not-filed', why });
    assert.equal(brief(effects).at(-1), `send-acknowledgement extract ${code} ${EXTRACT_HL7}`);
  }
});

const SKELETON = external(1, 'K', { skeleton: true, compressed: true });
const REBUILT = (nhsNumber: string): TransferEvent => ({
  kind: 'payload-rebuilt',
  extract: {
    interaction: 'RCMR_IN030000UK06',
    id: 'E',
    nhsNumber,
    authorOds: 'Z99002',
    destinationOds: 'Z99001',
    priorRequestId: '22222222-BBBB-4BBB-8BBB-000000000001',
    anchors: [],
    folders: 1,
    compositions: 9,
    redactions: 0,
  },
});

test('a skeleton is replaced once all is here, judged again, and only then filed', () => {
  const { state, effects } = play(
    start(),
    large(SKELETON, external(2, 'M2')),
    fragment('K'),
    joined(1),
    fragment('M2'),
    joined(2),
  );
  assert.equal(state.phase, 'rebuilding');
  assert.equal(brief(effects).at(-1), 'rebuild-payload 1');
  assert.deepEqual(brief(play(state, REBUILT('9990000018')).effects), ['file-record']);
  const other = play(state, REBUILT('9990000026'));
  assert.equal(brief(other.effects).at(-1), `send-acknowledgement extract 28 ${EXTRACT_HL7}`);
});

test('a skeleton in the extract itself needs no continue', () => {
  const { effects } = play(start(), large(inline(1, { skeleton: true })));
  assert.deepEqual(brief(effects), [
    'stop-timer extract-wait',
    'start-timer overall 0',
    'rebuild-payload 1',
  ]);
});

test('why a skeleton could not be replaced decides the code', () => {
  for (const [why, code] of [
    ['content', '21'],
    ['compression', '31'],
    ['too-large', '30'],
    ['storage', '99'],
  ] as const) {
    const event: TransferEvent = { kind: 'payload-not-rebuilt', why, because: 'broken' };
    const { effects } = play(start(), large(inline(1, { skeleton: true })), event);
    assert.equal(brief(effects).at(-1), `send-acknowledgement extract ${code} ${EXTRACT_HL7}`);
  }
});

test('more than a practice takes is refused with 30, announced or come', () => {
  const limits = { attachmentChars: 500, recordChars: 800, parts: 3 };
  const announced: readonly (readonly ManifestDocument[])[] = [
    [external(1, 'M1', { length: 501 })],
    [external(1, 'M1', { length: 450 }), external(2, 'M2', { length: 450 })],
    ['M1', 'M2', 'M3', 'M4'].map((id, n) => external(n + 1, id)),
  ];
  for (const documents of announced) {
    const { effects } = play(start({ limits }), large(...documents));
    assert.equal(brief(effects).at(-1), `send-acknowledgement extract 30 ${EXTRACT_HL7}`);
    assert.ok(!brief(effects).includes('send-continue'));
  }
  for (const came of [
    part('M1', [inline(1, { bytes: 501 })]),
    index('M1', 'C0', 'C1', 'C2'),
    part('M1', [external(1, 'C0', { length: 300 }), external(2, 'C1', { length: 300 })]),
  ]) {
    const { effects } = play(start({ limits }), large(external(1, 'M1')), came);
    assert.deepEqual(brief(effects).slice(-3), [
      'send-acknowledgement fragment 30 hl7-M1',
      'stop-timer overall',
      `send-acknowledgement extract 30 ${EXTRACT_HL7}`,
    ]);
  }
});

test('a continue that cannot be delivered ends the transfer with 99', () => {
  const lost: TransferEvent = {
    kind: 'transport',
    about: 'continue',
    outcome: 'delivery-failure',
    detail: 'not reachable',
  };
  const { state, effects } = play(start(), large(external(1, 'M1')), lost);
  assert.equal(brief(effects).at(-1), `send-acknowledgement extract 99 ${EXTRACT_HL7}`);
  assert.equal(state.outcome?.result, 'continue-undeliverable');
});

test('an extract that is sent again after the first one failed is taken', () => {
  const failed = play(start(), large(external(1, 'M1')), OVERALL, ANSWERED);
  const again = extractArrives({}, { messageId: 'AGAIN', hl7Id: 'AGAIN-HL7' });
  const { state, effects } = play(failed.state, again, FILED);
  assert.equal(brief(effects).at(-1), 'send-acknowledgement extract AA AGAIN-HL7');
  assert.equal(state.outcome?.result, 'integrated');
});

test('what another system sends into the conversation changes nothing', () => {
  const before = play(start({ senderAsid: '200000000002' }), large(external(1, 'M1')));
  const stranger = { fromAsid: '200000000009' };
  const { state, effects } = play(before.state, part('M1', [inline(1)], stranger));
  assert.deepEqual(state, before.state);
  assert.deepEqual(effects, []);
  const own = play(before.state, part('M1', [inline(1)], { fromAsid: '200000000002' }));
  assert.deepEqual(brief(own.effects), ['join-document 1']);
});

test('after the record is filed a fragment is refused, but for one that came before', () => {
  const done = play(start(), large(external(1, 'M1')), fragment('M1'), joined(1), FILED, ANSWERED);
  assert.deepEqual(brief(play(done.state, fragment('M1')).effects), [
    'send-acknowledgement fragment AA hl7-M1',
  ]);
  assert.deepEqual(brief(play(done.state, fragment('X')).effects), [
    'send-acknowledgement fragment 30 hl7-X',
  ]);
  assert.deepEqual(play(done.state, fragment('X')).state, done.state);
});
