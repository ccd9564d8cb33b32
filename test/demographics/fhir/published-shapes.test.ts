import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPatient } from '../../../src/demographics/fhir/read-patient.ts';
import { searchSet } from '../../../src/demographics/fhir/search-set.ts';
import type { Shape } from '../../../src/demographics/fhir/shape.ts';
import { securityOf, writePatient } from '../../../src/demographics/fhir/write-patient.ts';
import { specialPatients } from '../../../src/demographics/special/special-patients.ts';
import { departures } from './karate-shape.ts';
import { published, skipPublished } from './published.ts';

const skip = skipPublished;
const NOW = new Date('2026-01-05T09:00:00Z');
const READ: Shape = { view: 'read', today: '20260105' };
/** Of no fixed abode, born in a year, staying somewhere unusual: what the published shapes do not foresee. */
const DEPARTING: readonly string[] = [
  'Patient.address[0].line: absent',
  'Patient.name[0].period.start: "1955"',
  'Patient.address[1].text: "Staying for treatment"',
];

test('every special patient has a published shape, whole or restricted', { skip }, () => {
  const found: string[] = [];
  for (const patient of specialPatients(NOW)) {
    const name = securityOf(patient.sensitivity) === 'U' ? 'Patient' : 'SensitivePatient';
    found.push(...departures(writePatient(patient, READ), name));
  }
  assert.deepEqual(found, DEPARTING);
});

test('search results have the published shapes', { skip }, () => {
  const search: Shape = { ...READ, view: 'search' };
  const patients = specialPatients(NOW).filter(
    ({ sensitivity, addresses, birthTime }) =>
      sensitivity === 'none' && addresses[0]?.lines.length !== 0 && birthTime !== '1955',
  );
  const entries = patients.map((patient) => ({
    fullUrl: `https://api.service.nhs.uk/personal-demographics/FHIR/R4/Patient/${patient.nhsNumber}`,
    score: 1,
    resource: writePatient(patient, search),
  }));
  assert.deepEqual(departures(searchSet(entries, NOW), 'patientSearchBundle'), []);
  assert.deepEqual(departures(searchSet([], NOW), 'patientSearchBundle'), []);
});

test('a search tells of the sandbox patient what the sandbox tells, in a restricted record too', {
  skip,
}, () => {
  const reading = readPatient(published('fhir-sandbox-mocks', 'Patient.json'), {
    newId: () => 'NEW',
  });
  assert.ok(reading.ok);
  const [entry] = published('fhir-sandbox-mocks', 'PatientSearch.json').entry;
  assert.deepEqual(writePatient(reading.patient, { view: 'search' }), entry.resource);
  const sensitive = writePatient({ ...reading.patient, sensitivity: 'Y' }, { view: 'read' });
  const example = published('fhir-sandbox-mocks', 'Sensitive_Patient.json');
  assert.deepEqual(Object.keys(sensitive), Object.keys(example));
  assert.deepEqual(sensitive.extension, example.extension);
  assert.deepEqual(sensitive.meta, example.meta);
});
