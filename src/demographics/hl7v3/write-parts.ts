import { element, type WritableElement } from '../../wire/xml/write-xml.ts';
import type { Address, HlTime, PersonName, Span, Telecom } from '../patient.ts';
import { OBJECT_ID_ROOT } from './names.ts';
import { writeTelecomValue } from './telecom-value.ts';

/** How much of a name, an address or a telecom is said. */
export interface PartStyle {
  /** From when to when it counts. */
  readonly periods: boolean;
  /** The object id, the handle of later changes. */
  readonly ids: boolean;
}

export const BARE: PartStyle = { periods: false, ids: false };

const LINES = 5;

/** An address always has five lines, empty ones kept (pds-identity 1.7). */
export function addressNode(
  { use, lines, postcode, pafKey, text, id, ...span }: Address,
  style: PartStyle,
): WritableElement {
  const five = lines.length > 0 ? Array.from({ length: LINES }, (_, at) => lines[at] ?? '') : [];
  return element('addr', { use }, [
    ...five.map((line) => textNode('streetAddressLine', line)),
    postcode ? textNode('postalCode', postcode) : undefined,
    pafKey ? textNode('addressKey', pafKey) : undefined,
    // Only a temporary address is described (pds-identity 1.8).
    text && use === 'TMP' ? textNode('desc', text) : undefined,
    style.periods ? spanNode('useablePeriod', span) : undefined,
    style.ids ? objectId(id) : undefined,
  ]);
}

export function telecomNode(
  { use, system, value, id, ...span }: Telecom,
  style: PartStyle,
): WritableElement {
  return element('telecom', { use, value: writeTelecomValue({ system, value }) }, [
    style.periods ? spanNode('useablePeriod', span) : undefined,
    style.ids ? objectId(id) : undefined,
  ]);
}

export function nameNode(
  { use, prefix, given, family, suffix, id, ...span }: PersonName,
  style: PartStyle,
): WritableElement {
  return element('name', { use }, [
    prefix ? textNode('prefix', prefix) : undefined,
    ...given.map((each) => textNode('given', each)),
    family ? textNode('family', family) : undefined,
    suffix ? textNode('suffix', suffix) : undefined,
    style.periods ? spanNode('validTime', span) : undefined,
    style.ids ? objectId(id) : undefined,
  ]);
}

/** An interval; nothing when it is open on both sides. */
export function spanNode(name: string, { from, to }: Span): WritableElement | undefined {
  if (from === undefined && to === undefined) return undefined;
  return element(name, {}, [limit('low', from), limit('high', to)]);
}

export function objectId(extension: string): WritableElement {
  return identifierNode(OBJECT_ID_ROOT, extension);
}

export function identifierNode(root: string, extension: string, name = 'id'): WritableElement {
  return element(name, { root, extension });
}

export function codeNode(name: string, code: string, codeSystem?: string): WritableElement {
  return element(name, { code, codeSystem });
}

export function textNode(name: string, text: string): WritableElement {
  return element(name, {}, text === '' ? [] : text);
}

/** A class with its two fixed codes. */
export function act(
  name: string,
  classCode: string,
  children: readonly (WritableElement | undefined)[],
): WritableElement {
  return element(name, { classCode, moodCode: 'EVN' }, children);
}

function limit(name: string, value: HlTime | undefined): WritableElement | undefined {
  return value === undefined ? undefined : element(name, { value });
}
