import type { DateRange } from '../../../src/demographics/date-range.ts';
import { dayOf } from '../../../src/demographics/date-range.ts';
import { searchSet } from '../../../src/demographics/fhir/search-set.ts';
import { writePatient } from '../../../src/demographics/fhir/write-patient.ts';
import type { Gender } from '../../../src/demographics/patient.ts';
import { fitsRest } from '../../../src/demographics/trace/fits-trace.ts';
import {
  findMatches,
  type TraceMatch,
  type TraceQuery,
} from '../../../src/demographics/trace/match-trace.ts';
import { type Asked, baseOf, type Operation, shapeFor } from './operation.ts';
import { answered, type Outcome, refuse, refused } from './outcome.ts';
import { notForPatients, oneResultOnly } from './permissions.ts';
import {
  isFuzzy,
  MOST_RESULTS,
  readParameters,
  type SearchParameters,
} from './search-parameters.ts';

/** `GET /Patient` */
export const searchPatients: Operation = {
  name: 'Patient.search',
  permit: (asked) => (asked.principal.mode === 'patient' ? notForPatients() : oneResultOnly(asked)),
  perform(asked) {
    const reading = readParameters(asked.request.query);
    if (!reading.ok) return refused(reading.refusal);
    return search(asked, reading.parameters);
  },
};

function search(asked: Asked, parameters: SearchParameters): Outcome {
  const most = mostResults(asked, parameters);
  const query = queryOf(asked, parameters);
  const { register } = asked.room;
  const matches = query.fuzzy
    ? fuzzyMatches(register, query)
    : findMatches(register, { ...query, limit: most + 1 });
  const exactly = parameters.get('_exact-match')?.[0] === 'true';
  const found = exactly ? matches.filter(({ score }) => score === 1) : matches;
  if (found.length > most) return refuse('TOO_MANY_MATCHES');
  const shape = shapeFor(asked, 'search');
  const entries = found.map(({ patient, score }) => ({
    fullUrl: `${baseOf(asked.request)}/Patient/${patient.nhsNumber}`,
    score: Math.round(score * 10_000) / 10_000,
    resource: writePatient(patient, shape),
  }));
  return answered(`found: ${entries.length}`, searchSet(entries, asked.request.at));
}

/** What a mismatch of one of these leaves of a fuzzy score. How much is not public. */
const MISMATCH = 0.95;

/** Of a fuzzy search death, practice and manager find nobody and exclude nobody: they tell in the score. */
function fuzzyMatches(
  register: Asked['room']['register'],
  { died, practice, managingOrganization, ...query }: TraceQuery,
): readonly TraceMatch[] {
  return findMatches(register, query)
    .filter(({ patient }) => practice === undefined || patient.sensitivity === 'none')
    .map(({ patient, score }) => {
      const hints: readonly TraceQuery[] = [{ died }, { practice }, { managingOrganization }];
      // What is not shown of somebody must not be told by the score either.
      const told = patient.sensitivity === 'none' ? hints : hints.slice(0, 1);
      const wrong = told.filter((hint) => !fitsRest(patient, hint)).length;
      return { patient, score: score * MISMATCH ** wrong };
    })
    .toSorted((a, b) => b.score - a.score);
}

function mostResults({ principal }: Asked, parameters: SearchParameters): number {
  if (principal.mode !== 'healthcare-worker') return 1;
  return Number(parameters.get('_max-results')?.[0] ?? MOST_RESULTS);
}

const GENDERS: Readonly<Record<string, Gender>> = {
  unknown: '0',
  male: '1',
  female: '2',
  other: '9',
};

function queryOf({ request, world }: Asked, parameters: SearchParameters): TraceQuery {
  const one = (name: string) => parameters.get(name)?.[0];
  const gender = GENDERS[one('gender')?.toLowerCase() ?? ''];
  return {
    family: one('family'),
    given: parameters.get('given'),
    genders: gender && [gender],
    born: rangeOf(parameters.get('birthdate')),
    died: rangeOf(parameters.get('death-date')),
    postcode: one('address-postalcode') ?? one('address-postcode'),
    practice: one('general-practitioner'),
    managingOrganization: one('managing-organization'),
    email: one('email'),
    phone: one('phone'),
    // A fuzzy search always looks at the past.
    history: isFuzzy(parameters) || one('_history') === 'true',
    fuzzy: isFuzzy(parameters),
    withoutVeryRestricted: !world.pds.fhir.veryRestrictedInSearch,
    day: dayOf(request.at),
  };
}

/** `eq2010-10-22`, or `ge` and `le` for the ends; a date alone means itself. */
function rangeOf(values: readonly string[] | undefined): DateRange | undefined {
  if (!values) return undefined;
  const dayAfter = (end: string) =>
    values.find((value) => value.startsWith(end))?.replace(/\D/g, '');
  const [first = ''] = values;
  const exact = /^(eq)?\d/.test(first) ? first.replace(/\D/g, '') : undefined;
  return { from: exact ?? dayAfter('ge'), to: exact ?? dayAfter('le') };
}
