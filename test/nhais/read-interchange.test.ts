import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeInterchange } from '../../src/nhais/write-interchange.ts';
import {
  fileOf,
  fileOfMessages,
  GROUP,
  interchangeOf,
  read,
  registrationOf,
  transactionOf,
} from './interchanges.ts';

const PATIENT = ['S02+2', 'PNA+PAT+9990000018:OPI+++SU:TESTPATIENT+FO:ROBIN+TI:MX'];
const ACCEPTED = ['HEA+ACD+A:ZZZ', 'HEA+ATP+1:ZZZ', 'DTM+956:20260310:102'];
const ADDRESS = 'NAD+PAT++??:1 EXAMPLE ROAD::TESTTOWN:HAMPSHIRE+++++ZZ1  1ZZ';

test('N5 the acceptance of a birth without NHS number is told as data that is missing', () => {
  const birth = (number: string) =>
    fileOf('G1', [
      ...GROUP,
      ...ACCEPTED,
      'S02+2',
      `PNA+PAT+${number}+++SU:TESTPATIENT`,
      'DTM+329:20260301:102',
      'PDI+1',
      ADDRESS,
    ]);
  assert.deepEqual(read(birth('9990000018:OPI'), 'strict').codes, []);
  const { deviations } = read(birth(''));
  assert.deepEqual(deviations, [
    {
      code: 'nhais.required',
      message: 'G1 of type 1 needs an NHS number',
      expected: 'PNA+PAT with an NHS number',
      found: 'nothing',
      at: { offset: birth('').indexOf('S01'), line: 7, column: 1 },
      sms: 57,
    },
  ]);
  assert.equal(read(birth(''), 'strict').ok, false);
});

test('N8 released signs of free text are plain in the value, and released again in the file', () => {
  const text = fileOf('F3', [...GROUP, "FTX+RGI+++A?'B?+C?:D??"]);
  assert.equal(transactionOf(text).freeText, "A'B+C:D?");
  assert.equal(writeInterchange(interchangeOf(text)).toString('latin1'), text);
});

test('N9 a first line of one question mark means that the line is blank', () => {
  const town = fileOf('G2', [...GROUP, 'S02+2', 'PNA+PAT+9990000018:OPI', ADDRESS]);
  assert.deepEqual(transactionOf(town).patient?.address, {
    lines: [undefined, '1 EXAMPLE ROAD', undefined, 'TESTTOWN', 'HAMPSHIRE'],
    postcode: 'ZZ1  1ZZ',
  });
  assert.equal(writeInterchange(interchangeOf(town)).toString('latin1'), town);
  // A line that is empty in the file is taken for blank too, and told.
  assert.deepEqual(read(town.replace('++??:', '++:')).codes, ['nhais.form']);
});

test('N10 % of an amendment erases forenames, lines and the postcode', () => {
  const text = fileOf('G2', [
    ...GROUP,
    'NAD+RIC+%:956',
    'HEA+DM+%:ZZZ',
    'S02+2',
    'PNA+PAT+9990000018:OPI++++FO:%+TI:%',
    'NAD+PAT++%:ROAD NAME:%:TESTTOWN:%+++++%',
    'S02+2',
    'PNA+PER++++SU:%',
  ]);
  const erase = { erase: true };
  const { patient, ...transaction } = transactionOf(text);
  assert.deepEqual(patient, {
    nhsNumber: '9990000018',
    forename: erase,
    title: erase,
    address: { lines: [erase, 'ROAD NAME', erase, 'TESTTOWN', erase], postcode: erase },
    previousSurname: erase,
  });
  assert.deepEqual([transaction.residentialInstitute, transaction.drugsDispensed], [erase, erase]);
  assert.equal(writeInterchange(interchangeOf(text)).toString('latin1'), text);
  assert.deepEqual(read(text.replace('950:G2', '950:G5')).codes, [
    'nhais.required',
    'nhais.required',
    'nhais.erased',
  ]);
});

