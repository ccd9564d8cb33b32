import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generatePatients } from '../../src/demographics/generated/generate-patients.ts';
import { readPatient } from '../../src/demographics/json/patient-json.ts';
import { currentProvision } from '../../src/demographics/patient.ts';
import { memoryRegister } from '../../src/demographics/register/memory-register.ts';
import { specialPatients } from '../../src/demographics/special/special-patients.ts';
import { parseNhsNumber } from '../../src/domain/nhs-number.ts';

const NOW = new Date('2026-01-05T10:17:00Z');
const some = (seed: number, practices: readonly string[] = ['Z99001', 'Z99002']) => [
  ...generatePatients({ count: 300, seed, practices }),
];

test('the same seed invents the same people, another seed others', () => {
  assert.deepEqual(some(1), some(1));
  assert.notDeepEqual(some(1), some(2));
});

test('invented people have valid numbers that are nobody else has', () => {
  const numbers = some(1).map(({ nhsNumber }) => nhsNumber);
  assert.equal(new Set(numbers).size, 300);
  assert.ok(numbers.every((number) => parseNhsNumber(number)?.startsWith('999')));
  const special = new Set(specialPatients(NOW).map(({ nhsNumber }) => nhsNumber));
  assert.ok(!numbers.some((number) => special.has(number)));
  const register = memoryRegister({ patients: some(1), now: () => NOW });
  for (let count = 0; count < 1000; count++)
    assert.equal(register.get(register.allocate()), undefined);
});

test('invented people are records that a file could hold, shared among the practices', () => {
  const patients = some(3);
  for (const patient of patients)
    assert.deepEqual(readPatient(JSON.parse(JSON.stringify(patient))), { ok: true, patient });
  const practices = new Set(patients.map((patient) => currentProvision(patient)?.ods));
  assert.deepEqual([...practices].sort(), ['Z99001', 'Z99002']);
  assert.ok(some(3, []).every(({ provisions }) => provisions.length === 0));
});

test('nothing of an invented life comes before birth or ends before it begins', () => {
  for (const { birthTime = '', names, addresses, provisions } of some(5))
    for (const { from = '', to } of [...names, ...addresses, ...provisions]) {
      assert.ok(from >= birthTime, `${from} after ${birthTime}`);
      assert.ok(to === undefined || to >= from);
    }
});
