import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isWithin, mayBeWithin } from '../../src/demographics/date-range.ts';
import { fitsPattern } from '../../src/demographics/name-key.ts';
import { memoryRegister } from '../../src/demographics/register/memory-register.ts';
import { specialPatients } from '../../src/demographics/special/special-patients.ts';
import { findMatches, type TraceQuery } from '../../src/demographics/trace/match-trace.ts';

const NOW = new Date('2026-01-05T10:17:00Z');
const register = memoryRegister({ patients: specialPatients(NOW), now: () => NOW });
const found = (query: TraceQuery) =>
  findMatches(register, { day: '20260105', ...query }).map(({ patient }) => patient.nhsNumber);
const born = (day: string) => ({ from: day, to: day });

test('an exact query finds its one patient with a score of 1', () => {
  const query: TraceQuery = {
    ...{ family: 'TestPatient', given: ['alpha'], genders: ['2'] },
    ...{ born: born('19800229'), postcode: 'zz11aa' },
  };
  const matches = findMatches(register, query);
  assert.deepEqual(
    matches.map(({ patient, score }) => [patient.nhsNumber, score]),
    [['9991001018', 1]],
  );
  assert.deepEqual(found({ ...query, genders: ['1'] }), []);
  assert.deepEqual(found({ ...query, given: ['ALPHA', 'BETA'] }), []);
  assert.deepEqual(found({ ...query, born: born('19800228') }), []);
  assert.deepEqual(found({ ...query, postcode: 'ZZ1 2AA' }), []);
});

test('names are found without regard to accents and apostrophes of another kind', () => {
  assert.deepEqual(found({ family: 'O\u2019Neil-de la Cruz', given: ['sian'] }), ['9991001220']);
});

test('an asterisk stands for any letters, in names and postcodes', () => {
  assert.deepEqual(found({ family: 'SM*', born: born('19860716') }), ['9991001158']);
  assert.deepEqual(found({ family: 'S*ER', given: ['M*'] }), ['9991001158']);
  assert.deepEqual(found({ family: 'SMOVER', postcode: 'ZZ1*' }), ['9991001158']);
  assert.deepEqual(found({ family: 'SMOVER', postcode: 'ZZ2*' }), []);
});

test('a pattern fits as a regular expression would say, and in no time for hostile ones', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('A', 'B') }),
      fc.string({ unit: fc.constantFrom('A', 'B', '*'), maxLength: 8 }),
      (text, pattern) => {
        const expected = new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(text);
        assert.equal(fitsPattern(text, pattern), expected);
      },
    ),
  );
  assert.equal(fitsPattern('A'.repeat(10_000), `${'A*'.repeat(5000)}B`), false);
});

test('a month is within its days, February by the calendar', () => {
  assert.ok(isWithin('195502', { from: '19550201', to: '19550228' }));
  assert.ok(!isWithin('195602', { from: '19560201', to: '19560228' }), '1956 had a 29th');
  assert.ok(isWithin('195602', { from: '195602', to: '19560229' }));
  assert.ok(!isWithin('195504', { from: '19550402', to: '19550430' }));
  assert.ok(mayBeWithin('195504', '19550430', '19550430'));
  assert.ok(!mayBeWithin('195504', '19550501', undefined));
});

test('a range of birth dates finds who was born in it, a partial date only who surely was', () => {
  const family = 'PARTIALDATE';
  assert.deepEqual(found({ family, born: born('1955') }), ['9991001247']);
  assert.deepEqual(found({ family, born: { from: '19550101', to: '19551231' } }), ['9991001247']);
  assert.deepEqual(found({ family, born: { from: '19550102', to: '19551231' } }), []);
  assert.deepEqual(found({ family, born: { from: '19550101', to: '19551230' } }), []);
  assert.deepEqual(found({ family, born: { from: '1954', to: '1956' } }), ['9991001247']);
  assert.deepEqual(found({ family, born: born('19550304') }), []);
  assert.deepEqual(found({ family: 'SMOVER', born: { from: '19860701', to: '19860731' } }), [
    '9991001158',
  ]);
});

test('past names and addresses are found only when history is asked for', () => {
  const query = { family: 'FORMERNAME', born: born('19611105') };
  assert.deepEqual(found(query), []);
  assert.deepEqual(found({ ...query, history: true }), ['9991001026']);
  const lived = { family: 'LONGHISTORY', born: born('19611105'), postcode: 'ZZ2 1AA' };
  assert.deepEqual(found(lived), []);
  assert.deepEqual(found({ ...lived, history: true }), ['9991001026']);
});

