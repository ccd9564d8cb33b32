import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseJson } from '../../../src/demographics/fhir/json.ts';
import { bundleReader } from '../../../src/demographics/fhir/read-bundle.ts';
import { readPatient } from '../../../src/demographics/fhir/read-patient.ts';
import { WHOLE } from '../../../src/demographics/fhir/shape.ts';
import { writeBundle } from '../../../src/demographics/fhir/write-bundle.ts';
import { writePatient } from '../../../src/demographics/fhir/write-patient.ts';
import type { Patient } from '../../../src/demographics/patient.ts';
import { specialPatients } from '../../../src/demographics/special/special-patients.ts';
import { arbitraryPatient, arbitraryRecord } from './arbitrary-patient.ts';

const NOW = new Date('2026-01-05T09:00:00Z');
const options = { newId: () => 'NEW' };

/** As if the record were open: what is held back cannot come back. */
const open = (patient: Patient): Patient => ({ ...patient, sensitivity: 'none' });

test('a record comes back from FHIR as it went', () => {
  fc.assert(
    fc.property(arbitraryPatient.map(open), (patient) => {
      const text = JSON.stringify(writePatient(patient, WHOLE));
      const reading = readPatient(JSON.parse(text), options);
      assert.ok(reading.ok);
      assert.deepEqual(reading.problems, []);
      assert.deepEqual(reading.patient, patient);
    }),
    { numRuns: 300 },
  );
});

function readAll(chunks: Iterable<string>) {
  const reader = bundleReader(options);
  const records = [...chunks].flatMap((chunk) => reader.push(chunk));
  return [...records, ...reader.end()];
}

test('a register comes back from a Bundle that arrives in pieces of any size', () => {
  fc.assert(
    fc.property(
      fc.array(arbitraryRecord, { maxLength: 4 }),
      fc.integer({ min: 1, max: 5000 }),
      (patients, size) => {
        const whole = [...writeBundle(patients, NOW)].join('');
        JSON.parse(whole);
        const pieces = whole.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
        const records = readAll(pieces);
        assert.deepEqual(
          records.flatMap(({ problems }) => problems),
          [],
        );
        assert.deepEqual(
          records.map(({ patient }) => patient),
          patients,
        );
      },
    ),
    { numRuns: 100 },
  );
});

test('the special patients come back with their relatives and their status', () => {
  const patients = specialPatients(NOW);
  const records = readAll(writeBundle(patients, NOW));
  assert.equal(records.length, patients.length);
  for (const [at, { patient, problems }] of records.entries()) {
    const before = patients[at];
    assert.ok(patient && before);
    assert.deepEqual(problems, [], patient.nhsNumber);
    assert.equal(patient.status, before.status);
    assert.equal(patient.supersededBy, before.supersededBy);
    assert.deepEqual(patient.supersedes, before.supersedes);
    const kin = (each: Patient) =>
      each.relatives.map(({ id, relationship, nhsNumber, nextOfKin, name }) => ({
        ...{ id, relationship, nhsNumber, nextOfKin },
        family: name?.family,
      }));
    assert.deepEqual(kin(patient), kin(before));
    assert.equal(
      patient.sensitivity === 'none',
      before.sensitivity === 'none' || before.status === 'redacted',
    );
  }
});

test('a file may hold one Patient, or nothing, and says where it broke off', () => {
  const alone = JSON.stringify(writePatient(specialPatients(NOW)[0] as Patient, WHOLE));
  assert.equal(readAll([alone])[0]?.patient?.nhsNumber, '9991001018');
  assert.deepEqual(readAll(['{"resourceType":"Bundle","type":"collection"}']), []);
  assert.deepEqual(readAll(['']), []);
  const cut = readAll([`{"resourceType":"Bundle","entry":[{"resource":${alone}},{"resou`]);
  assert.equal(cut.filter(({ patient }) => patient).length, 1);
  assert.match(JSON.stringify(cut), /ends in the middle/);
  const stranger = readAll([
    '{"entry":[{"fullUrl":"Patient/9991001018/RelatedPerson/1","resource":{"resourceType":"RelatedPerson"}},{"resource":{"resourceType":"Group"}},{"resource":{"resourceType":"Patient","id":"9991001010"}}]}',
  ]);
  assert.deepEqual(
    stranger.flatMap(({ problems }) => problems.map(({ at }) => at)),
    ['entry[0]', 'entry[1]', 'entry[2].Patient.id'],
  );
});

test('junk is a problem with its path, never an exception', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.jsonValue(),
        fc.jsonValue().map((junk) => ({ id: '9991001018', name: junk, extension: junk })),
        fc.jsonValue().map((junk) => ({
          ...{
            id: '9991001018',
            meta: junk,
            telecom: [junk],
            address: [{ use: 'home', line: junk }],
          },
          ...{ contact: [{ telecom: [junk] }], generalPractitioner: [{ identifier: junk }] },
          extension: [
            {
              url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSCommunication',
              extension: junk,
            },
          ],
        })),
      ),
      (junk) => {
        const reading = readPatient(junk, options);
        if (reading.ok) assert.equal(reading.patient.nhsNumber, '9991001018');
        else assert.ok(reading.problems.length > 0);
      },
    ),
    { numRuns: 1000 },
  );
});

test('bytes that are no Bundle are read to their end', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (chunks) => {
      readAll(chunks);
      readAll(['{"entry":[', ...chunks]);
      readAll(['{"entry":[{"a":"', ...chunks, '"}']);
    }),
    { numRuns: 300 },
  );
});

test('names of JavaScript are names of JSON and no more; deep nesting is no JSON', () => {
  const hostile =
    '{"id":"9991001018","__proto__":{"gender":"male"},"constructor":{"prototype":{}}}';
  const reading = readPatient(parseJson(hostile), options);
  assert.ok(reading.ok);
  assert.equal(reading.patient.gender, undefined);
  assert.equal(parseJson('['.repeat(100_000)), undefined);
  assert.equal(parseJson(`${'['.repeat(100_000)}${']'.repeat(100_000)}`), undefined);
  assert.equal(parseJson('{"a":"[[[[\\"'), undefined);
});
