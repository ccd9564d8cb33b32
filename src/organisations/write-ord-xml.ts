import { legible } from '../wire/xml/escape-xml.ts';
import { element, type WritableNode, writeXml } from '../wire/xml/write-xml.ts';

/** Leaves that the XML of the reference data carries in an attribute `value`. */
const VALUED = new Set(['Type', 'Start', 'End', 'Status', 'LastChangeDate']);

/** What the items of a list at the top are called. */
const ITEMS: Readonly<Record<string, string>> = {
  Organisations: 'Organisation',
  Roles: 'Role',
  Relationships: 'Relationship',
  RecordClasses: 'RecordClass',
};

/**
 * The XML form of what ORD answers as JSON, without indentation: objects are elements, their lists are repeated
 * elements, and names that begin in lower case are attributes. Public documents do not show it (sds-ods 3.1).
 */
export function writeOrdXml(value: Readonly<Record<string, unknown>>): string {
  const [root, content] = Object.entries(value)[0] ?? ['Organisations', []];
  const items = Array.isArray(content) ? { [ITEMS[root] ?? 'Item']: content } : content;
  const [node] = nodesOf(root, items);
  return writeXml(typeof node === 'object' && 'name' in node ? node : element(root), {
    declaration: true,
  });
}

function nodesOf(name: string, value: unknown): readonly WritableNode[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => nodesOf(name, item));
  if (typeof value !== 'object') {
    const text = legible(String(value));
    return [VALUED.has(name) ? element(name, { value: text }) : element(name, {}, text)];
  }
  const attributes: Record<string, string> = {};
  const children: WritableNode[] = [];
  for (const [key, item] of Object.entries(value)) {
    if (/^[a-z]/.test(key) && typeof item !== 'object') attributes[key] = legible(String(item));
    else children.push(...nodesOf(key, item));
  }
  return [element(name, attributes, children)];
}
