import { element, type WritableElement } from '../../wire/xml/write-xml.ts';
import type { Patient } from '../patient.ts';
import { serialNumberNode } from './write-observations.ts';
import { act } from './write-parts.ts';
import { numberNode, subjectNode } from './write-patient-role.ts';

/** What a successful update answers: nothing but the new serial number (pds-identity 1.8). */
export function updatedPayload(scn: number): WritableElement {
  return act('PdsSuccessfulUpdateResponse', 'REG', [serialNumberNode(scn)]);
}

/** What an allocation answers: serial number and the new NHS number (pds-identity 1.10). */
export function allocatedPayload(patient: Pick<Patient, 'nhsNumber' | 'scn'>): WritableElement {
  return act('PdsRegistrationResponse', 'REG', [
    serialNumberNode(patient.scn),
    subjectNode([numberNode(patient)]),
  ]);
}

/** The payload of an update answer inside its `subject`. */
export function updateSubject(payload: WritableElement): WritableElement {
  return element('subject', { typeCode: 'SUBJ', contextConductionInd: 'false' }, [payload]);
}

/** The payload of a query answer, where the schema has no `contextConductionInd`. */
export function querySubject(payload: WritableElement): WritableElement {
  return element('subject', { typeCode: 'SUBJ' }, [payload]);
}
