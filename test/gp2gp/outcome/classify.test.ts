import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { classifyTransfer } from '../../../src/gp2gp/outcome/classify.ts';
import { conversationsOf } from '../../../src/gp2gp/outcome/conversation.ts';
import { observedRows } from '../../../src/gp2gp/outcome/observed-rows.ts';
import { readLogTime, readSpineLog } from '../../../src/gp2gp/outcome/read-spine-log.ts';
import { SPINE_COLUMNS, type SpineRow } from '../../../src/gp2gp/outcome/spine-row.ts';
import { writeSpineLog } from '../../../src/gp2gp/outcome/write-spine-log.ts';

const HOUR = 3_600_000;
const ACTIONS = {
  request: ['RCMR_IN010000UK05', 'R', 'S'],
  extract: ['RCMR_IN030000UK06', 'S', 'R'],
  uk07: ['RCMR_IN030000UK07', 'S', 'R'],
  continue: ['COPC_IN000001UK01', 'R', 'S'],
  fragment: ['COPC_IN000001UK01', 'S', 'R'],
  'answer of sender': ['MCCI_IN010000UK13', 'S', 'R'],
  'answer of requester': ['MCCI_IN010000UK13', 'R', 'S'],
} as const;

type Step = readonly [
  what: keyof typeof ACTIONS,
  id: string,
  refTo?: string | undefined,
  code?: string | undefined,
  hours?: number,
];

function rowsOf(steps: readonly Step[]): SpineRow[] {
  return steps.map(([what, guid, messageRef, code, hours], n): SpineRow => {
    const [interaction, sender, recipient] = ACTIONS[what];
    return {
      time: (hours ?? n) * HOUR,
      conversationId: 'C',
      guid,
      interactionId: `urn:nhs:names:services:gp2gp/${interaction}`,
      sender,
      recipient,
      messageRef,
      code,
      toSystem: '',
      fromSystem: '',
    };
  });
}

function outcomeOf(...steps: readonly Step[]): string {
  const [conversation] = conversationsOf(rowsOf(steps));
  assert.ok(conversation);
  const { rule, status, reason } = classifyTransfer(conversation);
  return `${rule} ${status}${reason ? `: ${reason}` : ''}`;
}

const REQUEST: Step = ['request', 'q'];
const ACCEPTED: Step = ['answer of sender', 'a', 'q'];
const EXTRACT: Step = ['extract', 'e'];
const CONTINUE: Step = ['continue', 'c'];
const FRAGMENT: Step = ['fragment', 'f'];

