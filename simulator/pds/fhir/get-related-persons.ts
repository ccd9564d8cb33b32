import { relatedPersons } from '../../../src/demographics/fhir/related-persons.ts';
import { searchSet } from '../../../src/demographics/fhir/search-set.ts';
import { baseOf, type Operation, shapeFor } from './operation.ts';
import { answered } from './outcome.ts';
import { checkNumber, findPatient } from './patient-status.ts';
import { ownRecordOnly } from './permissions.ts';

/** `GET /Patient/{id}/RelatedPerson` */
export const getRelatedPersons: Operation = {
  name: 'RelatedPerson.search',
  check: (_, nhsNumber) => checkNumber(nhsNumber),
  permit: ownRecordOnly,
  perform(asked) {
    const found = findPatient(asked.room.register, asked.nhsNumber);
    if (!found.ok) return found.outcome;
    const { patient } = found;
    const entries = relatedPersons(patient, shapeFor(asked, 'read')).map((resource) => ({
      fullUrl: `${baseOf(asked.request)}/Patient/${patient.nhsNumber}/RelatedPerson/${resource.id}`,
      resource,
    }));
    const bundle = searchSet(entries, asked.request.at);
    return answered(`found: ${entries.length}`, bundle, patient.scn);
  },
};
