import type { Patient } from '../../../src/demographics/patient.ts';
import type { PatientRegister } from '../../../src/demographics/register/register.ts';
import { parseNhsNumber } from '../../../src/domain/nhs-number.ts';
import { type Outcome, refuse } from './outcome.ts';

export type Lookup =
  | { readonly ok: true; readonly patient: Patient }
  | { readonly ok: false; readonly outcome: Outcome };

/** The record to show for a number: that of the superseding one, none of redacted ones (pds-identity 2.6). */
export function findPatient(
  register: Pick<PatientRegister, 'get' | 'follow'>,
  nhsNumber: string,
): Lookup {
  const asked = register.get(nhsNumber);
  const patient = asked?.status === 'superseded' ? register.follow(nhsNumber) : asked;
  if (!asked || asked.status === 'redacted' || patient?.status === 'redacted')
    return { ok: false, outcome: refuse('RESOURCE_NOT_FOUND') };
  if (patient?.status !== 'active') return { ok: false, outcome: refuse('INVALIDATED_RESOURCE') };
  return { ok: true, patient };
}

export function checkNumber(nhsNumber: string): Outcome | undefined {
  return parseNhsNumber(nhsNumber) ? undefined : refuse('INVALID_RESOURCE_ID');
}
