import { writePatient } from '../../src/demographics/json/patient-json.ts';
import type { Patient } from '../../src/demographics/patient.ts';
import type { PatientRegister } from '../../src/demographics/register/register.ts';
import { fitsTrace } from '../../src/demographics/trace/fits-trace.ts';
import type { PatientQuestion } from '../doors/patient-desk.ts';

const PAGE = 1000;

/** In the order of NHS numbers; past names and addresses count: who looks here wants to find. */
export function findPatients(
  register: PatientRegister,
  question: PatientQuestion,
): readonly Patient[] {
  const { after, limit = 100, practice, family, postcode } = question;
  const from = { ...(after ? { after } : {}), ...(practice ? { practice } : {}), limit };
  if (family === undefined && postcode === undefined) return register.list(from);
  const prefix = family?.split('*', 1)[0];
  const exact = family !== undefined && prefix === family;
  const narrow = {
    ...(exact ? { family } : prefix ? { familyPrefix: prefix } : {}),
    ...(postcode && !postcode.includes('*') ? { postcode } : {}),
    ...(practice ? { practice } : {}),
  };
  const asked = { family, postcode, practice, history: true };
  const found = [...register.candidates(narrow)].filter(
    (patient) => (!after || patient.nhsNumber > after) && fitsTrace(patient, asked),
  );
  return found.sort((a, b) => (a.nhsNumber < b.nhsNumber ? -1 : 1)).slice(0, limit);
}

/** All records, a page at a time: changes in between do no harm. */
export function* everybody(register: PatientRegister): Generator<Patient, void> {
  let page = register.list({ limit: PAGE });
  while (page.length > 0) {
    yield* page;
    const last = page.at(-1)?.nhsNumber;
    page = last ? register.list({ after: last, limit: PAGE }) : [];
  }
}

/** All records as JSON Lines. */
export function* patientLines(register: PatientRegister): Generator<string, void> {
  for (const patient of everybody(register)) yield `${writePatient(patient)}\n`;
}
