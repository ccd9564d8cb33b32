import { relatedPersons } from '../../../src/demographics/fhir/related-persons.ts';
import { searchSet } from '../../../src/demographics/fhir/search-set.ts';
import { baseOf, shapeFor } from './operation.ts';
import { answered } from './outcome.ts';
import { readRecord } from './read-record.ts';

/** `GET /Patient/{id}/RelatedPerson` */
export const getRelatedPersons = readRecord('RelatedPerson.search', (asked, patient) => {
  const entries = relatedPersons(patient, shapeFor(asked, 'read')).map((resource) => ({
    fullUrl: `${baseOf(asked.request)}/Patient/${patient.nhsNumber}/RelatedPerson/${resource.id}`,
    resource,
  }));
  const bundle = searchSet(entries, asked.request.at);
  return answered(`found: ${entries.length}`, bundle, patient.scn);
});
