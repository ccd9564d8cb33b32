import { isInForce } from '../date-range.ts';
import type { Patient } from '../patient.ts';

/** The record as an answer shows it: whole with history, otherwise what is in force on a day. */
export function inView(patient: Patient, history: boolean, day: string): Patient {
  if (history) return patient;
  const now = <T extends { readonly from?: string; readonly to?: string }>(items: readonly T[]) =>
    items.filter((each) => isInForce(each, day));
  return {
    ...patient,
    names: now(patient.names),
    addresses: now(patient.addresses),
    telecoms: now(patient.telecoms),
    // A provider counts until it has an end, even one that lies ahead (pds-identity 5.4).
    provisions: patient.provisions.filter(({ to }) => to === undefined),
    relatives: now(patient.relatives),
  };
}

/** Whether only number and sensitivity may be told (pds-identity 1.5, 1.7). */
export function isSensitive({ sensitivity }: Patient): boolean {
  return sensitivity !== 'none';
}
