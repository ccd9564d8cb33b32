import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../src/demographics/fhir/json.ts';
import type { Shape } from '../../../src/demographics/fhir/shape.ts';
import { writePatient } from '../../../src/demographics/fhir/write-patient.ts';
import type { Patient } from '../../../src/demographics/patient.ts';
import { specialPatients } from '../../../src/demographics/special/special-patients.ts';

const NOW = new Date('2026-01-05T09:00:00Z');
const READ: Shape = { view: 'read', today: '20260105' };
const people = new Map(specialPatients(NOW).map((each) => [String(each.nhsNumber), each]));

function person(number: string): Patient {
  const found = people.get(number);
  assert.ok(found, `${number} is a special patient`);
  return found;
}

function shown(number: string, shape: Shape = READ): JsonObject {
  return writePatient(person(number), shape);
}

const code = (resource: JsonObject) => {
  const { security } = resource.meta as { security: { code: string }[] };
  return security[0]?.code;
};

test('an ordinary record is written as PDS writes it, in the order of its members', () => {
  const resource = shown('9991001018');
  assert.deepEqual(Object.keys(resource), [
    ...['resourceType', 'id', 'identifier', 'meta', 'name', 'gender', 'birthDate'],
    ...['generalPractitioner', 'telecom', 'address', 'extension'],
  ]);
  assert.deepEqual(resource.name, [
    {
      id: 'SIM0E',
      use: 'usual',
      period: { start: '1980-02-29' },
      given: ['ALPHA'],
      family: 'TESTPATIENT',
      prefix: ['MS'],
    },
  ]);
  assert.deepEqual(resource.generalPractitioner, [
    {
      id: 'SIM0A',
      type: 'Organization',
      identifier: {
        system: 'https://fhir.nhs.uk/Id/ods-organization-code',
        value: 'Z99001',
        period: { start: '2020-01-01' },
      },
    },
  ]);
});

test('what is over is not told: one practice, one address, the names in use', () => {
  const resource = shown('9991001026') as Record<string, JsonObject[]>;
  assert.equal(resource.generalPractitioner?.length, 1);
  assert.equal(resource.address?.length, 1);
  assert.deepEqual(
    resource.name?.map(({ use }) => use),
    ['usual', 'nickname'],
  );
  const all = writePatient(person('9991001026'), { view: 'read' }) as Record<string, unknown[]>;
  assert.equal(all.generalPractitioner?.length, 3);
  assert.equal(all.address?.length, 4);
});

test('of a restricted patient nothing is told of a place; a privileged application is told all', () => {
  const resource = shown('9991001085');
  assert.equal(code(resource), 'R');
  const hidden = ['address', 'telecom', 'generalPractitioner', 'contact', 'managingOrganization'];
  for (const key of hidden) assert.equal(resource[key], undefined, key);
  assert.ok(resource.name && resource.birthDate);
  const privileged = shown('9991001085', { ...READ, privileged: true });
  assert.ok(privileged.address && privileged.telecom && privileged.generalPractitioner);
});

test('of a very restricted patient not even the name is told, to nobody', () => {
  for (const privileged of [false, true]) {
    const resource = shown('9991001093', { ...READ, privileged });
    assert.equal(code(resource), 'V');
    for (const key of ['name', 'birthDate', 'address', 'generalPractitioner', 'telecom'])
      assert.equal(resource[key], undefined, key);
  }
});

test('a death has its time with an offset, its status and its effective date', () => {
  const formal = shown('9991001042');
  assert.match(String(formal.deceasedDateTime), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
  assert.match(JSON.stringify(formal.extension), /"code":"2","display":"Formal - death notice/);
  assert.match(JSON.stringify(shown('9991001034').extension), /"code":"1","display":"Informal/);
});

test('why somebody left is told, unless it is confidential', () => {
  const scotland = shown('9991001123');
  assert.match(JSON.stringify(scotland.extension), /"code":"SCT","display":"Transferred to Sco/);
  assert.ok(scotland.managingOrganization);
  assert.match(JSON.stringify(shown('9991001131').extension), /"code":"ORR","display":"Other/);
  const told = shown('9991001131', { ...READ, seesConfidentialRemovals: true });
  assert.match(JSON.stringify(told.extension), /"code":"AFN","display":"Armed Forces \(notified/);
  const deleted = { ...person('9991001131'), removal: { reason: 'LDN' } };
  const shape = { ...READ, seesConfidentialRemovals: true };
  assert.match(JSON.stringify(writePatient(deleted, shape)), /"code":"ORR"/);
});

test('a search tells less: the home address, names in use, no preferences and no removal', () => {
  const search: Shape = { view: 'search', today: '20260105' };
  assert.equal((shown('9991001271', search).address as unknown[]).length, 1);
  assert.equal(shown('9991001123', search).extension, undefined);
  assert.equal(shown('9991001123', search).managingOrganization, undefined);
  assert.equal(shown('9991001018', search).extension, undefined);
  assert.ok(shown('9991001042', search).extension, 'a death is told');
});

test('a minimal record is number, version and mark; a year of birth stays a year', () => {
  assert.deepEqual(Object.keys(shown('9991001239')), ['resourceType', 'id', 'identifier', 'meta']);
  assert.equal(shown('9991001247').birthDate, '1955');
});

test('three addresses have their uses, three providers their extensions', () => {
  const { address } = shown('9991001271') as { address: { use: string }[] };
  assert.deepEqual(
    address.map(({ use }) => use),
    ['home', 'temp', 'billing'],
  );
  const { extension } = shown('9991001298') as { extension: { url: string }[] };
  assert.deepEqual(
    extension.map(({ url }) => url.split('UKCore-')[1]),
    ['NominatedPharmacy', 'PreferredDispenserOrganization', 'MedicalApplianceSupplier'],
  );
});

test('settings choose the words for what the sources leave open', () => {
  const alias = { ...person('9991001018') };
  const [first] = alias.names;
  assert.ok(first);
  const named = { ...alias, gender: '9', names: [{ ...first, use: 'A' }] } as Patient;
  const use = (shape: Shape) => (writePatient(named, shape).name as { use: string }[])[0]?.use;
  assert.equal(use(READ), 'temp');
  assert.equal(use({ ...READ, alias: 'old' }), 'old');
  assert.equal(writePatient(named, READ).gender, 'other');
  assert.equal(writePatient(named, { ...READ, unspecifiedGender: 'unknown' }).gender, 'unknown');
  const lines = (shape: Shape) =>
    (writePatient(named, shape).address as { line: string[] }[])[0]?.line;
  assert.deepEqual(lines(READ), ['', '1 SYNTHETIC STREET', '', 'TESTTOWN', '']);
  assert.deepEqual(lines({ ...READ, emptyLines: 'remove' }), ['1 SYNTHETIC STREET', 'TESTTOWN']);
});
