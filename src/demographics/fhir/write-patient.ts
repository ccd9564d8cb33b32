import type { Patient, Sensitivity } from '../patient.ts';
import { GENDER, SECURITY } from './code-tables.ts';
import { writeDate, writeInstant } from './fhir-date.ts';
import { filled, type JsonObject, present } from './json.ts';
import { CODE_SYSTEMS, CONFIDENTIALITY, EXTENSIONS, NHS_NUMBER, ODS_CODE } from './names.ts';
import { isOver, type Shape } from './shape.ts';
import { writeDeath, writeExtensions } from './write-extensions.ts';
import {
  writeAddress,
  writeContact,
  writeName,
  writePractice,
  writeTelecom,
} from './write-items.ts';

/** How much of a record is held back: `U` nothing, `R` where somebody lives, `V` who somebody is as well. */
export function securityOf(sensitivity: Sensitivity): 'U' | 'R' | 'V' {
  if (sensitivity === 'none') return 'U';
  return sensitivity === 'V' ? 'V' : 'R';
}

/** A record as a FHIR Patient in the shape that the caller may see (pds-identity 2.6, 2.7). */
export function writePatient(patient: Patient, shape: Shape): JsonObject {
  const security = securityOf(patient.sensitivity);
  const { today } = shape;
  const located = security === 'U' || (security === 'R' && shape.privileged === true);
  const whole = located && shape.view === 'read';
  const named = security !== 'V';
  const { gender, birthTime, deceased, nhsNumber, scn, multipleBirthOrder } = patient;
  const current = <T extends { readonly to?: string }>(items: readonly T[]) =>
    items.filter((each) => !isOver(each, today));
  const names = current(patient.names).map((each) => writeName(each, shape));
  const addresses = current(patient.addresses).map((each) => writeAddress(each, shape));
  const told = shape.view === 'read';
  return present({
    resourceType: 'Patient',
    id: nhsNumber,
    identifier: [writeNumber(nhsNumber)],
    meta: {
      versionId: String(scn),
      security: [{ system: CONFIDENTIALITY, code: security, display: SECURITY[security] }],
    },
    name: named ? filled(told ? names : names.filter(isSearchable)) : undefined,
    gender: gender && (gender === '9' ? (shape.unspecifiedGender ?? 'other') : GENDER[gender]),
    birthDate: named && birthTime ? writeDate(birthTime) : undefined,
    multipleBirthInteger: multipleBirthOrder,
    deceasedDateTime: deceased && writeInstant(deceased.time),
    generalPractitioner: located ? practices(patient, today) : undefined,
    managingOrganization:
      whole && patient.managingOrganization ? manager(patient.managingOrganization) : undefined,
    telecom: located
      ? filled(
          current(patient.telecoms)
            .filter(({ use }) => use !== 'EC')
            .map(writeTelecom),
        )
      : undefined,
    contact: located ? contacts(patient, today) : undefined,
    address: located
      ? filled(told ? addresses : addresses.filter(({ use }) => use === 'home'))
      : undefined,
    // Of the extensions only the death is told of a restricted patient, and in a search.
    extension: filled(whole ? writeExtensions(patient, shape) : writeDeath(patient)),
  });
}

function isSearchable({ use }: JsonObject): boolean {
  return use === 'usual' || use === 'nickname' || use === 'temp';
}

function writeNumber(nhsNumber: string): JsonObject {
  const coding = {
    system: CODE_SYSTEMS.verification,
    version: '1.0.0',
    code: '01',
    display: 'Number present and verified',
  };
  return {
    system: NHS_NUMBER,
    value: nhsNumber,
    extension: [{ url: EXTENSIONS.verification, valueCodeableConcept: { coding: [coding] } }],
  };
}

/** The practice of today; all that there were, for a file. */
function practices({ provisions }: Patient, today: string | undefined) {
  const all = provisions.filter((each) => each.code === '1' && !isOver(each, today));
  return filled((today === undefined ? all : all.slice(0, 1)).map(writePractice));
}

function manager(ods: string): JsonObject {
  return { type: 'Organization', identifier: { system: ODS_CODE, value: ods } };
}

/** Emergency contacts, and the telephone numbers that HL7 marks as those of one. */
function contacts({ emergencyContacts, telecoms }: Patient, today: string | undefined) {
  return filled([
    ...emergencyContacts
      .filter((each) => !isOver(each, today))
      .map((each) => writeContact(each, each.telecoms)),
    ...telecoms
      .filter((each) => each.use === 'EC' && !isOver(each, today))
      .map((each) => writeContact(each, [each])),
  ]);
}
