import type { Patient, Span } from '../patient.ts';

/** The record as an answer shows it: whole with history, otherwise without what was over before the day. */
export function inView(patient: Patient, history: boolean, day: string): Patient {
  if (history) return patient;
  const now = <T extends Span>(items: readonly T[]) => items.filter((each) => !isOver(each, day));
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

/** Whether something was over before the day; ends are inclusive, as in the other faces. */
function isOver({ to }: Span, day: string): boolean {
  return to !== undefined && to.slice(0, 8).padEnd(8, '9') < day;
}

/** Whether only number and sensitivity may be told (pds-identity 1.5, 1.7). */
export function isSensitive({ sensitivity }: Patient): boolean {
  return sensitivity !== 'none';
}
