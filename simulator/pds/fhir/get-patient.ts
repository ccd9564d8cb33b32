import { writePatient } from '../../../src/demographics/fhir/write-patient.ts';
import { type Operation, shapeFor } from './operation.ts';
import { answered } from './outcome.ts';
import { checkNumber, findPatient } from './patient-status.ts';
import { ownRecordOnly } from './permissions.ts';

/** `GET /Patient/{id}` */
export const getPatient: Operation = {
  name: 'Patient.read',
  check: (_, nhsNumber) => checkNumber(nhsNumber),
  permit: ownRecordOnly,
  perform(asked) {
    const found = findPatient(asked.room.register, asked.nhsNumber);
    if (!found.ok) return found.outcome;
    const { patient } = found;
    const result = patient.nhsNumber === asked.nhsNumber ? 'found' : 'found: superseding record';
    return answered(result, writePatient(patient, shapeFor(asked, 'read')), patient.scn);
  },
};
