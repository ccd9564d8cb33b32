import type { Patient } from '../patient.ts';
import { SECURITY } from './code-tables.ts';
import { filled, type JsonObject, present } from './json.ts';
import { CONFIDENTIALITY, NHS_NUMBER } from './names.ts';
import { relatedPersons } from './related-persons.ts';
import { timestampOf } from './search-set.ts';
import { WHOLE } from './shape.ts';
import { writePatient } from './write-patient.ts';

/**
 * A register as a FHIR Bundle, in pieces, an entry at a time: the text of 100,000 patients is never whole in
 * memory. FHIR cannot say everything: the serial of a shared secret, paper records, NHAIS and which kind of
 * sensitivity stay behind. JSON of our own keeps all.
 */
export function* writeBundle(patients: Iterable<Patient>, at: Date): Generator<string> {
  yield `{"resourceType":"Bundle","type":"collection","timestamp":"${timestampOf(at)}","entry":[`;
  let first = true;
  for (const patient of patients) {
    for (const entry of entriesOf(patient)) {
      yield `${first ? '' : ','}\n${JSON.stringify(entry)}`;
      first = false;
    }
  }
  yield '\n]}\n';
}

function entriesOf(patient: Patient): readonly JsonObject[] {
  const fullUrl = `Patient/${patient.nhsNumber}`;
  return [
    { fullUrl, resource: wholePatient(patient) },
    ...relatedPersons(patient, WHOLE).map((resource) => ({
      fullUrl: `${fullUrl}/RelatedPerson/${resource.id}`,
      resource,
    })),
  ];
}

/** A Patient with what FHIR, though not PDS, says of records that are no longer in force. */
function wholePatient(patient: Patient): JsonObject {
  const { status, supersededBy, supersedes, sensitivity } = patient;
  const links = [
    ...(supersededBy ? [link('replaced-by', supersededBy)] : []),
    ...supersedes.map((number) => link('replaces', number)),
  ];
  // A file holds everything, also of those of whom callers are told nothing: their mark is put back.
  const open = writePatient({ ...patient, sensitivity: 'none' }, WHOLE);
  const code =
    status === 'redacted'
      ? 'REDACTED'
      : sensitivity === 'none'
        ? 'U'
        : sensitivity === 'V'
          ? 'V'
          : 'R';
  const security = [{ system: CONFIDENTIALITY, code, display: SECURITY[code] ?? '' }];
  return present({
    ...open,
    meta: { versionId: String(patient.scn), security },
    active: status === 'active' ? undefined : false,
    link: filled(links),
  });
}

function link(type: string, nhsNumber: string): JsonObject {
  return { type, other: { identifier: { system: NHS_NUMBER, value: nhsNumber } } };
}
