import type { Deviation } from '../reading.ts';
import { isElement, textOf, type XmlElement } from '../xml/xml-element.ts';
import { EB_NS } from './names.ts';

/**
 * The one child that there must be, or the first of several. A missing one and a repeated one are
 * told with their path, `MessageHeader/CPAId` (mhs 2.3, ebMS 2.0 section 3.1).
 */
export function mandatoryChild(
  parent: XmlElement,
  namespace: string,
  path: string,
  log: Deviation[],
): XmlElement | undefined {
  const child = optionalChild(parent, namespace, path, log);
  if (child === undefined) {
    log.push({ code: 'ebxml.missing', message: `${path} is missing`, at: parent.at });
  }
  return child;
}

/** The child if there is one; a second one is told. The last step of the path is the child's name. */
export function optionalChild(
  parent: XmlElement,
  namespace: string,
  path: string,
  log: Deviation[],
): XmlElement | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  let first: XmlElement | undefined;
  let second: XmlElement | undefined;
  let count = 0;
  for (const node of parent.children) {
    if (!isElement(node) || node.name !== name || node.namespace !== namespace) continue;
    count += 1;
    if (first === undefined) first = node;
    else second ??= node;
  }
  if (second !== undefined) {
    log.push({ code: 'ebxml.repeated', message: `${path} occurs ${count} times`, at: second.at });
  }
  return first;
}

/** The trimmed text of a child that must be there and not be empty; an empty string otherwise. */
export function mandatoryText(parent: XmlElement, path: string, log: Deviation[]): string {
  const child = mandatoryChild(parent, EB_NS, path, log);
  return child === undefined ? '' : textIn(child, path, log);
}

/** The trimmed text of a child that may be absent but may not be empty. */
export function optionalText(
  parent: XmlElement,
  path: string,
  log: Deviation[],
): string | undefined {
  const child = optionalChild(parent, EB_NS, path, log);
  return child === undefined ? undefined : textIn(child, path, log);
}

/** Trimmed text, with a deviation when there is none or when it is a template's unfilled field. */
export function textIn(element: XmlElement, path: string, log: Deviation[]): string {
  const text = textOf(element).trim();
  if (text === '') {
    log.push({ code: 'ebxml.empty', message: `${path} is empty`, at: element.at });
  } else if (PLACEHOLDER.test(text)) {
    const message = `${path} is the unfilled placeholder ${text}`;
    log.push({ code: 'ebxml.placeholder', message, at: element.at });
  }
  return text;
}

// `__CPAID__` is what a toolkit leaves in its acknowledgements; the others are common template forms.
const PLACEHOLDER = /^(?:__\w+__|\{\{.*\}\}|%%.*%%|\$\{.*\})$/;

/** Tells every child element that the profile does not know at this place. */
export function tellUnknown(
  parent: XmlElement,
  known: ReadonlySet<string>,
  path: string,
  log: Deviation[],
): void {
  for (const child of parent.children) {
    if (!isElement(child) || (child.namespace === EB_NS && known.has(child.name))) continue;
    const message = `${path} has the unknown element ${child.name} of namespace "${child.namespace}"`;
    log.push({ code: 'ebxml.unknown-element', message, at: child.at });
  }
}
