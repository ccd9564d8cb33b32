import type { Patient, Span } from '../patient.ts';

/** The record as an answer shows it: whole with history, otherwise what is in force on a day. */
export function inView(patient: Patient, history: boolean, day: string): Patient {
  if (history) return patient;
  const now = <T extends Span>(items: readonly T[]) => items.filter((each) => counts(each, day));
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

/** What is removed today is gone today: the day of an end does not count any more, that of a beginning does. */
function counts({ from, to }: Span, day: string): boolean {
  const begun = from === undefined || from.slice(0, 8) <= day.slice(0, from.length);
  return begun && (to === undefined || to.slice(0, 8) > day.slice(0, to.length));
}

/** Whether only number and sensitivity may be told (pds-identity 1.5, 1.7). */
export function isSensitive({ sensitivity }: Patient): boolean {
  return sensitivity !== 'none';
}
