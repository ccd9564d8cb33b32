import { element, type WritableElement } from '../../wire/xml/write-xml.ts';
import type { Patient } from '../patient.ts';
import type { Mim } from './interactions.ts';
import { birthOrderNode, genderNode, lifeNodes, timeNode } from './write-patient-role.ts';
import {
  addressPart,
  birthPlaceNode,
  languageNode,
  namePart,
  notifiedPart,
  PERSON,
  relativeNode,
  telecomPart,
  type WholeStyle,
} from './write-person.ts';
import { provisionNode } from './write-provision.ts';

/** The person of a retrieval. The versions say the same things in another order and other clothes. */
export function retrievedPerson(
  patient: Patient,
  { mim, history }: { readonly mim: Mim; readonly history: boolean },
): WritableElement {
  const style: WholeStyle = { mim, history, periods: true, ids: true };
  const provisions = patient.provisions.map((each) =>
    provisionNode(each, {
      name: mim === '6301' ? 'patientCareProvisionEvent' : 'patientCareProvision',
      performer: 'assignedEntity',
      ...{ period: true, id: true, dateFirst: true, history, mim },
    }),
  );
  const relatives = patient.relatives.map((each) => relativeNode(each, style));
  const addresses = patient.addresses.map((each) => addressPart(each, style));
  const telecoms = patient.telecoms.map((each) => telecomPart(each, style));
  const names = patient.names.map((each) => namePart(each, style));
  const place = birthPlaceNode(patient.birthPlace, mim);
  const language = languageNode(patient.language);
  if (mim === '6301')
    return element('patientPerson', PERSON, [
      ...lifeNodes(patient),
      ...[birthOrderNode(patient), place, language],
      ...[...provisions, ...relatives, ...addresses, ...telecoms, ...names],
    ]);
  return element('patientPerson', PERSON, [
    ...[birthOrderNode(patient), language],
    ...[...provisions, ...relatives, ...addresses],
    ...notifiedParts(patient),
    ...[...telecoms, place, ...names],
  ]);
}

/** What was notified apart in 7.2.02. The record does not keep when: its birth stands in for that. */
function notifiedParts(patient: Patient): readonly (WritableElement | undefined)[] {
  const { birthTime, deceased } = patient;
  const known = birthTime ?? BEFORE_RECORDS;
  const gender = genderNode(patient);
  const birth = timeNode('birthTime', birthTime);
  const death = timeNode('deceasedTime', deceased?.time);
  const notified = deceased?.systemEffectiveDate ?? deceased?.time ?? known;
  return [
    gender && notifiedPart('COCT_MT000209UK01.PartAdminGenderCode', gender, known),
    birth && notifiedPart('COCT_MT000210UK01.PartBirthTime', birth, known),
    death && notifiedPart('COCT_MT000211UK01.PartDeceasedTime', death, notified),
  ];
}

const BEFORE_RECORDS = '1900';
