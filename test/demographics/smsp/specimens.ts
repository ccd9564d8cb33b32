import fc from 'fast-check';
import { numberOfStem } from '../../../src/demographics/register/number-pool.ts';
import { NHS_NUMBER_ROOT } from '../../../src/demographics/smsp/names.ts';
import { SMSP_OPERATIONS, type SmspOperation } from '../../../src/demographics/smsp/operations.ts';
import type {
  SmspAnswer,
  SmspFrame,
  SmspRequest,
} from '../../../src/demographics/smsp/smsp-message.ts';

export const OPERATIONS = Object.keys(SMSP_OPERATIONS) as SmspOperation[];

/** A request that finds the first special patient by number, with what is otherwise. */
export function smspRequest(change: Partial<SmspRequest> = {}): SmspRequest {
  return {
    messageId: '5E9A0000-0000-4000-8000-000000000040',
    to: 'https://127.0.0.1/smsp/pds',
    from: '127.0.0.1',
    security: {
      created: '2026-01-05T10:17:00Z',
      expires: '2026-01-05T10:27:00Z',
      username: 'test system',
    },
    trackingId: '5E9A0000-0000-4000-8000-000000000032',
    payloadId: 'uuid_5E9A0000-0000-4000-8000-000000000030',
    audit: [
      { type: '2.16.840.1.113883.2.1.3.2.4.18.27', uri: 'urn:nhs-uk:identity:ods:z99001:user1' },
    ],
    sender: 'urn:nhs-uk:addressing:ods:z99001:system1',
    id: '5E9A0000-0000-4000-8000-000000000031',
    operation: 'getPatientDetailsByNHSNumber',
    query: {
      birthTime: '19800229',
      nhsNumber: { root: NHS_NUMBER_ROOT, extension: '9991001018' },
    },
    ...change,
  };
}

// What XML keeps as it is written, and the readers do not trim.
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((each) => each.replace(/[^\p{L}\p{N}'&<> "-]/gu, '').trim())
  .filter((each) => each !== '');
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
// With the prototype that the readers' values have.
const plain = <T>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(shape, { noNullPrototype: true });
const uuid = fc.uuid().map((each) => each.toUpperCase());
const number = fc
  .integer({ min: 999_000_000, max: 999_999_999 })
  .map((stem) => numberOfStem(stem) ?? '9991001018');
const birthTime = fc.constantFrom('1955', '195503', '19550304');
const name = plain({
  prefix: maybe(text),
  given: fc.array(text, { maxLength: 5 }),
  family: text,
  suffix: maybe(text),
});

const frame: fc.Arbitrary<SmspFrame> = plain({
  messageId: uuid,
  relatesTo: maybe(uuid),
  to: maybe(text),
  from: maybe(text),
  security: maybe(plain({ created: maybe(text), expires: maybe(text), username: text })),
  trackingId: uuid,
  payloadId: uuid.map((each) => `uuid_${each}`),
  audit: fc.array(plain({ type: maybe(text), uri: text }), { maxLength: 4 }),
  sender: maybe(text),
  id: uuid,
  operation: fc.constantFrom(...OPERATIONS),
});

export const arbitraryRequest: fc.Arbitrary<SmspRequest> = fc
  .tuple(
    frame,
    plain({
      birthTime,
      nhsNumber: number.map((extension) => ({ root: NHS_NUMBER_ROOT, extension })),
      gender: fc.constantFrom('0', '1', '2', '9'),
      name,
      postcode: maybe(text),
      localId: maybe(text),
    }),
  )
  .map(([around, query]) => ({ ...around, query }));

const telecom = plain({
  use: fc.constantFrom('H', 'MC', 'WP'),
  value: text,
  from: maybe(birthTime),
  to: maybe(birthTime),
});

const details = plain({
  nhsNumber: number,
  name: maybe(name),
  addresses: fc.array(
    plain({
      use: fc.constantFrom('H', 'TMP'),
      postcode: maybe(text),
      lines: fc.array(fc.oneof(text, fc.constant('')), { maxLength: 5 }),
    }),
    { maxLength: 2 },
  ),
  telecoms: fc.array(telecom, { maxLength: 3 }),
  gender: maybe(fc.constantFrom('0', '1', '2', '9')),
  birthTime: maybe(birthTime),
  deceasedTime: maybe(birthTime),
  practice: maybe(
    plain({
      ods: text,
      name: maybe(text),
      address: maybe(plain({ postcode: maybe(text), lines: fc.array(text, { maxLength: 5 }) })),
      telecoms: fc.array(telecom, { maxLength: 2 }),
    }),
  ),
});

export const arbitraryAnswer: fc.Arbitrary<SmspAnswer> = fc
  .tuple(
    frame,
    fc.constantFrom('SMSP-0000', 'SMSP-9999', 'DEMOG-0007'),
    fc.oneof(
      fc.constant(undefined),
      number.map((nhsNumber) => ({ kind: 'number' as const, nhsNumber })),
      details.map((each) => ({ kind: 'details' as const, details: each })),
      plain({
        kind: fc.constant('verified' as const),
        valid: fc.boolean(),
        nhsNumber: maybe(number),
      }),
    ),
  )
  .map(([around, code, result]) => ({ ...around, code, result }));
