import type { XmlElement } from '../../wire/xml/xml-element.ts';
import type { Span } from '../patient.ts';
import { all, below, identifier, text, value } from './hl7-element.ts';

/** A name as a message writes it: parts may be repeated, which rules then judge. */
export interface WrittenName extends Span {
  readonly use: string | undefined;
  readonly prefixes: readonly string[];
  readonly given: readonly string[];
  readonly families: readonly string[];
  readonly suffixes: readonly string[];
  readonly id: string | undefined;
}

export interface WrittenAddress extends Span {
  readonly use: string | undefined;
  /** Empty ones kept. */
  readonly lines: readonly string[];
  readonly postcode: string | undefined;
  readonly key: string | undefined;
  readonly description: string | undefined;
  readonly id: string | undefined;
}

export interface WrittenTelecom extends Span {
  readonly use: string | undefined;
  /** With its scheme: `tel:01632960001`. */
  readonly value: string | undefined;
  readonly id: string | undefined;
}

export function readName(element: XmlElement): WrittenName {
  const texts = (name: string) => all(element, name).flatMap((each) => text(each) ?? []);
  return {
    ...{ use: value(element, 'use'), prefixes: texts('prefix'), given: texts('given') },
    ...{ families: texts('family'), suffixes: texts('suffix'), id: objectId(element) },
    ...readSpan(below(element, 'validTime')),
  };
}

export function readAddress(element: XmlElement): WrittenAddress {
  return {
    use: value(element, 'use'),
    lines: all(element, 'streetAddressLine').map((each) => text(each) ?? ''),
    postcode: text(below(element, 'postalCode')),
    key: text(below(element, 'addressKey')),
    description: text(below(element, 'desc')),
    id: objectId(element),
    ...readSpan(below(element, 'useablePeriod')),
  };
}

export function readTelecom(element: XmlElement): WrittenTelecom {
  return {
    ...{ use: value(element, 'use'), value: value(element, 'value'), id: objectId(element) },
    ...readSpan(below(element, 'useablePeriod')),
  };
}

/** `low` and `high` of an interval. */
export function readSpan(interval: XmlElement | undefined): Span {
  const from = value(below(interval, 'low'), 'value');
  const to = value(below(interval, 'high'), 'value');
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

function objectId(element: XmlElement): string | undefined {
  return identifier(below(element, 'id'))?.extension || undefined;
}
