import fc from 'fast-check';
import type { Patient, Span } from '../../../src/demographics/patient.ts';
import { numberOfStem } from '../../../src/demographics/register/number-pool.ts';

const text = fc
  .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
  .filter((each) => each.trim() === each && each !== '' && !/[,.]/.test(each));
const digits = (low: number, high: number, width: number) =>
  fc.integer({ min: low, max: high }).map((each) => String(each).padStart(width, '0'));
const date = fc
  .tuple(digits(1900, 2025, 4), digits(1, 12, 2), digits(1, 28, 2))
  .map((parts) => parts.join(''));
/** Midnight is said as a date alone. */
const time = fc.oneof(
  date,
  fc
    .tuple(date, digits(1, 23, 2), digits(0, 59, 2), digits(0, 59, 2))
    .map((parts) => parts.join('')),
);
const span: fc.Arbitrary<Span> = fc.record(
  { from: date, to: date },
  { requiredKeys: [] },
) as fc.Arbitrary<Span>;
const number = fc
  .integer({ min: 999_100_000, max: 999_899_999 })
  .map(numberOfStem)
  .filter((each) => each !== undefined);
const ods = fc.stringMatching(/^[A-Z][0-9]{5}$/);

/** Keys that may be absent, as the record has them: never present without a value. */
function some<T extends object>(
  required: { [K in keyof T]: fc.Arbitrary<T[K]> },
  optional: object,
) {
  return fc.record({ ...required, ...optional } as { [K in keyof T]: fc.Arbitrary<T[K]> }, {
    requiredKeys: Object.keys(required) as never[],
  });
}

const id = fc.stringMatching(/^[A-Z0-9]{4,8}$/);
const withSpan = <T extends object>(item: fc.Arbitrary<T>) =>
  fc.tuple(item, span).map(([each, from]) => ({ ...each, ...from }));

const name = withSpan(
  some(
    {
      id,
      use: fc.constantFrom('L', 'A', 'PREFERRED', 'PREVIOUS', 'PREVIOUS-MAIDEN'),
      given: fc.array(text, { maxLength: 5 }),
    },
    { prefix: text, family: text, suffix: text },
  ),
);
const lines = fc.oneof(
  fc.constant([]),
  fc.array(fc.oneof(fc.constant(''), text), { minLength: 5, maxLength: 5 }),
);
const address = withSpan(
  some(
    { id, use: fc.constantFrom('H', 'TMP', 'PST', 'WP'), lines },
    { postcode: text, pafKey: text, uprn: text, text },
  ),
);
const telecom = withSpan(
  some(
    {
      id,
      use: fc.constantFrom('H', 'WP', 'HV', 'MC'),
      system: fc.constantFrom('phone', 'email', 'fax', 'other'),
      value: text,
    },
    {},
  ),
);
const contact = withSpan(
  fc
    .tuple(
      id,
      fc.array(fc.tuple(fc.constantFrom('phone', 'email'), text), { minLength: 1, maxLength: 3 }),
    )
    .map(([own, points]) => ({
      id: own,
      telecoms: points.map(([system, value]) => ({ id: own, use: 'H', system, value })),
    })),
);
const practice = withSpan(some({ id, code: fc.constant('1'), ods }, {}));

/** Any record of which FHIR can say everything. */
export const arbitraryPatient = fc
  .record(
    {
      nhsNumber: number,
      scn: fc.integer({ min: 1, max: 9999 }),
      status: fc.constant('active'),
      supersedes: fc.constant([]),
      sensitivity: fc.constantFrom('none', 'S', 'V'),
      gender: fc.constantFrom('0', '1', '2', '9'),
      birthTime: fc.oneof(date, digits(1900, 2025, 4)),
      multipleBirthOrder: fc.integer({ min: 1, max: 9 }),
      birthPlace: fc.record({ city: text, country: text }),
      deceased: fc.record({
        time,
        notification: fc.constantFrom('1', '2'),
        systemEffectiveDate: time,
      }),
      names: fc.array(name, { maxLength: 3 }),
      addresses: fc.array(address, { maxLength: 3 }),
      telecoms: fc.array(telecom, { maxLength: 3 }),
      provisions: fc.array(practice, { maxLength: 2 }),
      removal: fc.record({ reason: fc.constantFrom('SCT', 'AFN', 'DEA', 'ORR'), from: date }),
      managingOrganization: ods,
      relatives: fc.constant([]),
      language: fc.record({ code: fc.constantFrom('fr', 'q4', 'pl'), interpreter: fc.boolean() }),
      contactPreference: fc.record({
        method: fc.constantFrom('1', '8'),
        written: fc.constant('12'),
        times: text,
      }),
      emergencyContacts: fc.array(contact, { maxLength: 2 }),
    },
    {
      requiredKeys: [
        ...(['nhsNumber', 'scn', 'status', 'supersedes', 'sensitivity', 'names'] as const),
        ...(['addresses', 'telecoms', 'provisions', 'relatives', 'emergencyContacts'] as const),
      ],
    },
  )
  .map((each) => JSON.parse(JSON.stringify(each)) as Patient);

/** Records of which FHIR's file format says all, whatever their status. */
export const arbitraryRecord = fc
  .tuple(
    arbitraryPatient,
    fc.constantFrom('active', 'invalidated', 'redacted'),
    fc.array(number, { maxLength: 2 }),
  )
  .map(
    ([patient, status, supersedes]): Patient => ({
      ...patient,
      status,
      supersedes,
      // The mark of a redacted record takes the place of any other.
      sensitivity: status === 'redacted' ? 'none' : patient.sensitivity,
    }),
  );