test('N11 a number in a further group is the one that the patient has from now on', () => {
  const text = fileOf('F1', [
    ...GROUP,
    'S02+2',
    'PNA+PAT+TE26:OPI',
    'S02+2',
    'PNA+PER+9990000026:API',
  ]);
  const { patient } = transactionOf(text);
  assert.deepEqual(patient, { nhsNumber: 'TE26', amendedNhsNumber: '9990000026' });
  assert.equal(writeInterchange(interchangeOf(text)).toString('latin1'), text);
});

test('N15 numbers of transactions of eight digits, and with zeros in front, are taken as they are', () => {
  for (const [written, number] of [
    ['10817565', 10_817_565],
    ['00000001', 1],
  ] as const) {
    const text = fileOf('F4', ['S01+1', `RFF+TN:${written}`, 'NAD+GP+1234567,Z99001:900']);
    assert.equal(transactionOf(text).number, number);
    assert.equal(writeInterchange(interchangeOf(text)).toString('latin1'), text);
  }
  for (const wrong of ['0', '123456789', 'X', ''])
    assert.deepEqual(read(fileOf('F4', ['S01+1', `RFF+TN:${wrong}`, 'NAD+GP+1,2:900'])).codes, [
      'nhais.value',
    ]);
});

test('N19 a count of UNT that is wrong by one is told; strict has no value for it, but what to receipt', () => {
  const text = fileOf('F4', GROUP).replace('UNT+9', 'UNT+10');
  const lenient = read(text);
  assert.ok(lenient.ok);
  assert.deepEqual(lenient.deviations, [
    {
      code: 'nhais.unt-count',
      message: 'UNT counts other than the segments from UNH to UNT',
      expected: '9',
      found: '10',
      at: { offset: text.indexOf('UNT'), line: 10, column: 1 },
      sms: 57,
    },
  ]);
  const strict = read(text, 'strict');
  assert.ok(!strict.ok);
  assert.equal(strict.failure.code, 'nhais.unt-count');
  assert.equal(strict.value?.sequence, 41);
  assert.equal(writeInterchange(interchangeOf(text), { countError: 1 }).toString('latin1'), text);
});

test('N20 a file without its last terminator is read, and written so again on purpose', () => {
  const text = fileOf('F4', GROUP).slice(0, -1);
  assert.deepEqual(read(text).codes, ['edifact.final-terminator']);
  assert.equal(read(text, 'strict').ok, false);
  assert.equal(
    writeInterchange(interchangeOf(text), { finalTerminator: false }).toString('latin1'),
    text,
  );
});

test('N21 CR LF, LF and one line are the same interchange', () => {
  const lf = fileOf('G2', [...GROUP, ...PATIENT, ADDRESS]);
  const value = interchangeOf(lf);
  for (const [newline, written] of [
    ['crlf', '\r\n'],
    ['none', ''],
  ] as const) {
    const text = lf.replaceAll('\n', written);
    assert.deepEqual(read(text, 'strict').codes, []);
    assert.deepEqual(interchangeOf(text), value);
    assert.equal(writeInterchange(value, { newline }).toString('latin1'), text);
  }
});

test('N28 a number of the older form is taken as it is', () => {
  const text = fileOf('F10', [...GROUP, 'S02+2', 'PNA+PAT+N/10/10:OPI']);
  assert.equal(transactionOf(text).patient?.nhsNumber, 'N/10/10');
});

test('N29 an FP69 notification with a town alone has no postcode, and a wrong count of UNT is told', () => {
  const text = fileOf('F9', [
    ...GROUP,
    'HEA+FRN+8:ZZZ',
    'DTM+962:20260901:102',
    'S02+2',
    'PNA+PAT+9990000034:OPI+++SU:TESTPATIENT+FO:SAM',
    'DTM+329:19800102:102',
    'NAD+PAT++??:::TESTTOWN:',
  ]);
  const { patient, fp69ExpiryDate } = transactionOf(text);
  assert.deepEqual(patient?.address, {
    lines: [undefined, undefined, undefined, 'TESTTOWN', undefined],
  });
  assert.equal(fp69ExpiryDate, '20260901');
  assert.equal(writeInterchange(interchangeOf(text)).toString('latin1'), text);
  assert.deepEqual(read(text.replace('UNT+15', 'UNT+16')).codes, ['nhais.unt-count']);
});

