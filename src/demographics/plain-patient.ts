import { type NhsNumber, parseNhsNumber } from '../domain/nhs-number.ts';
import type { Patient } from './patient.ts';

/** A record that says nothing but its number: what is given of `facts` besides. Throws RangeError for a bad number. */
export function plainPatient(
  nhsNumber: string,
  facts: Partial<Omit<Patient, 'nhsNumber'>> = {},
): Patient {
  return {
    nhsNumber: numberOf(nhsNumber),
    scn: 1,
    status: 'active',
    supersedes: [],
    sensitivity: 'none',
    names: [],
    addresses: [],
    telecoms: [],
    provisions: [],
    relatives: [],
    emergencyContacts: [],
    ...facts,
  };
}

/** A number that is known to be good. */
export function numberOf(text: string): NhsNumber {
  const number = parseNhsNumber(text);
  if (!number) throw new RangeError(`${text} is not an NHS number`);
  return number;
}