test('each rule of the decision list decides what it says', () => {
  const cases: readonly (readonly [string, readonly Step[]])[] = [
    ['1 Integrated on time', [REQUEST, ACCEPTED, EXTRACT, ['answer of requester', 'x', 'e']]],
    ['1 Integrated on time', [REQUEST, EXTRACT, ['answer of requester', 'x', 'e', '15']]],
    [
      '1 Integrated on time',
      [
        REQUEST,
        ['extract', 'e', undefined, undefined, 1],
        ['answer of requester', 'x', 'e', undefined, 193],
      ],
    ],
    [
      '2 Process failure: Integrated late',
      [
        REQUEST,
        ['extract', 'e', undefined, undefined, 1],
        ['answer of requester', 'x', 'e', undefined, 194],
      ],
    ],
    [
      '3 Technical failure: Final error',
      [REQUEST, EXTRACT, ['answer of requester', 'x', 'e', '26']],
    ],
    [
      '3 Technical failure: Final error',
      [REQUEST, EXTRACT, CONTINUE, FRAGMENT, ['answer of requester', 'x', 'e', '31']],
    ],
    [
      '4 Unclassified failure: Ambiguous COPC messages',
      [REQUEST, EXTRACT, ['extract', 'e2'], CONTINUE, ['answer of requester', 'x', 'e2', '12']],
    ],
    [
      '5 Unclassified failure: Transferred, not integrated, with error',
      [REQUEST, EXTRACT, CONTINUE, FRAGMENT, ['answer of requester', 'x', 'f', '30']],
    ],
    ['6 Technical failure: COPC(s) not sent', [REQUEST, ACCEPTED, EXTRACT, CONTINUE]],
    [
      '7 Technical failure: COPC(s) not acknowledged',
      [
        REQUEST,
        EXTRACT,
        CONTINUE,
        FRAGMENT,
        ['fragment', 'g'],
        ['answer of requester', 'x', 'f', '30'],
      ],
    ],
    [
      '8 Process failure: Transferred, not integrated',
      [REQUEST, EXTRACT, CONTINUE, FRAGMENT, ['answer of requester', 'x', 'f']],
    ],
    [
      '9 Technical failure: Contains fatal sender error',
      [REQUEST, ['answer of sender', 'a', 'q', '06']],
    ],
    ['10 Technical failure: Request not acknowledged', [REQUEST]],
    ['10 Technical failure: Request not acknowledged', [REQUEST, EXTRACT]],
    ['11 Technical failure: Core extract not sent', [REQUEST, ACCEPTED]],
    [
      '11 Technical failure: Core extract not sent',
      [REQUEST, ['answer of sender', 'a', 'q', '19']],
    ],
    [
      '12 Unclassified failure: Transferred, not integrated, with error',
      [REQUEST, ['answer of sender', 'a', 'q', '20'], EXTRACT],
    ],
    ['13 Process failure: Transferred, not integrated', [REQUEST, ACCEPTED, EXTRACT]],
  ];
  for (const [expected, steps] of cases) assert.equal(outcomeOf(...steps), expected);
});

test('an extract with redactions counts as any other', () => {
  const steps: readonly Step[] = [
    REQUEST,
    ACCEPTED,
    ['uk07', 'e'],
    ['answer of requester', 'x', 'e'],
  ];
  assert.equal(outcomeOf(...steps), '1 Integrated on time');
});

test('a second copy refused with 12 does not decide', () => {
  const taken = outcomeOf(
    REQUEST,
    EXTRACT,
    ['answer of requester', 'x', 'e'],
    ['extract', 'e2'],
    ['answer of requester', 'y', 'e2', '12'],
  );
  assert.equal(taken, '1 Integrated on time');
  const alone = outcomeOf(REQUEST, ACCEPTED, EXTRACT, ['answer of requester', 'x', 'e', '12']);
  assert.equal(alone, '13 Process failure: Transferred, not integrated');
});

test('the eight days begin with the extract that counts, and an answer before it takes no time', () => {
  const second = outcomeOf(
    REQUEST,
    ['extract', 'e', undefined, undefined, 1],
    ['answer of requester', 'x', 'e', '31', 2],
    ['extract', 'e2', undefined, undefined, 300],
    ['answer of requester', 'y', 'e2', undefined, 301],
  );
  assert.equal(second, '1 Integrated on time');
  const before = outcomeOf(
    REQUEST,
    ['extract', 'e', undefined, undefined, 9],
    ['answer of requester', 'x', 'e', undefined, 8],
  );
  assert.equal(before, '1 Integrated on time');
});

test('a conversation that does not begin with a request is none, and order in the log does not count', () => {
  assert.deepEqual(conversationsOf(rowsOf([EXTRACT, REQUEST])), []);
  const steps: readonly Step[] = [REQUEST, EXTRACT, ['answer of requester', 'x', 'e']];
  const [conversation] = conversationsOf(rowsOf(steps).toReversed());
  assert.ok(conversation);
  assert.equal(classifyTransfer(conversation).rule, 1);
});

