import { isInForce, isWithin } from '../date-range.ts';
import { barePostcode, fitsPattern, nameKey } from '../name-key.ts';
import {
  type Address,
  currentProvision,
  type Patient,
  type PersonName,
  type Telecom,
} from '../patient.ts';
import type { TraceQuery } from './trace-query.ts';

/** Whether a record fits every part of a query, wildcards allowed. Status and sensitivity are not judged. */
export function fitsTrace(patient: Patient, query: TraceQuery): boolean {
  const { family, given = [], genders, born, postcode } = query;
  return (
    (genders === undefined || genders.includes(patient.gender ?? '0')) &&
    (born === undefined ||
      (patient.birthTime !== undefined && isWithin(patient.birthTime, born))) &&
    (postcode === undefined ||
      addressesOf(patient, query).some((each) => hasPostcode(each, postcode))) &&
    ((family === undefined && given.length === 0) ||
      namesOf(patient, query).some((name) => fitsName(name, family, given))) &&
    fitsRest(patient, query)
  );
}

/** The parts of a query that are never fuzzy. */
export function fitsRest(patient: Patient, query: TraceQuery): boolean {
  const { died, practice, managingOrganization, email, phone } = query;
  const sameCode = (a: string | undefined, b: string) => a?.toUpperCase() === b.toUpperCase();
  const reached = (fits: (each: Telecom) => boolean) =>
    patient.telecoms.some((each) => (query.history || isInForce(each, query.day)) && fits(each));
  return (
    (died === undefined ||
      (patient.deceased !== undefined && isWithin(patient.deceased.time, died))) &&
    (practice === undefined || sameCode(currentProvision(patient)?.ods, practice)) &&
    (managingOrganization === undefined ||
      sameCode(patient.managingOrganization, managingOrganization)) &&
    (email === undefined ||
      reached(({ system, value }) => system === 'email' && sameCode(value, email))) &&
    (phone === undefined ||
      reached(({ system, value }) => system !== 'email' && digits(value) === digits(phone)))
  );
}

/** The names that a query may look at: those in force, and past ones when it asks for history. */
export function namesOf({ names }: Patient, { history, day }: TraceQuery): readonly PersonName[] {
  if (history) return names;
  return names.filter((each) => !each.use.startsWith('PREVIOUS') && isInForce(each, day));
}

/** Where somebody lives, if only for a time: a temporary address finds people, too (patient-search, "Clinical safety"). */
export function addressesOf(
  { addresses }: Patient,
  { history, day }: TraceQuery,
): readonly Address[] {
  return addresses.filter(
    (each) => (each.use === 'H' || each.use === 'TMP') && (history || isInForce(each, day)),
  );
}

function fitsName(name: PersonName, family: string | undefined, given: readonly string[]): boolean {
  const givenKeys = name.given.map(nameKey);
  return (
    (family === undefined || fitsPattern(nameKey(name.family ?? ''), nameKey(family))) &&
    given.every((asked) => givenKeys.some((key) => fitsPattern(key, nameKey(asked))))
  );
}

function hasPostcode({ postcode }: Address, asked: string): boolean {
  return postcode !== undefined && fitsPattern(barePostcode(postcode), barePostcode(asked));
}

function digits(phone: string): string {
  return phone.replace(/[\s().-]/g, '');
}
