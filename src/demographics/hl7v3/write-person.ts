import { element, type WritableElement } from '../../wire/xml/write-xml.ts';
import type {
  Address,
  BirthPlace,
  Language,
  PersonName,
  Relative,
  Span,
  Telecom,
} from '../patient.ts';
import type { Mim } from './interactions.ts';
import { NHS_NUMBER_ROOT, OBSERVATION, SYSTEM } from './names.ts';
import { observation } from './write-observations.ts';
import {
  addressNode,
  codeNode,
  identifierNode,
  nameNode,
  objectId,
  type PartStyle,
  spanNode,
  telecomNode,
  textNode,
} from './write-parts.ts';
import { historyNodes } from './write-source.ts';

/** How addresses, telecoms and names are wrapped in retrievals and advanced traces (pds-identity 1.7). */
export interface WholeStyle extends PartStyle {
  readonly mim: Mim;
  readonly history: boolean;
}

const PART: Readonly<Record<Mim, string>> = { '6301': 'UK02', '7202': 'UK03' };

function partOfWhole(
  number: '201' | '202' | '203',
  item: Span,
  inner: WritableElement,
  { mim, history }: WholeStyle,
): WritableElement {
  return element(`COCT_MT000${number}${PART[mim]}.PartOfWhole`, { classCode: 'PART' }, [
    inner,
    ...(history ? historyNodes(item, { mim, dateFirst: false, provision: false }) : []),
  ]);
}

export function addressPart(address: Address, style: WholeStyle): WritableElement {
  return partOfWhole('201', address, addressNode(address, style), style);
}

export function telecomPart(telecom: Telecom, style: WholeStyle): WritableElement {
  return partOfWhole('202', telecom, telecomNode(telecom, style), style);
}

export function namePart(name: PersonName, style: WholeStyle): WritableElement {
  const person = element('partPerson', PERSON, [nameNode(name, style)]);
  return partOfWhole('203', name, person, style);
}

export const PERSON = { classCode: 'PSN', determinerCode: 'INSTANCE' } as const;

export function languageNode(language: Language | undefined): WritableElement | undefined {
  if (!language) return undefined;
  return element('languageCommunication', {}, [
    codeNode('languageCode', language.code),
    element('preferenceInd', { value: 'true' }),
    codeNode('proficiencyLevelCode', language.interpreter ? '1' : '0', SYSTEM.interpreter),
  ]);
}

export function birthPlaceNode(
  place: BirthPlace | undefined,
  mim: Mim,
): WritableElement | undefined {
  if (!place) return undefined;
  const { city, district, country } = place;
  const name = mim === '6301' ? 'birthplace' : 'COCT_MT000208UK01.BirthPlace';
  return element(name, { classCode: 'BIRTHPL' }, [
    element('addr', {}, [
      city ? textNode('city', city) : undefined,
      district ? textNode('county', district) : undefined,
      // 7.2.02 wants the country as a code inside, of a system that no public source names.
      country && mim === '6301' ? textNode('country', country) : undefined,
    ]),
  ]);
}

/** Gender, birth or death as 7.2.02 has it: a part of its own, with the time when it was notified. */
export function notifiedPart(
  name: string,
  about: WritableElement,
  notified: string,
): WritableElement {
  return element(name, { classCode: 'PART' }, [
    element('partPerson', PERSON, [about]),
    element('subjectOf', { typeCode: 'SBJ' }, [
      observation('notificationTime', OBSERVATION.notified, element('value', { value: notified })),
    ]),
  ]);
}

export function relativeNode(
  { relationship, nhsNumber, name, address, telecoms, nextOfKin, id, ...span }: Relative,
  style: WholeStyle,
): WritableElement {
  return element('scopedRelatedPersonRole', { classCode: 'AGNT' }, [
    codeNode('code', relationship, SYSTEM.relationship),
    spanNode('effectiveTime', span),
    objectId(id),
    nextOfKin
      ? element('part3', { typeCode: 'PART' }, [
          element('partNextOfKin', { classCode: 'NOK' }, [codeNode('code', '1', SYSTEM.nextOfKin)]),
        ])
      : undefined,
    element('player', PERSON, [
      nhsNumber
        ? element('playedRelatedPatient', { classCode: 'PAT' }, [
            identifierNode(NHS_NUMBER_ROOT, nhsNumber),
          ])
        : undefined,
      ...telecoms.map((each) => telecomPart(each, style)),
      address && addressPart(address, style),
      name && namePart(name, style),
    ]),
  ]);
}
