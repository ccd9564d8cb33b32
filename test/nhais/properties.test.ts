import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type NhaisInterchange,
  type NhaisMessage,
  type NhaisPatient,
  type NhaisTransaction,
  TRANSACTION_CODES,
} from '../../src/nhais/interchange.ts';
import { readInterchange } from '../../src/nhais/read-interchange.ts';
import { receiptFor } from '../../src/nhais/receipt-for.ts';
import { writeInterchange } from '../../src/nhais/write-interchange.ts';
import { MOST_DEVIATIONS } from '../../src/wire/edifact/edifact-deviation.ts';
import { fileOf, fileOfMessages, GROUP, interchangeOf } from './interchanges.ts';

/** About data that a code needs, or does not erase: the values are drawn without regard to it. */
const ABOUT_DATA = new Set(['nhais.required', 'nhais.erased']);

const bare = { noNullPrototype: true } as const;
const text = fc
  .string({
    unit: fc.constantFrom(...'ABCXYZ0189 .,-()/=!"%&*;<>\'+:?'),
    minLength: 1,
    maxLength: 14,
  })
  // Alone they mean that a value is erased, or that a line is blank.
  .filter((each) => each !== '%' && each !== '?');
const amended = fc.oneof(text, fc.constant({ erase: true } as const));
const day = fc
  .date({
    min: new Date('1900-01-01T00:00:00Z'),
    max: new Date('2099-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));
const moment = day.map((each) => `${each}0915`);
const sequence = fc.integer({ min: 1, max: 99_999_999 });
const address = fc.record(
  {
    lines: fc.array(fc.option(amended, { nil: undefined }), { minLength: 5, maxLength: 5 }),
    postcode: amended,
  },
  { ...bare, requiredKeys: ['lines'] },
);
const patient: fc.Arbitrary<NhaisPatient> = fc.record(
  {
    nhsNumber: fc.constantFrom('9990000018', 'N/10/10', 'TE26'),
    surname: amended,
    forename: amended,
    title: amended,
    middleName: amended,
    thirdForename: amended,
    previousSurname: amended,
    amendedNhsNumber: fc.constant('9990000026'),
    birthDate: day,
    sex: fc.constantFrom('0', '1', '2', '9'),
    address,
    previousAddress: fc.record({ lines: fc.array(text, { minLength: 1, maxLength: 5 }) }, bare),
  },
  { ...bare, requiredKeys: [] },
);
const transaction: fc.Arbitrary<NhaisTransaction> = fc.record(
  {
    number: sequence,
    gp: fc.constant({ national: '1234567', local: 'Z99001' }),
    residentialInstitute: amended,
    previousGp: text,
    previousAuthority: fc.constant('SY'),
    newAuthority: fc.constant('KC'),
    acceptanceCode: fc.constantFrom('A', 'D', 'I', 'R', 'S'),
    acceptanceType: fc.constantFrom('1', '2', '3', '4'),
    drugsDispensed: fc.constantFrom('Y', { erase: true } as const),
    fp69Reason: text,
    deductionReason: text,
    acceptanceDate: day,
    entryDate: day,
    exitDate: day,
    deductionDate: day,
    fp69ExpiryDate: day,
    birthplace: amended,
    freeText: text,
    patient,
  },
  { ...bare, requiredKeys: ['number'] },
);
const ofGroups = TRANSACTION_CODES.filter((code) => code !== 'F8');
const registration: fc.Arbitrary<NhaisMessage> = fc.oneof(
  fc.record(
    {
      kind: fc.constant('registration' as const),
      sequence,
      code: fc.constantFrom(...ofGroups),
      cipher: fc.constant('SO'),
      at: moment,
      transactions: fc.array(transaction, { minLength: 1, maxLength: 4 }),
    },
    bare,
  ),
  fc.record(
    {
      kind: fc.constant('registration' as const),
      sequence,
      code: fc.constant('F8'),
      cipher: fc.constant('SO'),
      at: moment,
      quarterEnd: day,
      transactions: sequence.map((number) => [{ number, deductionReason: 'Q' }]),
    },
    bare,
  ),
);
const interchange: fc.Arbitrary<NhaisInterchange> = fc.record(
  {
    sender: fc.constant('ABC1'),
    recipient: fc.constant('SO01'),
    date: fc.constant('260312'),
    time: fc.constant('0915'),
    sequence,
    application: fc.constant({ reference: 'FHSREG', agreement: 'FHSA EDI TRANSFERS' }),
    messages: fc.uniqueArray(registration, {
      minLength: 1,
      maxLength: 4,
      selector: ({ sequence }) => sequence,
    }),
  },
  { ...bare, requiredKeys: ['sender', 'recipient', 'date', 'time', 'sequence', 'messages'] },
);
const style = fc.record(
  {
    newline: fc.constantFrom('lf' as const, 'crlf' as const, 'none' as const),
    finalNewline: fc.boolean(),
    advice: fc.boolean(),
  },
  bare,
);

/** Without the empty patient that a transaction may be drawn with: no file can tell it from none. */
function plain(drawn: NhaisInterchange): NhaisInterchange {
  const messages = drawn.messages.map((message) =>
    message.kind !== 'registration'
      ? message
      : {
          ...message,
          transactions: message.transactions.map(({ patient: of, ...rest }) =>
            of && Object.keys(of).length > 0 ? { ...rest, patient: of } : rest,
          ),
        },
  );
  return { ...drawn, messages };
}

test('whatever interchange is written is read as it was, whatever its newlines', () => {
  fc.assert(
    fc.property(interchange.map(plain), style, (value, style) => {
      const bytes = writeInterchange(value, style);
      const reading = readInterchange(bytes);
      assert.ok(reading.ok);
      const codes = reading.deviations.map(({ code }) => code);
      assert.deepEqual(
        codes.filter((code) => !ABOUT_DATA.has(code) && code !== 'nhais.link-code'),
        [],
      );
      assert.deepEqual(reading.value, value);
      assert.deepEqual(writeInterchange(reading.value, reading.style), bytes);
    }),
    { numRuns: 200 },
  );
});

test('every receipt of an interchange is read as it was built', () => {
  const result = fc.constantFrom('CP' as const, 'CA' as const, 'CI' as const);
  fc.assert(
    fc.property(interchange.map(plain), sequence, sequence, result, (value, sis, sms, result) => {
      const context = { at: new Date('2026-07-12T09:21:00Z'), interchange: sis, message: sms };
      const receipt = receiptFor(value, { ...context, resultOf: () => result });
      const reading = readInterchange(writeInterchange(receipt), 'strict');
      assert.ok(reading.ok, JSON.stringify(reading));
      assert.deepEqual(reading.value, receipt);
    }),
    { numRuns: 100 },
  );
});

const VALID = fileOfMessages([
  ['F4', [...GROUP, 'S02+2', 'PNA+PAT+9990000018:OPI']],
  ['F8', ['RFF+TN:99', 'GIS+Q:ZZZ'], '20260331'],
  [
    'F1',
    [
      ...GROUP,
      'HEA+DM+Y:ZZZ',
      'S02+2',
      'PNA+PAT+9990000018:OPI+++SU:TESTPATIENT+FO:ROBIN',
      'NAD+PAT++??:1 EXAMPLE ROAD::TESTTOWN:HAMPSHIRE+++++ZZ1  1ZZ',
      'S02+2',
      'PNA+PER++++SU:FORMER',
    ],
  ],
]);

const ACCEPTANCE = fileOf('G1', [
  ...GROUP,
  'NAD+RIC+RT:956',
  'NAD+PGP+++DR SAMPLE',
  'NAD+PFH+SY:954',
  'HEA+ACD+A:ZZZ',
  'HEA+ATP+3:ZZZ',
  'DTM+956:20260310:102',
  'LOC+950+TESTTOWN',
  "FTX+RGI+++O?'TEST ?+ RECORDS EXPECTED",
  'S02+2',
  'PNA+PAT+9990000018:OPI+++SU:TESTPATIENT++TI:MX',
  'DTM+329:19800102:102',
  'PDI+9',
  'NAD+PAT++??:1 EXAMPLE ROAD::TESTTOWN:HAMPSHIRE',
  'NAD+PER++2 OLD ROAD:OLDTOWN',
]);
const RECEIPT = writeInterchange(
  receiptFor(interchangeOf(VALID), {
    ...{ at: new Date('2026-03-12T09:21:00Z'), interchange: 310, message: 480 },
    resultOf: ({ sequence }) => (sequence === 58 ? 'CA' : 'CP'),
  }),
).toString('latin1');

test('a valid file that is damaged anywhere is read or refused; what strict takes is written again equal', () => {
  const damage = fc.record(
    {
      at: fc.nat({ max: VALID.length }),
      cut: fc.nat({ max: 6 }),
      put: fc.string({ unit: fc.constantFrom(..."AU01+:'?%\n "), maxLength: 3 }),
    },
    bare,
  );
  const damages = fc.array(damage, { maxLength: 3 });
  const kept = { strict: 0, lenient: 0, refused: 0 };
  fc.assert(
    fc.property(fc.constantFrom(VALID, ACCEPTANCE, RECEIPT), damages, (valid, each) => {
      const damaged = each.reduce(
        (all, { at, cut, put }) => all.slice(0, at) + put + all.slice(at + cut),
        valid,
      );
      const bytes = Buffer.from(damaged, 'latin1');
      const lenient = readInterchange(bytes);
      const strict = readInterchange(bytes, 'strict');
      for (const { at } of lenient.deviations)
        assert.ok(at.offset >= 0 && at.offset <= bytes.length);
      if (lenient.ok) writeInterchange(lenient.value, lenient.style);
      kept[strict.ok ? 'strict' : lenient.ok ? 'lenient' : 'refused'] += 1;
      if (!strict.ok) return;
      // Newlines between segments mean nothing, so that more than one of them is no deviation.
      const written = writeInterchange(strict.value, strict.style).toString('latin1');
      assert.equal(written.replaceAll(/[\r\n]/g, ''), damaged.replaceAll(/[\r\n]/g, ''));
    }),
    {
      numRuns: 1500,
      examples: [
        [VALID, []],
        [ACCEPTANCE, []],
        [RECEIPT, []],
      ],
    },
  );
  assert.ok(kept.strict > 0 && kept.lenient > 0 && kept.refused > 0, JSON.stringify(kept));
});

test('files that are made to be dear to read are bounded in time and in what is told of them', () => {
  const head = "UNB+UNOA:2+ABC1+SO01+260312:0915+00000041'";
  const hostile = [
    head + "UNH+1+X'".repeat(30_000),
    head + "S01+1'".repeat(30_000),
    `${head}UNH+00000001+FHSREG:0:1:FH:FHS001'${"S02+2'".repeat(30_000)}`,
    `${head}UNH+00000001+FHSREG:0:1:FH:FHS001'${"S01+1'".repeat(30_000)}`,
    `${head}UNH+00000001+RECEP:0:2:FH'${"RFF+MIS:00000001 CP'".repeat(30_000)}`,
    `${head}FTX+${'A'.repeat(1_000_000)}'`,
    fileOf('F3', ['S01+1', `FTX+RGI+++${"?'".repeat(300_000)}`]),
  ];
  for (const each of hostile) {
    const { deviations } = readInterchange(Buffer.from(each));
    assert.ok(deviations.length <= MOST_DEVIATIONS);
    for (const { found, expected } of deviations) assert.ok(found.length + expected.length < 700);
  }
  const tooLong = readInterchange(Buffer.alloc(5_000_000, 'A'));
  assert.ok(!tooLong.ok);
  assert.equal(tooLong.failure.code, 'edifact.too-large');
});
