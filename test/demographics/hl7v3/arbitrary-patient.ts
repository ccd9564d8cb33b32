import fc from 'fast-check';
import type {
  Address,
  CareProvision,
  Patient,
  PersonName,
  Span,
  Telecom,
} from '../../../src/demographics/patient.ts';
import { plainPatient } from '../../../src/demographics/plain-patient.ts';

/** Text as HL7 may carry it: no white space at the ends, no line breaks, letters of every script. */
export const word: fc.Arbitrary<string> = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((text) => text.replace(/[\p{Cc}\p{Surrogate}\ufffe\uffff\s]/gu, ''))
  .map((text) => text || 'X');

const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));

const span: fc.Arbitrary<Span> = fc
  .tuple(fc.option(day, { nil: undefined }), fc.option(day, { nil: undefined }))
  .map(([a, b]) => {
    const [from, to] = a !== undefined && b !== undefined && a > b ? [b, a] : [a, b];
    return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
  });

const optional = <K extends string>(key: K, value: fc.Arbitrary<string>) =>
  fc
    .option(value, { nil: undefined })
    .map((text) => (text === undefined ? {} : { [key]: text })) as fc.Arbitrary<
    Partial<Record<K, string>>
  >;

export const personName: fc.Arbitrary<PersonName> = fc
  .tuple(
    fc.constantFrom('L', 'A', 'PREFERRED', 'PREVIOUS', 'PREVIOUS-BIRTH'),
    fc.array(word, { maxLength: 5 }),
    ...[optional('prefix', word), optional('family', word), optional('suffix', word)],
    span,
  )
  .map(([use, given, ...rest]) => Object.assign({ id: 'N', use, given }, ...rest));

export const address: fc.Arbitrary<Address> = fc
  .tuple(
    fc.constantFrom('H', 'TMP', 'PST'),
    fc.oneof(
      fc.constant([]),
      fc.array(fc.oneof(fc.constant(''), word), { minLength: 5, maxLength: 5 }),
    ),
    ...[optional('postcode', word), optional('pafKey', word), span],
  )
  .map(([use, lines, ...rest]) => Object.assign({ id: 'A', use, lines }, ...rest));

export const telecom: fc.Arbitrary<Telecom> = fc
  .tuple(
    fc.constantFrom('H', 'HP', 'HV', 'WP', 'AS', 'EC', 'PG', 'MC'),
    fc.constantFrom('phone' as const, 'email' as const, 'fax' as const),
    ...[word, span],
  )
  .map(([use, system, value, period]) =>
    Object.assign({ id: 'T', use, system, value: value as string }, period),
  );

const provision: fc.Arbitrary<CareProvision> = fc
  .tuple(
    fc.constantFrom('1' as const, 'P1' as const, 'P2' as const, 'P3' as const),
    fc.stringMatching(/^[A-Z][0-9]{5}$/),
    span,
    optional('sourceAsid', fc.stringMatching(/^[0-9]{12}$/)),
  )
  .map(([code, ods, period, source]) => ({ id: 'P', code, ods, ...period, ...source }));

const unique = <T extends { readonly id: string }>(items: readonly T[]): readonly T[] =>
  items.map((item, at) => ({ ...item, id: `${item.id}${at}` }));

/** Somebody about whom anything may be said or left unsaid. */
export const patient: fc.Arbitrary<Patient> = fc
  .record({
    scn: fc.integer({ min: 0, max: 999_999 }),
    sensitivity: fc.constantFrom('none', 'none', 'none', 'Y', 'S', 'B', 'V'),
    names: fc.array(personName, { maxLength: 4 }),
    addresses: fc.array(address, { maxLength: 4 }),
    telecoms: fc.array(telecom, { maxLength: 3 }),
    provisions: fc.array(provision, { maxLength: 4 }),
    rest: fc.record(
      {
        gender: fc.constantFrom('0', '1', '2', '9'),
        birthTime: fc.oneof(day, fc.constantFrom('1955', '195503', '19550304101500')),
        multipleBirthOrder: fc.integer({ min: 1, max: 7 }),
        deceased: fc.record({
          time: day,
          notification: fc.constantFrom('1', '2'),
        }),
        previousNhsContact: fc.constantFrom('0', '1'),
        language: fc.record({ code: fc.constantFrom('en', 'fr', 'cy'), interpreter: fc.boolean() }),
        removal: fc
          .tuple(fc.constantFrom('SCT', 'AFN', 'EMB'), span)
          .map(([reason, period]) => ({ reason, ...period })),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ rest, ...facts }) =>
    plainPatient('9991001018', {
      ...(rest as Partial<Patient>),
      ...{ scn: facts.scn, sensitivity: facts.sensitivity as Patient['sensitivity'] },
      ...{ names: unique(facts.names), addresses: unique(facts.addresses) },
      ...{ telecoms: unique(facts.telecoms), provisions: unique(facts.provisions) },
    }),
  );
