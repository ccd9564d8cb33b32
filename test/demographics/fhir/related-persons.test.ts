import assert from 'node:assert/strict';
import { test } from 'node:test';
import { relatedPersons } from '../../../src/demographics/fhir/related-persons.ts';
import type { Patient, Relative } from '../../../src/demographics/patient.ts';
import { plainPatient } from '../../../src/demographics/plain-patient.ts';
import { specialPatients } from '../../../src/demographics/special/special-patients.ts';
import { published, skipPublished } from './published.ts';

const READ = { view: 'read', today: '20260105' } as const;

function guardian(change: Partial<Relative> = {}): Patient {
  const span = { from: '20240101', to: '20251231' };
  const relative: Relative = {
    id: 'F4CF8B96',
    relationship: '05',
    name: {
      id: '',
      use: 'L',
      prefix: 'Mrs',
      given: ['Jane'],
      family: 'Smith',
      suffix: 'MBE',
      ...span,
    },
    address: {
      ...{
        id: '',
        use: 'H',
        postcode: 'LS1 6AE',
        pafKey: '12345678',
        uprn: '123456789012',
        ...span,
      },
      lines: ['1 Trevelyan Square', 'Boar Lane', 'City Centre', 'Leeds', 'West Yorkshire'],
    },
    telecoms: [{ id: '', use: 'H', system: 'phone', value: '01632960587', ...span }],
    ...span,
    ...change,
  };
  return plainPatient('9991001018', { relatives: [relative] });
}

test('a related person equals the published example, but for what the register does not hold', {
  skip: skipPublished,
}, () => {
  const [entry] = published(
    'fhir-sandbox-mocks',
    'Personal_Details_RelatedPersonBundle.json',
  ).entry;
  const { extension: _, ...example } = entry.resource;
  assert.deepEqual(relatedPersons(guardian(), { view: 'read' })[0], example);
});

test('role, kind and next of kin are told; a guardian is both at once', () => {
  const codes = (change: Partial<Relative>) =>
    (
      relatedPersons(guardian(change), { view: 'read' })[0] as {
        relationship: { coding: { code: string }[] }[];
      }
    ).relationship[0]?.coding.map(({ code }) => code);
  assert.deepEqual(codes({}), ['Guardian']);
  assert.deepEqual(codes({ relationship: '12' }), ['Personal', 'MTH']);
  assert.deepEqual(codes({ relationship: '01', nextOfKin: true }), ['Personal', 'SPS', 'N']);
  assert.deepEqual(codes({ relationship: '04' }), ['Personal', 'N']);
  for (const relationship of ['XX', 'constructor', '__proto__'])
    assert.deepEqual(codes({ relationship }), ['Personal', 'U']);
});

test('who was related before is not told, nor anybody of a restricted patient', () => {
  assert.equal(relatedPersons(guardian(), READ).length, 0, 'ended in 2025');
  const restricted: Patient = { ...guardian({ to: '20301231' }), sensitivity: 'Y' };
  assert.equal(relatedPersons(restricted, READ).length, 0);
  assert.equal(relatedPersons(restricted, { ...READ, privileged: true }).length, 1);
});

test('a person with a record of their own is a reference to it', () => {
  const bravo = specialPatients(new Date('2026-01-05T09:00:00Z')).find(
    ({ nhsNumber }) => nhsNumber === '9991001026',
  );
  assert.ok(bravo);
  const [mother, spouse] = relatedPersons(bravo, READ);
  assert.match(JSON.stringify(mother?.patient), /"9991001018"/);
  assert.deepEqual(spouse?.patient, {});
});
