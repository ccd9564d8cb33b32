import { type DateRange, isWithin, mayBeWithin } from '../date-range.ts';
import { nameKey, postcodeKey } from '../name-key.ts';
import type { HlTime, Patient, PersonName } from '../patient.ts';
import { addressesOf, fitsRest, namesOf } from './fits-trace.ts';
import { likeness } from './likeness.ts';
import type { TraceQuery } from './trace-query.ts';

/** How much each part counts. How the real service weighs is not public. */
const WEIGHTS = { family: 30, given: 20, born: 30, gender: 5, postcode: 15 } as const;

/** Who is less alike than this is not meant. */
const FLOOR = 0.8;

/** How well a record fits a fuzzy query: 1 when all is equal, `undefined` when it is not alike enough. */
export function fuzzyScore(patient: Patient, query: TraceQuery): number | undefined {
  if (!fitsRest(patient, query)) return undefined;
  const { genders, born, postcode } = query;
  const parts: (readonly [weight: number, score: number])[] = nameParts(patient, query);
  if (born) parts.push([WEIGHTS.born, dateScore(patient.birthTime, born)]);
  if (genders) parts.push([WEIGHTS.gender, genders.includes(patient.gender ?? '0') ? 1 : 0]);
  if (postcode !== undefined) {
    const keys = addressesOf(patient, query).map((each) => postcodeKey(each.postcode ?? ''));
    parts.push([WEIGHTS.postcode, best(keys.map((key) => likeness(key, postcodeKey(postcode))))]);
  }
  const whole = parts.reduce((sum, [weight]) => sum + weight, 0);
  const score = parts.reduce((sum, [weight, part]) => sum + weight * part, 0) / (whole || 1);
  return score < FLOOR ? undefined : Math.round(score * 10_000) / 10_000;
}

function nameParts(patient: Patient, query: TraceQuery): (readonly [number, number])[] {
  const { family, given = [] } = query;
  const scored = namesOf(patient, query).flatMap((name) => [
    {
      family: family === undefined ? 1 : likeness(nameKey(name.family ?? ''), nameKey(family)),
      given: givenScore(name, given),
    },
    ...crossed(name, family, given),
  ]);
  const closest = scored.sort((a, b) => b.family + b.given - (a.family + a.given))[0];
  const parts: (readonly [number, number])[] = [];
  if (family !== undefined) parts.push([WEIGHTS.family, closest?.family ?? 0]);
  if (given.length > 0) parts.push([WEIGHTS.given, closest?.given ?? 0]);
  return parts;
}

/** Adam Thomas may have been written down as Thomas Adam. */
const CROSSED = 0.9;

function crossed(name: PersonName, family: string | undefined, [first]: readonly string[]) {
  if (family === undefined || first === undefined) return [];
  const straight = nameKey(name.given[0] ?? '');
  return [
    {
      family: CROSSED * likeness(straight, nameKey(family)),
      given: CROSSED * likeness(nameKey(name.family ?? ''), nameKey(first)),
    },
  ];
}

function givenScore(name: PersonName, given: readonly string[]): number {
  if (given.length === 0) return 1;
  const keys = name.given.map(nameKey);
  const each = given.map((asked) => best(keys.map((key) => likeness(key, nameKey(asked)))));
  return each.reduce((sum, score) => sum + score, 0) / each.length;
}

/** Slips of the pen count as near: day and month exchanged, one digit wrong. */
function dateScore(date: HlTime | undefined, range: DateRange): number {
  if (date === undefined) return 0;
  if (isWithin(date, range)) return 1;
  if (mayBeWithin(date, range.from, range.to)) return 0.95;
  const day = date.slice(0, 8);
  const asked = range.from?.slice(0, 8) ?? '';
  if (day.length < 8 || asked.length < 8 || range.from !== range.to) return 0;
  if (exchanged(day) === asked) return 0.9;
  const wrong = [...day].filter((digit, at) => digit !== asked[at]).length;
  return wrong === 1 ? 0.85 : wrong === 2 ? 0.6 : 0;
}

/** `20260105` as `20260501`. */
export function exchanged(day: HlTime): HlTime {
  return `${day.slice(0, 4)}${day.slice(6, 8)}${day.slice(4, 6)}`;
}

function best(scores: readonly number[]): number {
  return scores.reduce((most, score) => Math.max(most, score), 0);
}