test('what comes after the cut-off does not count', () => {
  const steps: readonly Step[] = [
    REQUEST,
    ACCEPTED,
    EXTRACT,
    ['answer of requester', 'x', 'e', undefined, 15 * 24],
  ];
  const [cut] = conversationsOf(rowsOf(steps), { cutoffMs: 14 * 24 * HOUR });
  assert.ok(cut);
  assert.equal(classifyTransfer(cut).rule, 13);
});

test('observed messages are linked by any of their ids and in any case', () => {
  const base = { conversationId: 'C', from: 'R', to: 'S' };
  const rows = observedRows([
    { ...base, at: '2026-03-01T09:00:00Z', interaction: 'RCMR_IN010000UK05', messageId: 'Q' },
    {
      ...base,
      at: '2026-03-01T09:01:00Z',
      interaction: 'RCMR_IN030000UK06',
      messageId: 'E',
      otherIds: [undefined, 'HL7-E'],
      from: 'S',
      to: 'R',
    },
    {
      ...base,
      at: '2026-03-01T09:02:00Z',
      interaction: 'MCCI_IN010000UK13',
      messageId: 'A',
      refTo: 'hl7-e',
      code: '6',
    },
  ]);
  assert.deepEqual(
    rows.map(({ messageRef, code }) => [messageRef, code]),
    [
      [undefined, undefined],
      [undefined, undefined],
      ['E', '06'],
    ],
  );
  const [conversation] = conversationsOf(rows);
  assert.ok(conversation);
  assert.equal(classifyTransfer(conversation).reason, 'Final error');
});

test('times of the log are read in each of its zones', () => {
  const utc = Date.UTC(2019, 11, 2, 18, 2, 29, 985);
  for (const text of [
    '2019-12-02 18:02:29.985 UTC',
    '2019-12-02 19:02:29.985 BST',
    '2019-12-02 18:02:29.985',
    '2019-12-02T18:02:29.985Z',
    '2019-12-02 19:32:29.985 +01:30',
  ]) {
    assert.equal(readLogTime(text), utc, text);
  }
  for (const text of ['', 'yesterday', '2019-12-02 18:02:29 XYZ', '2019-13-02 18:02:29 UTC']) {
    assert.equal(readLogTime(text), undefined, text);
  }
});

test('a log without a column is not read; a broken row is told and left out', () => {
  const lacking = readSpineLog(SPINE_COLUMNS.slice(1).join(','));
  assert.equal(!lacking.ok && lacking.failure.message, 'the log has no column _time');
  const good = writeSpineLog(rowsOf([REQUEST]));
  const read = readSpineLog(`${good}one,two\n${good.split('\n')[1]?.replace(/^[^,]+/, 'never')}\n`);
  assert.ok(read.ok);
  assert.equal(read.value.length, 1);
  assert.deepEqual(
    read.deviations.map(({ code, at }) => [code, at.line]),
    [
      ['spine-log.row', 3],
      ['spine-log.time', 4],
    ],
  );
});

test('what is written is read again, whatever it holds', () => {
  const text = fc.string().map((one) => one.trim());
  const row: fc.Arbitrary<SpineRow> = fc.record(
    {
      time: fc
        .date({ min: new Date(0), max: new Date('2099-01-01'), noInvalidDate: true })
        .map((at) => at.getTime()),
      conversationId: text,
      guid: text,
      interactionId: text,
      sender: text,
      recipient: text,
      messageRef: fc.option(fc.uuid(), { nil: undefined }),
      code: fc.constantFrom(undefined, '06', '99'),
      toSystem: text,
      fromSystem: text,
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(fc.array(row, { maxLength: 6 }), (rows) => {
      const read = readSpineLog(writeSpineLog(rows));
      assert.ok(read.ok);
      assert.deepEqual(read.value, rows);
    }),
  );
});

test('no text makes the reader throw or hang', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('"', ',', '\n', '\r', 'a', '""', ' '), { maxLength: 60 }),
      (signs) => {
        readSpineLog(`${SPINE_COLUMNS.join(',')}\n${signs.join('')}`);
      },
    ),
  );
});