test('a close quarter notification has its number without a group', () => {
  const text = fileOf('F8', ['RFF+TN:99', 'GIS+Q:ZZZ'], '20260331');
  const message = registrationOf(interchangeOf(text));
  assert.deepEqual(message.transactions, [{ number: 99, deductionReason: 'Q' }]);
  assert.equal(message.quarterEnd, '20260331');
  assert.deepEqual(read(text.replace('GIS+Q', 'GIS+1')).codes, ['nhais.value']);
  const without = text.replace("GIS+Q:ZZZ'\n", '').replace('UNT+9', 'UNT+8');
  assert.deepEqual(read(without).codes, ['nhais.segment-missing']);
  assert.deepEqual(read(text, 'strict').codes, []);
  assert.equal(writeInterchange(interchangeOf(text)).toString('latin1'), text);
});

test('what NHAIS says of itself in UNB is kept', () => {
  const text = fileOf('F4', GROUP).replace(
    "00000041'\nUNH",
    "00000041++FHSREG+++FHSA EDI TRANSFERS'\nUNH",
  );
  assert.deepEqual(interchangeOf(text).application, {
    reference: 'FHSREG',
    agreement: 'FHSA EDI TRANSFERS',
  });
  assert.deepEqual(read(text, 'strict').codes, []);
  assert.equal(writeInterchange(interchangeOf(text)).toString('latin1'), text);
});

