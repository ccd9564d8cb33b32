import type { Patient } from '../patient.ts';
import type { Candidates, PatientRegister } from '../register/register.ts';
import { fitsTrace } from './fits-trace.ts';
import { exchanged, fuzzyScore } from './fuzzy-score.ts';
import type { TraceQuery } from './trace-query.ts';

export type { TraceQuery } from './trace-query.ts';

/** Somebody who fits. An exact match scores 1. */
export interface TraceMatch {
  readonly patient: Patient;
  readonly score: number;
}

/**
 * Who fits a query, the best first, then by NHS number. Rules of pds-identity 2.5 and 2.6: a superseded record
 * leads to the one that superseded it, invalidated and redacted ones are never found, and restricted ones are
 * left out when the query names a postcode or a practice.
 */
export function findMatches(
  register: Pick<PatientRegister, 'candidates' | 'follow' | 'get'>,
  query: TraceQuery,
): readonly TraceMatch[] {
  const found = new Map<string, TraceMatch>();
  for (const candidate of candidatesOf(register, query)) {
    const score = scoreOf(candidate, query);
    const patient = score === undefined ? undefined : mayBeShown(register, candidate, query);
    if (!patient || score === undefined) continue;
    const before = found.get(patient.nhsNumber);
    if (!before || before.score < score) found.set(patient.nhsNumber, { patient, score });
    // All exact matches are equal: any will do when there are too many.
    if (!query.fuzzy && query.limit !== undefined && found.size >= query.limit) break;
  }
  return [...found.values()]
    .sort((a, b) => b.score - a.score || (a.patient.nhsNumber < b.patient.nhsNumber ? -1 : 1))
    .slice(0, query.limit);
}

function scoreOf(patient: Patient, query: TraceQuery): number | undefined {
  if (query.fuzzy) return fuzzyScore(patient, query);
  return fitsTrace(patient, query) ? 1 : undefined;
}

function mayBeShown(
  register: Pick<PatientRegister, 'follow'>,
  candidate: Patient,
  { postcode, practice, withoutRemoved, withoutVeryRestricted }: TraceQuery,
): Patient | undefined {
  const patient =
    candidate.status === 'superseded' ? register.follow(candidate.nhsNumber) : candidate;
  if (patient?.status !== 'active') return undefined;
  if (withoutRemoved && patient.removal !== undefined) return undefined;
  if (withoutVeryRestricted && patient.sensitivity === 'V') return undefined;
  // Otherwise a search would tell where somebody lives who must not be found.
  const byPlace = postcode !== undefined || practice !== undefined;
  const restricted = patient.sensitivity !== 'none' || candidate.sensitivity !== 'none';
  return byPlace && restricted ? undefined : patient;
}

function candidatesOf(
  register: Pick<PatientRegister, 'candidates' | 'get'>,
  query: TraceQuery,
): Iterable<Patient> {
  if (query.nhsNumber !== undefined) {
    const patient = register.get(query.nhsNumber);
    return patient ? [patient] : [];
  }
  return query.fuzzy ? alike(register, query) : register.candidates(narrowed(query));
}

function narrowed({ family, postcode, born, practice }: TraceQuery): Candidates {
  const prefix = family?.split('*', 1)[0];
  const exactFamily = family !== undefined && prefix === family;
  return {
    ...(exactFamily ? { family } : prefix ? { familyPrefix: prefix } : {}),
    ...(postcode !== undefined && !postcode.includes('*') ? { postcode } : {}),
    ...(born?.from === undefined ? {} : { bornFrom: born.from }),
    ...(born?.to === undefined ? {} : { bornTo: born.to }),
    ...(practice === undefined ? {} : { practice }),
  };
}

/** One part at least must be right: the family name, the postcode, or the birth date, day and month exchanged perhaps. */
function* alike(
  register: Pick<PatientRegister, 'candidates'>,
  { family, postcode, born }: TraceQuery,
): Iterable<Patient> {
  if (family !== undefined) yield* register.candidates({ family });
  if (postcode !== undefined) yield* register.candidates({ postcode });
  const { from, to } = born ?? {};
  if (from !== undefined && to !== undefined)
    yield* register.candidates({ bornFrom: from, bornTo: to });
  if (from === undefined || from !== to || from.length < 8) return;
  const other = exchanged(from);
  yield* register.candidates({ bornFrom: other, bornTo: other });
}
