import { writePatient } from '../../../src/demographics/fhir/write-patient.ts';
import { shapeFor } from './operation.ts';
import { answered } from './outcome.ts';
import { readRecord } from './read-record.ts';

/** `GET /Patient/{id}` */
export const getPatient = readRecord('Patient.read', (asked, patient) => {
  const result = patient.nhsNumber === asked.nhsNumber ? 'found' : 'found: superseding record';
  return answered(result, writePatient(patient, shapeFor(asked, 'read')), patient.scn);
});