test('envelopes that do not fit together are told, each thing by its code', () => {
  const good = fileOf('F4', GROUP);
  const rows: readonly (readonly [change: (text: string) => string, codes: readonly string[]])[] = [
    [(text) => text.replace(/UNZ.*/, "UNZ+2+00000041'"), ['nhais.unz-count']],
    [(text) => text.replace(/UNZ.*/, "UNZ+1+00000042'"), ['nhais.unz-sequence']],
    [(text) => text.replace(/\nUNZ.*/, ''), ['nhais.unz-missing']],
    [(text) => text.replace(/\nUNT.*/, ''), ['nhais.unt-missing']],
    [(text) => text.replace('UNT+9+00000057', 'UNT+9+00000058'), ['nhais.unt-sequence']],
    [(text) => `${text}\n${text}`, ['nhais.after-unz']],
    [(text) => text.replace(/(UNT.*)'/, "$1:'"), ['nhais.form']],
    [(text) => text.replace(/(UNZ.*)'/, "$1+'"), ['nhais.form']],
    [(text) => text.replace('FHS001', 'FHS002'), ['nhais.message-type']],
    [(text) => text.replace('950:F4', '950:G9'), ['nhais.transaction-code']],
    [(text) => text.replace('UNH+00000057', 'UNH+57'), ['nhais.form', 'nhais.unt-sequence']],
    [(text) => text.replace('NAD+FHS+SO', 'NAD+FHS+QQ'), ['nhais.value']],
    [(text) => text.replace('NAD+FHS+SO', 'NAD+FHS+KC'), ['nhais.link-code']],
    [(text) => text.replace('+SO01+ABC1', '+SO01+ABC'), ['nhais.trading-partner']],
    [(text) => text.replace('+SO01+ABC1', '+ABC1+SO01'), ['nhais.link-code']],
    [(text) => text.replace('260312:0915', '260332:0915'), ['nhais.value']],
    [(text) => text.replace('UNOA:2', 'UNOB:3'), ['nhais.form']],
    [(text) => text.replace('UNH', "DTM+137:1:102'\nUNH"), ['nhais.segment-outside']],
    [
      (text) => text.replace("BGM+++507'\n", '').replace('UNT+9', 'UNT+8'),
      ['nhais.segment-missing'],
    ],
    [
      (text) => text.replace("S01+1'", "HEA+BM+B:ZZZ'\nS01+1'").replace('UNT+9', 'UNT+10'),
      ['nhais.segment-unknown'],
    ],
  ];
  assert.deepEqual(read(good, 'strict').codes, []);
  for (const [change, codes] of rows) {
    assert.notEqual(change(good), good);
    assert.deepEqual(read(change(good)).codes, codes, change(good));
    assert.equal(read(change(good), 'strict').ok, false);
  }
});

test('segments of a transaction that are out of place, twice there, or no longer known are told, and nothing is lost', () => {
  const of = (...segments: string[]) => fileOf('G2', [...GROUP, ...segments, ...PATIENT]);
  assert.deepEqual(read(of('FTX+RGI+++X', 'HEA+DM+Y:ZZZ')).codes, ['nhais.order']);
  assert.deepEqual(read(of('HEA+DM+Y:ZZZ', 'HEA+DM+%:ZZZ')).codes, ['nhais.segment-repeated']);
  assert.deepEqual(read(of('HEA+ATP+7:ZZZ')).codes, ['nhais.value']);
  assert.deepEqual(read(of('DTM+956:20260230:102')).codes, ['nhais.value']);
  assert.deepEqual(read(of('HEA+DM+Y:XXX')).codes, ['nhais.form']);
  const obsolete = of('HEA+BM+B:ZZZ');
  assert.deepEqual(read(obsolete).codes, ['nhais.segment-unknown']);
  assert.equal(writeInterchange(interchangeOf(obsolete)).toString('latin1'), obsolete);
});

test('adjacent segments in the wrong order are told', () => {
  const of = (...segments: string[]) => fileOf('G2', [...GROUP, ...segments, ...PATIENT]);
  assert.deepEqual(read(of('LOC+950+X', 'DTM+962:20260901:102')).codes, ['nhais.order']);
  assert.deepEqual(read(of('DTM+962:20260901:102', 'LOC+950+X')).codes, []);
});

test('groups of a patient that say the same twice, lack their name, or come late are told; the first one counts', () => {
  const codes = (...segments: string[]) => {
    const text = fileOf('G2', [...GROUP, ...segments]);
    return {
      codes: read(text).codes,
      patient: registrationOf(interchangeOf(text)).transactions[0]?.patient,
    };
  };
  const former = (name: string) => ['S02+2', `PNA+PER++++SU:${name}`];
  const twice = codes(...PATIENT, ...former('FIRST'), ...former('SECOND'));
  assert.deepEqual(twice.codes, ['nhais.segment-repeated']);
  assert.equal(twice.patient?.previousSurname, 'FIRST');
  const late = codes(...former('FIRST'), ...PATIENT);
  assert.deepEqual(late.codes, ['nhais.order']);
  assert.equal(late.patient?.surname, 'TESTPATIENT');
  const nameless = read(fileOf('G2', [...GROUP, ...PATIENT, 'S02+2'])).deviations;
  assert.deepEqual(
    nameless.map(({ code, expected }) => [code, expected]),
    [['nhais.segment-missing', 'PNA+PER']],
  );
});

test('a message of an unknown type is kept, so that it can be receipted', () => {
  const text = fileOf('F4', GROUP).replace('FHSREG:0:1:FH:FHS001', 'FHSPRV:0:1:FH');
  const [message] = interchangeOf(text).messages;
  assert.equal(message?.kind, 'other');
  assert.equal(message?.sequence, 57);
  assert.deepEqual(read(text).codes, ['nhais.message-type']);
  assert.equal(writeInterchange(interchangeOf(text)).toString('latin1'), text);
});

test('a file without a UNB that can be receipted has no value in either mode', () => {
  for (const text of ['', 'hello', "UNH+1+FHSREG'", "UNB+UNOA:2+A+B+260312:0915+X'"]) {
    const reading = read(text);
    assert.ok(!reading.ok);
    assert.equal(reading.value, undefined);
    assert.match(reading.failure.code, /^(?:edifact\.empty|nhais\.no-unb)$/);
  }
});

test('two messages with one sequence number are told: no receipt could tell them apart', () => {
  const text = fileOfMessages([
    ['F4', GROUP],
    ['F3', GROUP],
  ]).replaceAll('00000058', '00000057');
  assert.deepEqual(
    read(text).deviations.map(({ code, at }) => [code, at.line]),
    [['nhais.sms-repeated', 11]],
  );
});

test('messages of a file are told apart in what is told of them', () => {
  const text = fileOfMessages([
    ['F4', GROUP],
    ['F11', GROUP],
  ]);
  assert.deepEqual(
    read(text).deviations.map(({ sms, message }) => [sms, message]),
    [
      [58, 'F11 needs an NHS number'],
      [58, 'F11 needs free text'],
    ],
  );
});
