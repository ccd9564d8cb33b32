import { HL7_NS } from '../../wire/hl7/names.ts';
import {
  attributeOf,
  childElements,
  firstChild,
  isElement,
  textOf,
  type XmlElement,
} from '../../wire/xml/xml-element.ts';

/** Looks down a path of HL7 elements, the first of each name. */
export function below(
  parent: XmlElement | undefined,
  ...path: readonly string[]
): XmlElement | undefined {
  let at = parent;
  for (const name of path) at = at && firstChild(at, HL7_NS, name);
  return at;
}

export function all(parent: XmlElement | undefined, name: string): readonly XmlElement[] {
  return parent ? childElements(parent, HL7_NS, name) : [];
}

/** An attribute without white space around; absent and empty are the same. */
export function value(element: XmlElement | undefined, attribute: string): string | undefined {
  const found = element && attributeOf(element, '', attribute)?.trim();
  return found || undefined;
}

export function text(element: XmlElement | undefined): string | undefined {
  return (element && textOf(element).trim()) || undefined;
}

/** An instance identifier. */
export interface Identifier {
  readonly root: string;
  readonly extension: string;
}

export function identifier(element: XmlElement | undefined): Identifier | undefined {
  if (!element) return undefined;
  return { root: value(element, 'root') ?? '', extension: value(element, 'extension') ?? '' };
}

/** Every element of a name below, at any depth. */
export function* deep(parent: XmlElement | undefined, name: string): Iterable<XmlElement> {
  for (const child of parent?.children ?? []) {
    if (!isElement(child)) continue;
    if (child.name === name && child.namespace === HL7_NS) yield child;
    yield* deep(child, name);
  }
}
