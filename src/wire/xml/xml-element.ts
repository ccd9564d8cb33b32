import type { Place } from '../reading.ts';

/** An attribute with its namespace resolved; `namespace` is empty for an unprefixed one. */
export interface XmlAttribute {
  readonly prefix: string;
  readonly name: string;
  readonly namespace: string;
  readonly value: string;
}

/** An element as read. Names are matched by namespace and local name, never by prefix. */
export interface XmlElement {
  readonly prefix: string;
  /** The local name. */
  readonly name: string;
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  /** Elements and runs of character data in document order. Comments and instructions are dropped. */
  readonly children: readonly XmlNode[];
  /** Where the start tag begins. */
  readonly at: Place;
}

export type XmlNode = XmlElement | string;

export function isElement(node: XmlNode): node is XmlElement {
  return typeof node !== 'string';
}

/** Child elements, all or those of one namespace and name. */
export function childElements(
  parent: XmlElement,
  namespace?: string,
  name?: string,
): readonly XmlElement[] {
  const found: XmlElement[] = [];
  for (const node of parent.children) {
    if (!isElement(node)) continue;
    // Names differ where namespaces agree, so the name is the cheaper question to ask first.
    if (name !== undefined && node.name !== name) continue;
    if (namespace !== undefined && node.namespace !== namespace) continue;
    found.push(node);
  }
  return found;
}

export function firstChild(
  parent: XmlElement,
  namespace: string,
  name: string,
): XmlElement | undefined {
  for (const node of parent.children) {
    if (isElement(node) && node.name === name && node.namespace === namespace) return node;
  }
  return undefined;
}

/** All character data below the element, in order. */
export function textOf(element: XmlElement): string {
  let text = '';
  for (const node of element.children) text += isElement(node) ? textOf(node) : node;
  return text;
}

/** The value of an attribute; `namespace` is empty for an unprefixed one. */
export function attributeOf(
  element: XmlElement,
  namespace: string,
  name: string,
): string | undefined {
  for (const attribute of element.attributes) {
    if (attribute.name === name && attribute.namespace === namespace) return attribute.value;
  }
  return undefined;
}
