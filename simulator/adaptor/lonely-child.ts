import { SOAP_NS } from '../../src/wire/ebxml/names.ts';
import { readXml } from '../../src/wire/xml/read-xml.ts';
import { writableOf } from '../../src/wire/xml/writable-of.ts';
import { writeXml } from '../../src/wire/xml/write-xml.ts';
import { childElements, firstChild, type XmlElement } from '../../src/wire/xml/xml-element.ts';

/**
 * The one child of an element of a SOAP Body as a document of its own: namespaces that its ancestors declare are
 * declared on it. `undefined` without the element, or where it has no child or several.
 */
export function lonelyChild(soap: Uint8Array, namespace: string, name: string): Buffer | undefined {
  const read = readXml(soap);
  if (!read.ok) return undefined;
  const body = firstChild(read.value, SOAP_NS, 'Body');
  const wrapper = body && firstChild(body, namespace, name);
  const children = wrapper ? childElements(wrapper) : [];
  const [only] = children;
  if (!only || children.length !== 1) return undefined;
  const inherited = new Map<string, string>();
  for (const each of [read.value, body, wrapper])
    for (const [prefixed, value] of declarationsOf(each)) inherited.set(prefixed, value);
  for (const [prefixed] of declarationsOf(only)) inherited.delete(prefixed);
  const written = writableOf(only);
  const attributes = [...inherited, ...(written.attributes ?? [])];
  return Buffer.from(writeXml({ ...written, attributes }));
}

/** `xmlns` and `xmlns:hl7` with their namespaces. */
function declarationsOf(element: XmlElement | undefined): readonly (readonly [string, string])[] {
  return (element?.attributes ?? [])
    .filter(({ prefix, name }) => prefix === 'xmlns' || (prefix === '' && name === 'xmlns'))
    .map(({ prefix, name, value }) => [prefix === '' ? name : `${prefix}:${name}`, value] as const);
}
