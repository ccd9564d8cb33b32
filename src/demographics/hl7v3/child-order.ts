import { HL7_NS } from '../../wire/hl7/names.ts';
import { childElements, firstChild, type XmlElement } from '../../wire/xml/xml-element.ts';
import { text } from './hl7-element.ts';
import type { PdsRequestKind } from './interactions.ts';

/** Says that a request departs from the schema. */
export type Tell = (code: string, message: string, at: XmlElement) => void;

/**
 * The order of children by the schemas of both versions, by the parent's name (SCHEMA in pds-identity 0). The
 * versions differ in what they have, not in the order of what they share.
 */
const ORDER: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    PdsUpdateRequest: ['code', 'author', 'pertinentInformation', 'subject'],
    PdsRegistrationRequest: ['author', 'subject'],
    patientRole: [
      ...['addr', 'id', 'telecom', 'patientPerson', 'recordTargetOf', 'subjectOf', 'subjectOf1'],
      ...['subjectOf10', 'subjectOf15', 'subjectOf2', 'subjectOf3', 'subjectOf4', 'subjectOf5'],
      'subjectOf7',
    ],
    patientPerson: [
      ...['administrativeGenderCode', 'birthTime', 'deceasedTime', 'multipleBirthOrderNumber'],
      ...['name', 'birthplace', 'languageCommunication', 'playedOtherProviderPatient'],
      ...['scopedRelatedPersonRole', 'COCT_MT000200UK02.RegisteredRolePart'],
      ...['COCT_MT000209UK01.PartAdminGenderCode', 'COCT_MT000210UK01.PartBirthTime'],
      ...['COCT_MT000211UK01.PartDeceasedTime', 'COCT_MT000208UK01.BirthPlace'],
    ],
    patientCareProvision: ['code', 'effectiveTime', 'id', 'performer'],
    deathNotification: ['code', 'value'],
  }),
);

/** The children of `query` by what is asked. */
export const QUERY_ORDER: Readonly<Partial<Record<PdsRequestKind, readonly string[]>>> = {
  'simple-trace': [
    ...['person.address', 'person.administrativeGenderCode', 'person.birthTime'],
    ...['person.deceasedTime', 'person.name'],
  ],
  'advanced-trace': [
    ...['historicDataIndicator', 'ignoreHistoryIndicator', 'person.address'],
    ...['person.administrativeGenderCode', 'person.birthTime', 'person.deceasedTime', 'person.id'],
    ...['person.name', 'primaryCare.id', 'searchParameter'],
  ],
  retrieval: ['historicDataIndicator', 'person.id', 'retrievalItem'],
  'cross-check': ['person.birthTime', 'person.id', 'person.name'],
  confirm: ['person.id'],
};

// Two versions of the gender, birth and death parts stand in no common order: each is alone in its version.
const UNORDERED = /^COCT_MT0002(09|10|11|08)UK01\./;

/** Tells children that stand in another order than the schema's, or that it does not know. */
export function tellOrder(parent: XmlElement, order: readonly string[], tell: Tell): void {
  let furthest = 0;
  for (const child of childElements(parent, HL7_NS)) {
    if (UNORDERED.test(child.name)) continue;
    const at = order.indexOf(child.name);
    if (at < 0) tell('unknown-element', `${parent.name} has no ${child.name}`, child);
    else if (at < furthest)
      tell('order', `${child.name} stands after ${order[furthest]} in ${parent.name}`, child);
    else furthest = at;
  }
}

/** Tells the order of every element below that has one. */
export function tellOrders(parent: XmlElement, tell: Tell): void {
  const order = ORDER.get(parent.name);
  if (order) tellOrder(parent, order, tell);
  for (const child of childElements(parent, HL7_NS)) tellOrders(child, tell);
}

/** Tells where a field of a query departs: `semanticsText` with its fixed text first, then `value`. */
export function tellField(field: XmlElement, tell: Tell): void {
  const semantics = firstChild(field, HL7_NS, 'semanticsText');
  if (!semantics) {
    tell('missing', `${field.name} has no semanticsText`, field);
    return;
  }
  const [first] = childElements(field, HL7_NS);
  if (first !== semantics) tell('order', `semanticsText is not the first in ${field.name}`, field);
  // A retrieval item is free to name what it wants.
  const wanted = `${field.name.slice(0, 1).toUpperCase()}${field.name.slice(1)}`;
  const said = text(semantics) ?? '';
  if (field.name !== 'retrievalItem' && said !== wanted)
    tell('semantics-text', `semanticsText is "${said}", not "${wanted}"`, semantics);
}
