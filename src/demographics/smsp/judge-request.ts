import { isInForce, isWithin } from '../date-range.ts';
import { currentProvision, type Gender, type Patient, type Telecom } from '../patient.ts';
import type { PatientRegister } from '../register/register.ts';
import { findMatches } from '../trace/match-trace.ts';
import { NHS_NUMBER_ROOT } from './names.ts';
import type { SmspAnswer, SmspDetails, SmspRequest } from './smsp-message.ts';

/** What the world decides where the documents are silent (pds-identity 5.5, 7). */
export interface SmspPolicy {
  /** Code for a sensitive patient. */
  readonly sensitive: string;
  /** What verifying an unknown number answers: `false`, or a code. */
  readonly unknownVerify: string;
  /** Whether DEMOG-0017 comes with the superseding number. */
  readonly superseded: 'code' | 'number';
  /** Today, `YYYYMMDD`. */
  readonly day: string;
  practiceName(ods: string): string | undefined;
}

export type SmspJudgement = Pick<SmspAnswer, 'code' | 'result'>;

type Register = Pick<PatientRegister, 'get' | 'follow' | 'candidates'>;

/** What a mini service answers. Pure: the register and the time are handed in. */
export function judgeRequest(
  register: Register,
  { operation, query }: SmspRequest,
  policy: SmspPolicy,
): SmspJudgement {
  if (query.nhsNumber && query.nhsNumber.root !== NHS_NUMBER_ROOT) return { code: 'DEMOG-0042' };
  if (operation === 'verifyNHSNumber') return verified(register, query, policy);
  const { nhsNumber } = query;
  const byNumber = nhsNumber && find(register, nhsNumber.extension, query, policy);
  const searches = operation !== 'getPatientDetailsByNHSNumber';
  // Details come by number where there is one; a number that leads nowhere is followed by a search.
  const nowhere = byNumber === undefined || byNumber.code === 'DEMOG-0001';
  const found = nowhere && searches ? search(register, query, policy) : byNumber;
  if (!found) return { code: 'DEMOG-0001' };
  if (!found.patient) return found;
  const number = found.patient.nhsNumber;
  if (operation === 'getNHSNumber' || found.code !== 'SMSP-0000')
    return { code: found.code, result: { kind: 'number', nhsNumber: number } };
  const details = detailsOf(found.patient, policy);
  return { code: found.code, result: { kind: 'details', details } };
}

interface Found {
  readonly code: string;
  readonly patient?: Patient;
}

type Query = SmspRequest['query'];

function find(register: Register, number: string, query: Query, policy: SmspPolicy): Found {
  const asked = register.get(number);
  const patient = register.follow(number) ?? asked;
  const { birthTime } = query;
  const born = (each: Patient) =>
    birthTime !== undefined &&
    each.birthTime !== undefined &&
    isWithin(each.birthTime, { from: birthTime, to: birthTime });
  if (!asked || !patient || patient.status === 'redacted' || !born(patient))
    return { code: 'DEMOG-0001' };
  if (patient.status !== 'active') return { code: 'DEMOG-0022' };
  if (patient.sensitivity !== 'none') return { code: policy.sensitive };
  if (patient === asked) return { code: 'SMSP-0000', patient };
  return { code: 'DEMOG-0017', ...(policy.superseded === 'number' ? { patient } : {}) };
}

function search(register: Register, query: Query, { sensitive, day }: SmspPolicy): Found {
  const { name, birthTime, gender, postcode } = query;
  if (!name?.family || birthTime === undefined || gender === undefined)
    return { code: 'DEMOG-0001' };
  const matches = findMatches(register, {
    family: name.family,
    // Traces look at the first given name alone.
    given: name.given.slice(0, 1).filter((each) => each !== ''),
    genders: [gender as Gender],
    born: { from: birthTime, to: birthTime },
    ...(postcode ? { postcode } : {}),
    day,
    limit: 2,
  });
  const [first] = matches;
  if (!first) return { code: 'DEMOG-0001' };
  if (matches.length > 1) return { code: 'DEMOG-0007' };
  if (first.patient.sensitivity !== 'none') return { code: sensitive };
  return { code: 'SMSP-0000', patient: first.patient };
}

/** A number that belongs to nobody, or to somebody born on another day, is not valid for who asks. */
function verified(register: Register, query: Query, policy: SmspPolicy): SmspJudgement {
  const number = query.nhsNumber?.extension ?? '';
  const found = find(register, number, query, policy);
  if (found.code === 'SMSP-0000')
    return { code: found.code, result: { kind: 'verified', valid: true, nhsNumber: number } };
  if (found.code !== 'DEMOG-0001') return { code: found.code };
  const isKnown = register.get(number) !== undefined;
  if (!isKnown && policy.unknownVerify !== 'false') return { code: policy.unknownVerify };
  return { code: 'SMSP-0000', result: { kind: 'verified', valid: false } };
}

function detailsOf(patient: Patient, { day, practiceName }: SmspPolicy): SmspDetails {
  const inForce = patient.addresses.filter((each) => isInForce(each, day));
  const address =
    inForce.find(({ use }) => use === 'H') ?? inForce.find(({ use }) => use === 'TMP');
  const name = patient.names.find((each) => each.use === 'L' && isInForce(each, day));
  const ods = currentProvision(patient)?.ods;
  const { nhsNumber, telecoms, gender, birthTime, deceased } = patient;
  return {
    nhsNumber,
    name: name && {
      prefix: name.prefix,
      given: name.given,
      family: name.family,
      suffix: name.suffix,
    },
    addresses: address
      ? [{ use: address.use, postcode: address.postcode, lines: address.lines }]
      : [],
    telecoms: telecoms
      .filter((each) => isInForce(each, day))
      .map((each) => ({ use: each.use, value: addressed(each) })),
    gender,
    birthTime,
    deceasedTime: deceased?.time,
    practice: ods === undefined ? undefined : { ods, name: practiceName(ods), telecoms: [] },
  };
}

const SCHEMES = { phone: 'tel:', email: 'mailto:', fax: 'fax:', other: '' } as const;

function addressed({ system, value }: Telecom): string {
  return `${SCHEMES[system]}${value}`;
}
