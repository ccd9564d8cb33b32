import type { Patient } from '../../../src/demographics/patient.ts';
import type { Asked, Operation } from './operation.ts';
import type { Outcome } from './outcome.ts';
import { checkNumber, findPatient } from './patient-status.ts';
import { ownRecordOnly } from './permissions.ts';

/** An operation that answers from the record that its path names (pds-identity 2.3). */
export function readRecord(
  name: string,
  answer: (asked: Asked, patient: Patient) => Outcome,
): Operation {
  return {
    name,
    check: (_, nhsNumber) => checkNumber(nhsNumber),
    permit: ownRecordOnly,
    perform(asked) {
      const found = findPatient(asked.room.register, asked.nhsNumber);
      return found.ok ? answer(asked, found.patient) : found.outcome;
    },
  };
}
