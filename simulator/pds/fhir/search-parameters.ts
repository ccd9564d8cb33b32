import { readDate } from '../../../src/demographics/fhir/fhir-date.ts';
import { additional, invalidValue } from '../../../src/demographics/fhir/json-shape.ts';
import { type Refusal, refusal } from '../../../src/demographics/fhir/operation-outcome.ts';
import { pythonText } from '../../../src/demographics/fhir/python-text.ts';

/** The parameters of a search by name, each with what was given for it, none of it empty. */
export type SearchParameters = ReadonlyMap<string, readonly string[]>;

export type ParametersReading =
  | { readonly ok: true; readonly parameters: SearchParameters }
  | { readonly ok: false; readonly refusal: Refusal };

export const MOST_RESULTS = 50;
const LONGEST_NAME = 35;
const PARTIAL = 'INVALID_SEARCH_DATA';
const TOO_LITTLE =
  "Invalid search data provided - 'No searches were performed as the search criteria did not meet the minimum requirements'";
const TOO_LITTLE_FUZZY =
  "Invalid search data provided - 'A fuzzy search was requested however the data given did not meet the fuzzy search criteria'";

type Check = (value: string) => boolean;
const boolean: Check = (value) => value === 'true' || value === 'false';
const dated: Check = (value) =>
  /^(eq|ge|le)?\d{4}-\d{2}-\d{2}$/.test(value) && readDate(value.replace(/^\D+/, '')) !== undefined;
const plain: Check = () => true;
/** Wildcards stand for letters behind the first two. */
const pattern: Check = (value) => value.length <= LONGEST_NAME && !value.slice(0, 2).includes('*');

/** Dates first: they are judged before the others (pds-identity 2.5). */
const PARAMETERS: Readonly<Record<string, { readonly check: Check; readonly most: number }>> = {
  birthdate: { check: dated, most: 2 },
  'death-date': { check: dated, most: 2 },
  family: { check: pattern, most: 1 },
  given: { check: pattern, most: 5 },
  gender: { check: (value) => /^(male|female|other|unknown)$/i.test(value), most: 1 },
  'address-postalcode': { check: pattern, most: 1 },
  'address-postcode': { check: pattern, most: 1 },
  'general-practitioner': { check: plain, most: 1 },
  'managing-organization': { check: plain, most: 1 },
  email: { check: plain, most: 1 },
  phone: { check: plain, most: 1 },
  '_fuzzy-match': { check: boolean, most: 1 },
  '_exact-match': { check: boolean, most: 1 },
  _history: { check: boolean, most: 1 },
  '_max-results': {
    check: (value) =>
      /^\d{1,2}$/.test(value) && Number(value) >= 1 && Number(value) <= MOST_RESULTS,
    most: 1,
  },
};

/** Judges the query of a search, in the order of pds-identity 2.5. */
export function readParameters(query: string): ParametersReading {
  const given = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query))
    given.set(name, [...(given.get(name) ?? []), value]);
  const wrong = wrongIn(given);
  return wrong ? { ok: false, refusal: wrong } : { ok: true, parameters: given };
}

function wrongIn(given: SearchParameters): Refusal | undefined {
  if (given.size === 0) return refusal('UNSUPPORTED_SERVICE');
  const unknown = [...given.keys()].filter((name) => !Object.hasOwn(PARAMETERS, name));
  if (unknown.length > 0) return additional(unknown);
  for (const [name, { check, most }] of Object.entries(PARAMETERS)) {
    const values = given.get(name) ?? [];
    const bad = values.find((value) => value.trim() === '' || !check(value));
    if (bad !== undefined) return invalidValue(bad, name);
    if (values.length > most || isContradiction(name, values))
      return refusal(
        'TOO_MANY_VALUES_SUBMITTED',
        `Too many values submitted - ${pythonText(values)} in field '${name}'`,
      );
  }
  if (!given.has('birthdate'))
    return refusal(
      'MISSING_VALUE',
      "Missing value - 'birth_date/birth_date_range_start/birth_date_range_end'",
    );
  if (given.has('address-postalcode') && given.has('address-postcode'))
    return refusal(
      PARTIAL,
      "Invalid search data provided - 'Only one of address-postalcode and address-postcode can be given'",
    );
  return isFuzzy(given) ? tooLittleFuzzy(given) : tooLittle(given);
}

/** Two dates are a range only with one of each end. */
function isContradiction(name: string, values: readonly string[]): boolean {
  if ((name !== 'birthdate' && name !== 'death-date') || values.length < 2) return false;
  const ends = values.map((value) => value.slice(0, 2)).sort();
  return ends[0] !== 'ge' || ends[1] !== 'le';
}

export function isFuzzy(given: SearchParameters): boolean {
  return given.get('_fuzzy-match')?.[0] === 'true';
}

function tooLittle(given: SearchParameters): Refusal | undefined {
  return given.has('family') ? undefined : refusal(PARTIAL, TOO_LITTLE);
}

/** Three combinations will do, none with wildcards. */
function tooLittleFuzzy(given: SearchParameters): Refusal | undefined {
  const has = (...names: readonly string[]) => names.every((name) => given.has(name));
  const placed = has('gender') && (has('address-postalcode') || has('address-postcode'));
  const enough = has('given', 'family') || (placed && (has('family') || has('given')));
  const wild = ['family', 'given', 'address-postalcode', 'address-postcode'].some((name) =>
    given.get(name)?.some((value) => value.includes('*')),
  );
  return enough && !wild ? undefined : refusal(PARTIAL, TOO_LITTLE_FUZZY);
}
