import fc from 'fast-check';
import type { Organisation, Period } from '../../src/organisations/organisation.ts';

const plain = <T>(model: { readonly [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record<T>(model, { noNullPrototype: true });

const code = fc.stringMatching(/^[A-Z][A-Z0-9]{0,7}$/);
const day = fc
  .date({ min: new Date('1948-07-05'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
const unique = fc.integer({ min: 0, max: 2_000_000_000 });
const status = fc.constantFrom('Active' as const, 'Inactive' as const);
const period: fc.Arbitrary<Period> = fc.record(
  { type: fc.constantFrom('Operational' as const, 'Legal' as const), start: day, end: day },
  { requiredKeys: ['type', 'start'], noNullPrototype: true },
);
const periods = fc.array(period, { maxLength: 3 });
const target = plain({
  roleId: fc.stringMatching(/^RO[1-9]\d{0,3}$/),
  uniqueRoleId: unique,
});

/** Any organisation with one primary role, the first. */
export const anyOrganisation: fc.Arbitrary<Organisation> = plain({
  odsCode: code,
  name: text,
  recordClass: fc.constantFrom('RC1' as const, 'RC2' as const),
  status,
  refOnly: fc.boolean(),
  lastChangeDate: day,
  periods,
  address: fc.record(
    {
      lines: fc.array(text, { maxLength: 3 }),
      ...{ town: text, county: text, postcode: text, country: text },
      uprn: fc.stringMatching(/^\d{1,12}$/),
    },
    { requiredKeys: ['lines'], noNullPrototype: true },
  ),
  contacts: fc.array(
    plain({ type: fc.constantFrom('tel', 'http', 'mailto', 'fax'), value: text }),
    { maxLength: 3 },
  ),
  roles: fc
    .array(
      plain({
        roleId: fc.stringMatching(/^RO[1-9]\d{0,3}$/),
        ...{ uniqueRoleId: unique, primary: fc.constant(false), status, periods },
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((roles) => roles.map((role, at) => ({ ...role, primary: at === 0 }))),
  relationships: fc.array(
    plain({
      relId: fc.stringMatching(/^RE[1-9]\d?$/),
      ...{ uniqueRelId: unique, status, target: code, targetPrimaryRole: target, periods },
    }),
    { maxLength: 3 },
  ),
  successions: fc.array(
    fc.record(
      {
        uniqueSuccId: unique,
        type: fc.constantFrom('Predecessor' as const, 'Successor' as const),
        ...{ target: code, targetPrimaryRole: target, date: day },
      },
      { requiredKeys: ['uniqueSuccId', 'type', 'target', 'date'], noNullPrototype: true },
    ),
    { maxLength: 2 },
  ),
});
