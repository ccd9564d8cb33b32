import { HL7_NS } from '../../wire/hl7/names.ts';
import { childElements, type XmlElement } from '../../wire/xml/xml-element.ts';
import { QUERY_ORDER, type Tell, tellField, tellOrder } from './child-order.ts';
import { all, below, type Identifier, identifier, text, value } from './hl7-element.ts';
import type { PdsRequestKind } from './interactions.ts';
import {
  readAddress,
  readName,
  readSpan,
  type WrittenAddress,
  type WrittenName,
} from './read-parts.ts';

/** A point or an interval of time, as a trace writes it. */
export interface WrittenTime {
  readonly at: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Everything that any query of PDS can say; each kind uses its part (pds-identity 1.5 to 1.7, 1.10). */
export interface PdsQuery {
  /** `0` no history, `1` with history. */
  readonly historicData: string | undefined;
  /** `0` searches history, `1` leaves it out. */
  readonly ignoreHistory: string | undefined;
  readonly address: WrittenAddress | undefined;
  readonly gender: string | undefined;
  readonly birthTime: WrittenTime | undefined;
  readonly deceasedTime: WrittenTime | undefined;
  readonly id: Identifier | undefined;
  readonly name: WrittenName | undefined;
  readonly primaryCare: Identifier | undefined;
  readonly searchTypes: readonly string[];
  /** What is to be retrieved, by name: `person.allData`. */
  readonly retrievalItems: readonly string[];
  /** Fields that were given more than once, or with more than one value. */
  readonly repeated: readonly string[];
}

/** Reads `query` in whatever order it stands, telling where it departs from the schema. */
export function readQuery(query: XmlElement, kind: PdsRequestKind, tell: Tell): PdsQuery {
  tellOrder(query, QUERY_ORDER[kind] ?? [], tell);
  const fields = new Map<string, XmlElement[]>();
  for (const field of childElements(query, HL7_NS)) {
    tellField(field, tell);
    const alike = fields.get(field.name);
    if (alike) alike.push(field);
    else fields.set(field.name, [field]);
  }
  const fieldValue = (name: string) => below(fields.get(name)?.[0], 'value');
  const address = fieldValue('person.address');
  const name = fieldValue('person.name');
  const many = ['retrievalItem', 'searchParameter'];
  return {
    historicData: value(fieldValue('historicDataIndicator'), 'code'),
    ignoreHistory: value(fieldValue('ignoreHistoryIndicator'), 'code'),
    address: address && readAddress(address),
    gender: value(fieldValue('person.administrativeGenderCode'), 'code'),
    birthTime: readTime(fieldValue('person.birthTime')),
    deceasedTime: readTime(fieldValue('person.deceasedTime')),
    id: identifier(fieldValue('person.id')),
    name: name && readName(name),
    primaryCare: identifier(fieldValue('primaryCare.id')),
    searchTypes: (fields.get('searchParameter') ?? []).map(
      (each) => value(below(each, 'value'), 'code') ?? '',
    ),
    retrievalItems: (fields.get('retrievalItem') ?? []).map(
      (each) => text(below(each, 'semanticsText')) ?? '',
    ),
    repeated: [...fields]
      .filter(([field, found]) => !many.includes(field) && isRepeated(found))
      .map(([field]) => field),
  };
}

function isRepeated([first, second]: readonly XmlElement[]): boolean {
  return second !== undefined || all(first, 'value').length > 1;
}

function readTime(element: XmlElement | undefined): WrittenTime | undefined {
  if (!element) return undefined;
  const { from, to } = readSpan(element);
  const at = value(element, 'value') ?? value(below(element, 'center'), 'value');
  return at || from || to ? { at, from, to } : undefined;
}
