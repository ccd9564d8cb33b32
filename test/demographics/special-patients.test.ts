import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildFaults, faultConfig } from '../../simulator/world/fault-config.ts';
import { readPatient } from '../../src/demographics/json/patient-json.ts';
import { itemsOf } from '../../src/demographics/object-ids.ts';
import { currentProvision, type Patient } from '../../src/demographics/patient.ts';
import { SPECIAL_FAULTS } from '../../src/demographics/special/special-faults.ts';
import { specialPatients } from '../../src/demographics/special/special-patients.ts';
import { parseNhsNumber } from '../../src/domain/nhs-number.ts';
import { faultBook } from '../../src/faults/fault-book.ts';

const NOW = new Date('2026-01-05T10:17:00Z');
const patients = specialPatients(NOW);
const of = (number: string): Patient => {
  const found = patients.find(({ nhsNumber }) => nhsNumber === number);
  assert.ok(found, `${number} is there`);
  return found;
};

test('every special patient has a valid number of the test range, and no two have the same', () => {
  const numbers = patients.map(({ nhsNumber }) => nhsNumber);
  assert.equal(new Set(numbers).size, numbers.length);
  for (const number of numbers) {
    assert.ok(parseNhsNumber(number), number);
    assert.match(number, /^999/);
  }
  assert.ok(!numbers.some((number) => number === '9991001409'), 'this one is not on PDS');
});

test('every special patient is a record that a file could hold', () => {
  for (const patient of patients) {
    const read = readPatient(JSON.parse(JSON.stringify(patient)));
    assert.deepEqual(read, { ok: true, patient });
  }
});

test('object ids are unique in a patient, but for practices that follow one another', () => {
  for (const patient of patients) {
    const ids = itemsOf(patient)
      .filter((each) => !('ods' in each) || each.to === undefined)
      .map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length, patient.nhsNumber);
  }
});

test('nobody has two practices at once, and the one in force comes first but in one case', () => {
  const pastFirst: string[] = [];
  for (const patient of patients) {
    const practices = patient.provisions.filter(({ code }) => code === '1');
    assert.ok(practices.filter(({ to }) => to === undefined).length <= 1, patient.nhsNumber);
    if (currentProvision(patient) && practices[0]?.to !== undefined)
      pastFirst.push(patient.nhsNumber);
  }
  assert.deepEqual(pastFirst, ['9991001425']);
});

test('the practices of the cases are those that the world has', () => {
  assert.equal(currentProvision(of('9991001158'))?.ods, 'Z99001');
  assert.equal(currentProvision(of('9991001174'))?.ods, 'Z99003');
  assert.equal(currentProvision(of('9991001417'))?.ods, 'Z99009');
  assert.equal(currentProvision(of('9991001115')), undefined);
  assert.deepEqual(
    of('9991001166').provisions.map(({ ods, to }) => [ods, to === undefined]),
    [
      ['Z99001', true],
      ['Z99002', false],
      ['Z99001', false],
    ],
  );
  assert.equal(of('9991001131').removal?.reason, 'AFN');
  assert.equal(currentProvision(of('9991001131')), undefined);
});

test('the record that is rich in history holds what the case asks for', () => {
  const rich = of('9991001026');
  const past = <T extends { readonly to?: string }>(items: readonly T[]) =>
    items.filter(({ to }) => to !== undefined).length;
  assert.deepEqual(
    [past(rich.addresses), past(rich.names), past(rich.provisions), rich.relatives.length],
    [3, 2, 2, 2],
  );
});

test('one was born yesterday, whenever today is', () => {
  assert.equal(of('9991001255').birthTime, '20260104');
  const later = specialPatients(new Date('2028-03-01T00:30:00Z'));
  assert.equal(later.find(({ nhsNumber }) => nhsNumber === '9991001255')?.birthTime, '20280229');
});

test('the cluster is larger than any search returns', () => {
  const { birthTime } = of('9991001212');
  const cluster = patients.filter(
    (each) => each.names[0]?.family === 'TESTPATIENT' && each.birthTime === birthTime,
  );
  assert.ok(cluster.length > 50);
});

test('the special faults are faults of a world and meet the patients of their names alone', () => {
  const config = Object.fromEntries(
    Object.entries(SPECIAL_FAULTS).map(([name, rule]) => [name, faultConfig.parse(rule)]),
  );
  const book = faultBook(() => buildFaults(config));
  const kinds = (nhsNumber: string, operation: string, face: 'pds-hl7' | 'pds-fhir' = 'pds-hl7') =>
    book.meet({ face, nhsNumber, operation, caller: '1' }).map(({ action }) => action.kind);
  const UPDATE = 'PRPA_IN000203UK03';
  const RETRIEVAL = 'QUPA_IN000008UK02';
  assert.deepEqual(kinds('9991001328', RETRIEVAL), ['move-serial-number']);
  assert.deepEqual(kinds('9991001328', 'Patient.read', 'pds-fhir'), ['move-serial-number']);
  assert.deepEqual(kinds('9991001336', RETRIEVAL), ['delay']);
  assert.deepEqual(kinds('9991001336', 'Patient.read', 'pds-fhir'), ['unavailable']);
  assert.deepEqual(kinds('9991001344', RETRIEVAL), ['soap-fault']);
  assert.deepEqual(kinds('9991001352', UPDATE), ['refuse-update']);
  assert.deepEqual(kinds('9991001360', UPDATE), ['no-answer']);
  assert.deepEqual(kinds('9991001360', RETRIEVAL), []);
  assert.deepEqual(kinds('9991001379', UPDATE), ['duplicate-answer']);
  assert.deepEqual(kinds('9991001387', UPDATE), ['message-error']);
  assert.deepEqual(kinds('9991001395', RETRIEVAL), ['wrong-version']);
  assert.deepEqual(kinds('9991001395', UPDATE), ['unknown-reason']);
  assert.deepEqual(kinds('9991001018', UPDATE), []);
  const named = Object.keys(SPECIAL_FAULTS).every((name) => /^patient-\d\d-[a-z-]+$/.test(name));
  assert.ok(named);
});
