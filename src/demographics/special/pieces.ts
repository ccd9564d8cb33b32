import type { Address, CareProvision, Patient, PersonName, Span, Telecom } from '../patient.ts';
import { plainPatient } from '../plain-patient.ts';

/** The practices of the cases (pds-identity 5.5): A and B are played, C is the system under test. */
export const PRACTICE = {
  A: 'Z99001',
  B: 'Z99002',
  C: 'Z99003',
  UNKNOWN_TO_SDS: 'Z99009',
} as const;
/** Who holds the records of people without a practice. */
export const BACK_OFFICE = 'Z99099';
export const PHARMACY = 'FZZ99';
const SYSTEM_A = '999000000001';

export function registration(
  ods: string,
  span: Span = { from: '20200101' },
  id = 'SIM0A',
): CareProvision {
  const { from, to } = span;
  return {
    ...{ id, code: '1', ods },
    ...(from ? { from, systemFrom: `${from}090000` } : {}),
    ...(to ? { to, systemTo: `${to}090000` } : {}),
    sourceAsid: SYSTEM_A,
  };
}

export function usualName(
  name: Pick<PersonName, 'prefix' | 'given' | 'family' | 'suffix'>,
  from: string,
): PersonName {
  return { id: 'SIM0E', use: 'L', ...name, from };
}

export function homeAddress(street: string, postcode: string, from = '20200101'): Address {
  return { id: 'SIM0C', use: 'H', lines: ['', street, '', 'TESTTOWN', ''], postcode, from };
}

export function homePhone(value: string): Telecom {
  return { id: 'SIM0D', use: 'H', system: 'phone', value, from: '20200101' };
}

/** What tells one ordinary adult from another. */
export interface Adult {
  readonly number: string;
  readonly prefix?: string;
  readonly given: string;
  readonly family: string;
  readonly gender: '1' | '2';
  readonly born: string;
  /** House number in SYNTHETIC STREET; it makes postcode and telephone number, too. */
  readonly house: number;
  readonly ods?: string;
}

/** Somebody about whom everything is ordinary, with what is not. */
export function adult(
  { number, prefix, given, family, gender, born, house, ods = PRACTICE.A }: Adult,
  facts: Partial<Omit<Patient, 'nhsNumber'>> = {},
): Patient {
  return plainPatient(number, {
    scn: 3,
    gender,
    birthTime: born,
    names: [usualName({ ...(prefix ? { prefix } : {}), given: [given], family }, born)],
    addresses: [homeAddress(`${house} SYNTHETIC STREET`, postcodeOf(house))],
    telecoms: [homePhone(`01632960${String(house).padStart(3, '0')}`)],
    provisions: [registration(ods)],
    ...facts,
  });
}

/** ZZ postcodes are in no use. */
function postcodeOf(house: number): string {
  return `ZZ1 ${house % 10}AA`;
}
