import { element, type WritableElement } from '../../wire/xml/write-xml.ts';
import type { Patient } from '../patient.ts';
import type { Mim } from './interactions.ts';
import { NHS_NUMBER_ROOT, SYSTEM } from './names.ts';
import { codeNode, identifierNode } from './write-parts.ts';

/** The patient of an answer inside its `subject`. */
export function subjectNode(children: readonly (WritableElement | undefined)[]): WritableElement {
  return element('subject', { typeCode: 'SBJ' }, [
    element('patientRole', { classCode: 'PAT' }, children),
  ]);
}

export function numberNode({ nhsNumber }: Pick<Patient, 'nhsNumber'>): WritableElement {
  return identifierNode(NHS_NUMBER_ROOT, nhsNumber);
}

/** HL7 has no very restricted, and 7.2.02 no business reason either (pds-identity 1.11). */
export function confidentialityNode(
  { sensitivity }: Patient,
  mim: Mim,
): WritableElement | undefined {
  if (sensitivity === 'none') return undefined;
  const code =
    sensitivity === 'V' ? 'Y' : sensitivity === 'B' && mim === '7202' ? 'S' : sensitivity;
  return codeNode('confidentialityCode', code, SYSTEM.sensitivity);
}

export function genderNode({ gender }: Patient): WritableElement | undefined {
  return gender && codeNode('administrativeGenderCode', gender);
}

export function timeNode(name: string, value: string | undefined): WritableElement | undefined {
  return value === undefined ? undefined : element(name, { value });
}

/** Gender, birth and death, which come first wherever they stand together. */
export function lifeNodes(patient: Patient): readonly (WritableElement | undefined)[] {
  return [
    genderNode(patient),
    timeNode('birthTime', patient.birthTime),
    timeNode('deceasedTime', patient.deceased?.time),
  ];
}

export function birthOrderNode({ multipleBirthOrder }: Patient): WritableElement | undefined {
  if (multipleBirthOrder === undefined) return undefined;
  return element('multipleBirthOrderNumber', { value: String(multipleBirthOrder) });
}
