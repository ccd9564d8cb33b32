import { createHash } from 'node:crypto';
import { registerAtPractice } from '../src/demographics/change/change-practice.ts';
import { generatePatients } from '../src/demographics/generated/generate-patients.ts';
import { currentProvision, type Patient } from '../src/demographics/patient.ts';
import type { ChangeNote, PatientRegister } from '../src/demographics/register/register.ts';
import { parseNhsNumber } from '../src/domain/nhs-number.ts';
import type { Clock } from '../src/platform/clock.ts';

/** Where patients are registered when a transfer is ordered. */
export interface PatientPlacement {
  /** ODS code of the practice that PDS has the patient with. */
  practiceOf(nhsNumber: string): string | undefined;
  /**
   * Sees to it that PDS has the patient with a practice: an unknown one is invented there, another's is moved.
   * `undefined` when nothing had to be done; else what was, without patient data.
   */
  ensureAt(nhsNumber: string, odsCode: string): string | undefined;
}

/** Places patients in the register behind every face of PDS. */
export function patientPlacement(
  register: PatientRegister,
  clock: Clock,
  reuseProvisionId: () => boolean,
): PatientPlacement {
  const practiceOf = (nhsNumber: string) => {
    const patient = register.follow(nhsNumber);
    return patient && currentProvision(patient)?.ods;
  };
  const noteOf = (what: string): ChangeNote => ({
    at: clock.now().toISOString(),
    face: 'operator',
    by: 'transfer order',
    what,
  });
  return {
    practiceOf,
    ensureAt(nhsNumber, odsCode) {
      const before = practiceOf(nhsNumber);
      if (before === odsCode) return undefined;
      const known = register.follow(nhsNumber);
      if (!known) {
        const invented = inventedPatient(nhsNumber, odsCode);
        if (invented) register.put(invented, noteOf('registration'));
        return invented && `the patient is new on PDS, registered at ${odsCode}`;
      }
      register.change(known.nhsNumber, undefined, noteOf('GP registration'), (patient) =>
        registerAtPractice(patient, {
          ods: odsCode,
          now: clock.now(),
          reuseProvisionId: reuseProvisionId(),
        }),
      );
      return `the patient is moved on PDS from ${before ?? 'no practice'} to ${odsCode}`;
    },
  };
}

/** The same number is always the same person. */
function inventedPatient(text: string, odsCode: string): Patient | undefined {
  const nhsNumber = parseNhsNumber(text);
  if (!nhsNumber) return undefined;
  const seed = createHash('sha256').update(nhsNumber).digest().readUInt32BE();
  const [person] = generatePatients({ count: 1, seed, practices: [odsCode] });
  return person && { ...person, nhsNumber, scn: 1 };
}
