import { parseNhsNumber } from '../../domain/nhs-number.ts';
import type { Patient, Relative } from '../patient.ts';
import { filled, type Json, type JsonObject, listOf, member, present, textOf } from './json.ts';
import { CODE_SYSTEMS, NHS_NUMBER } from './names.ts';
import { readAddress, readEach, readName, readSpan } from './read-items.ts';
import { readTelecom } from './read-telecoms.ts';
import type { ReadContext } from './reading.ts';
import { isOver, type Shape } from './shape.ts';
import { writeAddress, writeName, writePeriod, writeTelecom } from './write-items.ts';
import { securityOf } from './write-patient.ts';

type Relation = readonly [system: 'relationType' | 'relationRole', code: string, display: string];

const UNKNOWN: Relation = ['relationType', 'U', 'Unknown'];

/** HL7's relationships (`…16.15`) in FHIR's words (pds-identity 1.11, 2.6). */
const RELATIONS: ReadonlyMap<string, Relation> = new Map<string, Relation>(
  Object.entries({
    '01': ['relationType', 'SPS', 'spouse'],
    '02': ['relationType', 'DOMPART', 'domestic partner'],
    '03': ['relationType', 'PRN', 'parent'],
    '04': ['relationType', 'N', 'Next-of-Kin'],
    '05': ['relationRole', 'Guardian', 'Guardian of patient'],
    '06': ['relationType', 'PRNFOST', 'foster parent'],
    '07': ['relationType', 'STPPRN', 'step parent'],
    '08': ['relationRole', 'PolygamousPartner', 'Polygamous Partner of patient'],
    '09': ['relationType', 'CHILD', 'child'],
    '10': ['relationRole', 'Dependant', 'Dependant of patient'],
    '11': ['relationRole', 'NonDependant', 'Non Dependant of patient'],
    '12': ['relationType', 'MTH', 'mother'],
    '13': ['relationType', 'FTH', 'father'],
    '14': ['relationType', 'SIS', 'sister'],
    '15': ['relationType', 'BRO', 'brother'],
    '16': ['relationType', 'FAMMEMB', 'family member'],
    '17': ['relationRole', 'ProxyContact', 'Proxy Contact for patient'],
    '18': ['relationRole', 'ProxyCommunication', 'Proxy Communication for patient'],
    '19': [
      'relationRole',
      'ProxyContactCommunication',
      'Proxy Contact and Communication for patient',
    ],
    '20': ['relationRole', 'Carer', 'Carer of patient'],
    '21': ['relationType', 'ONESELF', 'self'],
    '98': UNKNOWN,
    '99': ['relationRole', 'NotSpecified', 'Not Specified'],
  }),
);
const PERSONAL: Relation = ['relationRole', 'Personal', 'Personal relationship with the patient'];
const NEXT_OF_KIN: Relation = ['relationType', 'N', 'Next-of-Kin'];

/** The people of a patient as RelatedPerson resources; none of a restricted patient (pds-identity 2.6). */
export function relatedPersons(patient: Patient, shape: Shape): readonly JsonObject[] {
  const hidden = securityOf(patient.sensitivity) !== 'U' && shape.privileged !== true;
  if (hidden) return [];
  return patient.relatives
    .filter((each) => !isOver(each, shape.today))
    .map((each) => writeRelatedPerson(each, shape));
}

function writeRelatedPerson(relative: Relative, shape: Shape): JsonObject {
  const { id, nhsNumber, name, address, telecoms } = relative;
  return present({
    resourceType: 'RelatedPerson',
    id,
    // The person's own number, where there is one: not that of the patient as in other FHIR services.
    patient: nhsNumber ? { identifier: { system: NHS_NUMBER, value: nhsNumber } } : {},
    active: true,
    period: writePeriod(relative),
    name: name ? [withoutId(writeName(name, shape))] : undefined,
    relationship: [{ coding: relationOf(relative).map(writeCoding) }],
    telecom: filled(telecoms.map((each) => withoutId(writeTelecom(each)))),
    address: address ? [withoutId(writeAddress(address, shape))] : undefined,
  });
}

/** Role, kind and whether next of kin; a guardian is role and kind at once. */
function relationOf({ relationship, nextOfKin }: Relative): readonly Relation[] {
  const kind = RELATIONS.get(relationship) ?? UNKNOWN;
  const role = relationship === '05' ? [] : [PERSONAL];
  return [...role, kind, ...(nextOfKin && relationship !== '04' ? [NEXT_OF_KIN] : [])];
}

function writeCoding([system, code, display]: Relation): JsonObject {
  return { system: CODE_SYSTEMS[system], code, display };
}

function withoutId({ id: _, ...rest }: JsonObject): JsonObject {
  return rest;
}

/** Reads a RelatedPerson back. */
export function readRelatedPerson(resource: JsonObject, context: ReadContext): Relative {
  const codes = listOf(member(listOf(member(resource, 'relationship'))[0], 'coding')).map((each) =>
    member(each, 'code'),
  );
  const kind = [...RELATIONS].find(
    ([, [, code]]) =>
      // The next of kin is a kind of its own only where there is no other.
      codes.includes(code) && (code !== 'N' || !codes.some(isOtherKind)),
  )?.[0];
  const number = member(member(member(resource, 'patient'), 'identifier'), 'value');
  const nhsNumber = typeof number === 'string' ? parseNhsNumber(number) : undefined;
  const at = 'RelatedPerson';
  const [name] = each(resource, 'name', context, readName);
  const [address] = each(resource, 'address', context, readAddress);
  return {
    id: textOf(member(resource, 'id')) ?? context.newId(),
    relationship: kind ?? '98',
    ...(nhsNumber ? { nhsNumber } : {}),
    ...(name ? { name } : {}),
    ...(address ? { address } : {}),
    telecoms: each(resource, 'telecom', context, readTelecom),
    ...(codes.includes('N') && kind !== '04' ? { nextOfKin: true } : {}),
    ...readSpan(member(resource, 'period'), `${at}.period`, context),
  };
}

function isOtherKind(code: Json | undefined): boolean {
  return code !== 'N' && [...RELATIONS.values()].some(([, each]) => each === code);
}

function each<T>(
  resource: JsonObject,
  key: string,
  context: ReadContext,
  read: (item: JsonObject, at: string, context: ReadContext) => T | undefined,
): readonly T[] {
  return readEach(member(resource, key), `RelatedPerson.${key}`, context, (item, at) =>
    read(item, at, context),
  );
}