test('a restricted patient is found by name, but not where postcode or practice were used', () => {
  const query = { family: 'RESTRICTED', born: born('19910418') };
  assert.deepEqual(found(query), ['9991001085']);
  assert.deepEqual(found({ ...query, postcode: 'ZZ1 8AA' }), []);
  assert.deepEqual(found({ ...query, practice: 'Z99001' }), []);
});

test('a superseded record leads to its successor once; invalidated and redacted ones are never found', () => {
  assert.deepEqual(found({ family: 'MERGED', born: born('19720317') }), ['9991001069']);
  assert.deepEqual(found({ family: 'INVALIDATED', born: born('19830923') }), []);
  assert.deepEqual(found({ family: 'REDACTED', born: born('19881212') }), []);
});

test('who was removed from registration is left out when asked so', () => {
  const query = { family: 'MOVEDTOSCOTLAND', born: born('19680530') };
  assert.deepEqual(found(query), ['9991001123']);
  assert.deepEqual(found({ ...query, withoutRemoved: true }), []);
});

test('twins and clusters are several matches, and a limit ends the search', () => {
  assert.deepEqual(found({ family: 'TWIN', born: born('20100331') }), ['9991001190', '9991001204']);
  assert.equal(found({ family: 'TESTPATIENT', born: born('19700101') }).length, 60);
  assert.equal(found({ family: 'TESTPATIENT', born: born('19700101'), limit: 51 }).length, 51);
});

test('practice, managing organisation, telephone, e-mail and death narrow a query', () => {
  const rich = { family: 'LONGHISTORY' };
  assert.deepEqual(found({ ...rich, practice: 'z99001' }), ['9991001026']);
  assert.deepEqual(found({ ...rich, practice: 'Z99002' }), []);
  assert.deepEqual(found({ ...rich, phone: '07700 900002' }), ['9991001026']);
  assert.deepEqual(found({ ...rich, email: 'BRAVO@example.test' }), ['9991001026']);
  assert.deepEqual(found({ ...rich, email: 'other@example.test' }), []);
  assert.deepEqual(found({ family: 'FORMALDEATH', died: born('20251003') }), ['9991001042']);
  assert.deepEqual(found({ family: 'SMOVER', died: born('20251003') }), []);
  assert.deepEqual(found({ family: 'JOINEDFORCES', managingOrganization: 'Z99099' }), [
    '9991001131',
  ]);
});

test('a cross-check judges the one record of its number', () => {
  assert.deepEqual(found({ nhsNumber: '9991001018', born: born('19800229') }), ['9991001018']);
  assert.deepEqual(found({ nhsNumber: '9991001018', born: born('19800228') }), []);
  assert.deepEqual(found({ nhsNumber: '9991001050', born: born('19720317') }), ['9991001069']);
  assert.deepEqual(found({ nhsNumber: '9991001409' }), []);
});

test('a fuzzy search finds slips of the pen, the closest first', () => {
  const query: TraceQuery = { family: 'SMOVERR', given: ['MIKE'], born: born('19860716') };
  assert.deepEqual(found(query), []);
  const [first] = findMatches(register, { ...query, fuzzy: true });
  assert.equal(first?.patient.nhsNumber, '9991001158');
  assert.ok(first.score < 1 && first.score > 0.9, String(first.score));
  const exact = findMatches(register, { ...query, family: 'SMOVER', fuzzy: true });
  assert.equal(exact[0]?.score, 1);
  const exchanged = { family: 'LONGHISTORY', given: ['BRAVO'], born: born('19610511') };
  assert.deepEqual(found({ ...exchanged, fuzzy: true }), ['9991001026']);
  assert.deepEqual(
    found({ family: 'ELEPHANT', given: ['ZED'], born: born('19860716'), fuzzy: true }),
    [],
  );
});

test('scores lie between 0 and 1 and every match is somebody who may be shown, whatever is asked', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('TESTPATIENT', 'ALPHA', 'RESTRICTED', '*', ''),
  );
  const date = fc.oneof(fc.string(), fc.constantFrom('1980', '19800229', '19910418'));
  fc.assert(
    fc.property(
      fc.record(
        {
          family: text,
          given: fc.array(text, { maxLength: 3 }),
          born: fc.record({ from: date, to: date }),
          postcode: fc.oneof(fc.string(), fc.constant('ZZ1 8AA')),
          fuzzy: fc.boolean(),
          history: fc.boolean(),
        },
        { requiredKeys: [] },
      ),
      (query) => {
        for (const { patient, score } of findMatches(register, query)) {
          assert.ok(score > 0 && score <= 1);
          assert.equal(patient.status, 'active');
          assert.ok(query.postcode === undefined || patient.sensitivity === 'none');
        }
      },
    ),
  );
});
