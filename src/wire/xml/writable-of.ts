import type { WritableElement } from './write-xml.ts';
import { isElement, type XmlElement } from './xml-element.ts';

/** What was read, ready to be written again with its prefixes and namespace declarations. */
export function writableOf(read: XmlElement): WritableElement {
  return {
    name: qualified(read.prefix, read.name),
    attributes: read.attributes.map(
      ({ prefix, name, value }) => [qualified(prefix, name), value] as const,
    ),
    children: read.children.map((child) => (isElement(child) ? writableOf(child) : child)),
  };
}

function qualified(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}:${name}`;
}
