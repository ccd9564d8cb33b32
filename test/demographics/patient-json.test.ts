import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { generatePatients } from '../../src/demographics/generated/generate-patients.ts';
import { jsonValues } from '../../src/demographics/json/json-values.ts';
import {
  type PatientReading,
  problemText,
  readPatient,
  readPatients,
  writePatient,
} from '../../src/demographics/json/patient-json.ts';
import { itemsOf } from '../../src/demographics/object-ids.ts';
import { specialPatients } from '../../src/demographics/special/special-patients.ts';

const everybody = [
  ...specialPatients(new Date('2026-01-05T10:17:00Z')),
  ...generatePatients({ count: 50, seed: 7, practices: ['Z99001'] }),
];
const problems = (readings: Iterable<PatientReading>) =>
  [...readings].flatMap((each) => (each.ok ? [] : each.problems.map(problemText)));

test('what is written is read again, as lines and as a list, however it is cut up on its way', () => {
  const lines = everybody.map(writePatient).join('\n');
  const forms = [
    lines,
    `[${everybody.map(writePatient).join(',\n')}]`,
    JSON.stringify(everybody, null, 2),
  ];
  fc.assert(
    fc.property(fc.constantFrom(...forms), fc.integer({ min: 1, max: 5000 }), (text, size) => {
      const read = [...readPatients(cut(text, size))];
      assert.deepEqual(
        read,
        everybody.map((patient) => ({ ok: true, patient })),
      );
    }),
    { numRuns: 20 },
  );
});

test('one record over many lines is a file of one record', () => {
  const [patient] = everybody;
  const read = [...readPatients([JSON.stringify(patient, null, 2)])];
  assert.deepEqual(read, [{ ok: true, patient }]);
});

test('a record needs its number alone: what is usual is filled in', () => {
  const read = readPatient({
    nhsNumber: '9991001018',
    names: [{ family: 'SHORT', given: ['ONLY'] }],
    addresses: [{ postcode: 'ZZ1 1AA' }],
    telecoms: [{ value: '01632960001' }],
    provisions: [{ ods: 'Z99001' }],
  });
  assert.ok(read.ok);
  const { patient } = read;
  assert.equal(patient.scn, 1);
  assert.equal(patient.status, 'active');
  assert.equal(patient.names[0]?.use, 'L');
  assert.equal(patient.addresses[0]?.use, 'H');
  assert.equal(patient.provisions[0]?.code, '1');
  const ids = itemsOf(patient).map(({ id }) => id);
  assert.equal(new Set(ids).size, 4);
  assert.ok(ids.every((id) => /^SIM\w+$/.test(id)));
});

test('a problem names record, line and path, and never what the record holds', () => {
  const text = [
    writePatient(everybody[0] ?? assert.fail()),
    '{"nhsNumber":"9991001010"}',
    '{"nhsNumber":"9991001018","names":[{"family":"SECRETNAME","from":"1 May"}],"colour":"blue"}',
    '{"nhsNumber":"9991001018"',
  ].join('\n');
  const found = problems(readPatients([text]));
  assert.deepEqual(found, [
    'record 2 (line 2), nhsNumber: is no NHS number: ten digits with a right check digit',
    'record 3 (line 3), names[0].from: is no date or time of HL7: digits, YYYY to YYYYMMDDHHMMSS',
    'record 3 (line 3): Unrecognized key: "colour"',
    'record 4 (line 4): is no JSON, at position 25',
  ]);
  assert.ok(!found.join().includes('SECRETNAME'));
});

test('a list that does not end, or goes on after its end, is told', () => {
  const one = writePatient(everybody[0] ?? assert.fail());
  assert.deepEqual(problems(readPatients([`[${one},\n`])), [
    'record 2 (line 2): the list has no end',
  ]);
  assert.deepEqual(problems(readPatients([`[${one}]\n${one}`])), [
    'record 2 (line 2): comes after the end of the list',
  ]);
  assert.deepEqual(problems(readPatients(['[]'])), []);
  assert.deepEqual(problems(readPatients(['  \n'])), []);
});

test('the lines of a file are counted inside of texts and records as well', () => {
  const lines = [...jsonValues(['{\n"a":[1,\n{}]}\n\n{"b":"}\\"{"}\n"c"\n7'])].map(
    ({ line }) => line,
  );
  assert.deepEqual(lines, [1, 5, 6, 7]);
});

test('reading never throws and always ends, whatever the file holds', () => {
  const bits = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    '\\',
    ',',
    '\n',
    ' ',
    '1',
    'true',
    '"nhsNumber":',
  );
  fc.assert(
    fc.property(fc.array(bits), fc.integer({ min: 1, max: 9 }), (pieces, size) => {
      for (const reading of readPatients(cut(pieces.join(''), size))) assert.ok('ok' in reading);
    }),
  );
  fc.assert(
    fc.property(fc.anything(), (value) => {
      assert.equal(readPatient(value).ok, false);
    }),
  );
});

function* cut(text: string, size: number): Generator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}
