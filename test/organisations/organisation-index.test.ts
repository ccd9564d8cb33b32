import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { daysBefore, isDay } from '../../src/organisations/calendar-day.ts';
import { matchesQuery } from '../../src/organisations/matches-query.ts';
import { organisationIndex } from '../../src/organisations/organisation-index.ts';
import type { OrganisationQuery } from '../../src/organisations/organisation-query.ts';
import { practice } from '../ods/stand.ts';
import { anyOrganisation } from './arbitrary.ts';

test('an index finds exactly what a look at every organisation finds, in the order of codes', () => {
  const query: fc.Arbitrary<OrganisationQuery> = fc.record(
    {
      status: fc.constantFrom('Active', 'Inactive'),
      recordClass: fc.constantFrom('RC1', 'RC2'),
      primaryRole: fc.stringMatching(/^RO[1-3]$/),
      nonPrimaryRole: fc.stringMatching(/^RO[1-3]$/),
      relation: fc.record({ target: fc.stringMatching(/^[AB]$/) }),
      postcodeArea: fc.constantFrom('LS1', 'LS10', 'LS1 4DZ'),
      changedFrom: fc.constant('1990-01-01'),
    },
    { requiredKeys: [] },
  );
  const few = anyOrganisation.chain((each) =>
    fc
      .record({
        role: fc.integer({ min: 1, max: 3 }),
        postcode: fc.constantFrom('LS1 4DZ', 'LS10 1AB'),
      })
      .map(({ role, postcode }) => ({
        ...each,
        address: { ...each.address, postcode },
        roles: each.roles.map((own) => ({ ...own, roleId: `RO${role}` })),
        relationships: each.relationships.map((own, at) => ({
          ...own,
          target: at === 0 ? 'A' : 'B',
        })),
      })),
  );
  const all = fc.uniqueArray(few, { selector: ({ odsCode }) => odsCode, maxLength: 20 });
  fc.assert(
    fc.property(all, query, (organisations, wanted) => {
      const found = organisationIndex(organisations).search(wanted);
      const codes = organisations
        .filter((each) => matchesQuery(each, wanted))
        .map(({ odsCode }) => odsCode)
        .sort();
      assert.deepEqual(
        found.map(({ odsCode }) => odsCode),
        codes,
      );
    }),
    { numRuns: 200 },
  );
});

test('of two organisations with one code the later counts', () => {
  const index = organisationIndex([practice('Y1'), practice('Y1', { name: 'LATER' })]);
  assert.equal(index.all.length, 1);
  assert.equal(index.find('Y1')?.name, 'LATER');
});

test('relationships are found from both ends and by their number', () => {
  const index = organisationIndex([practice('Y1'), practice('Y2')]);
  const [own] = index.affiliations({ source: 'Y1' });
  assert.ok(own);
  assert.equal(index.affiliations({ target: 'ZZ9' }).length, 2);
  assert.deepEqual(index.affiliations({ source: 'Y1', target: 'ZZ9' }), [own]);
  assert.deepEqual(index.affiliations({ source: 'Y1', target: 'Y2' }), []);
  assert.deepEqual(index.affiliation(own.relationship.uniqueRelId), own);
  assert.equal(index.affiliations({}).length, 2);
});

test('narrow questions to 100,000 organisations look at few of them', () => {
  let looked = 0;
  const all = Array.from({ length: 100_000 }, (_, at) => {
    const made = practice(`Y${String(at).padStart(6, '0')}`, {
      address: { lines: [], postcode: `LS${at % 5000} 4DZ` },
      commissioner: { target: `Q${at % 1000}`, since: '2015-04-01' },
    });
    return Object.defineProperty({ ...made }, 'status', {
      get: () => {
        looked += 1;
        return made.status;
      },
    });
  });
  const index = organisationIndex(all);
  assert.equal(index.find('Y099999')?.odsCode, 'Y099999');
  const wanted = { status: 'Active' as const };
  assert.equal(index.search({ ...wanted, relation: { target: 'Q7' } }).length, 100);
  assert.equal(index.search({ ...wanted, postcodeArea: 'LS12' }).length, 20);
  assert.equal(index.search({ ...wanted, codes: ['Y000001', 'NOBODY'] }).length, 1);
  assert.equal(looked, 121);
});

test('days are those of the calendar', () => {
  assert.equal(isDay('2024-02-29'), true);
  for (const text of ['2026-02-29', '2026-13-01', '2026-1-1', '', '2026-01-01T00:00'])
    assert.equal(isDay(text), false, text);
  assert.equal(daysBefore('2026-03-01', 1), '2026-02-28');
});
