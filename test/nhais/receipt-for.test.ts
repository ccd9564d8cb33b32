import assert from 'node:assert/strict';
import { test } from 'node:test';
import { receiptFor } from '../../src/nhais/receipt-for.ts';
import { writeInterchange } from '../../src/nhais/write-interchange.ts';
import { fileOf, fileOfMessages, GROUP, interchangeOf, read } from './interchanges.ts';

const CONTEXT = { at: new Date('2026-03-12T09:21:00Z'), interchange: 310, message: 480 };
const receiptOf = (text: string, more: Partial<Parameters<typeof receiptFor>[1]> = {}) => {
  const receipt = writeInterchange(receiptFor(interchangeOf(text), { ...CONTEXT, ...more }));
  const written = receipt.toString('latin1');
  assert.deepEqual(read(written, 'strict').codes, []);
  return written;
};
const other = (number: number, gp = '7654321,2') => [
  'S01+1',
  `RFF+TN:${number}`,
  `NAD+GP+${gp}:900`,
];
const CLOSE = ['F8', ['RFF+TN:99', 'GIS+Q:ZZZ'], '20260331'] as const;

test('a receipt goes back the way that the interchange came, and says what came of it', () => {
  assert.equal(
    receiptOf(fileOf('F4', GROUP)),
    [
      "UNB+UNOA:2+ABC1+SO01+260312:0921+00000310++RECEP+++EDIFACT TRANSFER'",
      "UNH+00000480+RECEP:0:2:FH'",
      "BGM++600+243:202603120921:306+64'",
      "NHS+SO:819:201+1234567,Z99001:814:202'",
      "DTM+815:202603120921:306'",
      "RFF+MIS:00000057 CP'",
      "RFF+RIS:00000041 OK:1'",
      "UNT+7+00000480'",
      "UNZ+1+00000310'",
    ].join('\n'),
  );
});

test('N16 four messages with six transactions have one receipt of four lines', () => {
  const text = fileOfMessages([
    ['F4', [...GROUP, ...other(2)]],
    ['F3', [...other(3), ...other(4)]],
    ['F4', other(5)],
    ['F3', other(6)],
  ]);
  assert.deepEqual(read(text, 'strict').codes, []);
  const receipt = receiptOf(text);
  assert.deepEqual(
    receipt.match(/MIS:\d+ CP/g),
    [57, 58, 59, 60].map((sms) => `MIS:000000${sms} CP`),
  );
  assert.match(receipt, /RFF\+RIS:00000041 OK:4'\nUNT\+10\+00000480'/);
  assert.match(receipt, /NHS\+SO:819:201\+1234567,Z99001:814:202/);
});

test('N17 a close quarter notification has no GP: 9999 stands in its receipt', () => {
  assert.match(receiptOf(fileOfMessages([CLOSE])), /NHS\+SO:819:201\+9999:814:202/);
});

test('N18 a close quarter before another message: both are receipted, with 9999', () => {
  const receipt = receiptOf(fileOfMessages([CLOSE, ['F4', GROUP]]));
  assert.match(receipt, /\+9999:814/);
  assert.deepEqual(receipt.match(/MIS:\d+ CP/g), ['MIS:00000057 CP', 'MIS:00000058 CP']);
});

test('a message in error is CA; with no message complete, the interchange has no valid data', () => {
  const text = fileOfMessages([
    ['F4', GROUP],
    ['F4', other(2)],
  ]);
  const oneWrong = receiptOf(text, { resultOf: ({ sequence }) => (sequence === 58 ? 'CA' : 'CP') });
  assert.match(oneWrong, /MIS:00000057 CP'\nRFF\+MIS:00000058 CA'\nRFF\+RIS:00000041 OK:2/);
  assert.match(receiptOf(text, { resultOf: () => 'CI' }), /58 CI'\nRFF\+RIS:00000041 NA:2/);
  assert.match(receiptOf(text, { result: 'ER' }), /RIS:00000041 ER:2/);
});

test('a message of an unknown type is receipted by its number', () => {
  const text = fileOf('F4', GROUP).replace('FHSREG:0:1:FH:FHS001', 'FHSPRV:0:1:FH');
  const receipt = receiptFor(interchangeOf(text), { ...CONTEXT, resultOf: () => 'CA' });
  const [message] = receipt.messages;
  assert.equal(message?.kind, 'receipt');
  assert.deepEqual(message?.kind === 'receipt' && message.messages, [
    { message: 57, result: 'CA' },
  ]);
});

test('a receipt that contradicts itself, or does not say of what, is told', () => {
  const receipt = receiptOf(fileOf('F4', GROUP));
  const rows: readonly (readonly [change: (text: string) => string, codes: readonly string[]])[] = [
    [(text) => text.replace('OK:1', 'OK:2'), ['nhais.receipt-count']],
    [(text) => text.replace('57 CP', '57 XX'), ['nhais.value', 'nhais.receipt-count']],
    [(text) => text.replace('57 CP', '57CP'), ['nhais.value', 'nhais.receipt-count']],
    [(text) => text.replace('00000057 CP', '57 CP'), ['nhais.form']],
    [
      (text) => text.replace("RFF+RIS:00000041 OK:1'\n", '').replace('UNT+7', 'UNT+6'),
      ['nhais.segment-missing'],
    ],
    [(text) => text.replace('NHS+SO', 'NHS+QQ'), ['nhais.value']],
    [(text) => text.replace('DTM+815:202603', 'DTM+815:202613'), ['nhais.value']],
    [
      (text) => text.replace('NHS+', "FTX+RGI+++X'\nNHS+"),
      ['nhais.segment-unknown', 'nhais.unt-count'],
    ],
  ];
  for (const [change, codes] of rows) {
    assert.notEqual(change(receipt), receipt);
    assert.deepEqual(read(change(receipt)).codes, codes, change(receipt));
  }
});

test('a receipt that was confirmed at another time than it was made keeps both', () => {
  const text = receiptOf(fileOf('F4', GROUP)).replace('815:202603120921', '815:202603120800');
  assert.deepEqual(read(text, 'strict').codes, []);
  assert.equal(writeInterchange(interchangeOf(text)).toString('latin1'), text);
});
