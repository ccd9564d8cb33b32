import { parseNhsNumber } from '../../domain/nhs-number.ts';
import { HL7_NS } from '../../wire/hl7/names.ts';
import type { Deviation } from '../../wire/reading.ts';
import {
  attributeOf,
  childElements,
  firstChild,
  textOf,
  type XmlElement,
} from '../../wire/xml/xml-element.ts';
import { NHS_NUMBER_ROOT } from './names.ts';
import { type QueryPart, requestRoot, SMSP_OPERATIONS, type SmspOperation } from './operations.ts';
import { readFrame } from './read-frame.ts';
import type { SmspFrame, SmspName, SmspQuery, SmspRequest } from './smsp-message.ts';

/** What came of a request: `broken` is for a fault, `invalid` for an answer SMSP-0001. */
export type SmspReading =
  | {
      readonly kind: 'read';
      readonly request: SmspRequest;
      readonly deviations: readonly Deviation[];
    }
  | { readonly kind: 'broken'; readonly messageId?: string; readonly why: string }
  | { readonly kind: 'invalid'; readonly frame: SmspFrame; readonly why: string };

/** Reads a request of any of the five operations (pds-identity 3). Never throws for what a peer sent. */
export function readSmspRequest(bytes: Uint8Array): SmspReading {
  const reading = readFrame(bytes);
  if (reading.kind !== 'read') return reading;
  const { frame, payload, deviations } = reading;
  const invalid = (why: string): SmspReading => ({ kind: 'invalid', frame, why });
  const root = requestRoot(frame.operation);
  if (payload.namespace !== HL7_NS || payload.name !== root)
    return invalid(`the payload is no ${root}`);
  const event = firstChild(payload, HL7_NS, 'queryEvent');
  if (!event) return invalid('queryEvent is missing');
  const repeated = repeatedPart(event);
  if (repeated) return invalid(`${repeated} is given more than once`);
  const query = queryOf(event);
  const why = faultOfQuery(query, frame.operation);
  return why ? invalid(why) : { kind: 'read', request: { ...frame, query }, deviations };
}

/** A part, or its value, that stands there twice: which of two people is meant is not for us to choose. */
function repeatedPart(event: XmlElement): string | undefined {
  for (const name of Object.values(PART_NAMES)) {
    const [part, second] = childElements(event, HL7_NS, name);
    if (second) return name;
    if (part && childElements(part, HL7_NS, 'value').length > 1) return `the value of ${name}`;
  }
  return undefined;
}

function queryOf(event: XmlElement): SmspQuery {
  // Value and semanticsText may stand in either order.
  const value = (name: string) => {
    const part = firstChild(event, HL7_NS, `Person.${name}`);
    return part && firstChild(part, HL7_NS, 'value');
  };
  const attribute = (name: string, key: string) => {
    const found = value(name);
    return found && attributeOf(found, '', key)?.trim();
  };
  const number = value('NHSNumber');
  const name = value('Name');
  const postcode = value('Postcode');
  return {
    birthTime: attribute('DateOfBirth', 'value'),
    nhsNumber: number && {
      root: attributeOf(number, '', 'root')?.trim() ?? '',
      extension: attributeOf(number, '', 'extension')?.trim() ?? '',
    },
    gender: attribute('Gender', 'code'),
    name: name && readSmspName(name),
    postcode: postcode && textOf(postcode).trim(),
    localId: attribute('LocalIdentifier', 'extension'),
  };
}

export function readSmspName(name: XmlElement): SmspName {
  const text = (tag: string) => {
    const found = firstChild(name, HL7_NS, tag);
    return found && textOf(found).trim();
  };
  return {
    prefix: text('prefix'),
    given: childElements(name, HL7_NS, 'given').map((each) => textOf(each).trim()),
    family: text('family'),
    suffix: text('suffix'),
  };
}

const PART_NAMES: Readonly<Record<QueryPart, string>> = {
  birthTime: 'Person.DateOfBirth',
  nhsNumber: 'Person.NHSNumber',
  gender: 'Person.Gender',
  name: 'Person.Name',
  postcode: 'Person.Postcode',
  localId: 'Person.LocalIdentifier',
};

/** The first rule that a query breaks, in words without its values. */
function faultOfQuery(query: SmspQuery, operation: SmspOperation): string | undefined {
  const { birthTime, nhsNumber, gender, name } = query;
  const mandatory: readonly QueryPart[] = SMSP_OPERATIONS[operation].mandatory;
  const missing = mandatory.find((part) => query[part] === undefined);
  if (missing) return `${PART_NAMES[missing]} is missing`;
  if (operation === 'getPatientDetails' && !nhsNumber && !(gender && name))
    return 'there is neither Person.NHSNumber nor Person.Gender with Person.Name';
  if (birthTime !== undefined && !/^(?:\d{4}|\d{6}|\d{8})$/.test(birthTime))
    return 'Person.DateOfBirth is no date: YYYYMMDD';
  if (gender !== undefined && !/^[0129]$/.test(gender))
    return 'Person.Gender is none of 0, 1, 2, 9';
  if (name && !name.family) return 'Person.Name has no family name';
  // As traces of PDS have it (pds-identity 1.6): an asterisk after two letters at least.
  const patterns = [name?.family, ...(name?.given ?? []), query.postcode];
  if (patterns.some((each) => each?.slice(0, 2).includes('*')))
    return 'an asterisk stands among the first two letters';
  const isNew = nhsNumber?.root === NHS_NUMBER_ROOT;
  if (isNew && !parseNhsNumber(nhsNumber.extension))
    return 'Person.NHSNumber is no NHS number: ten digits with a right check digit';
  return undefined;
}
