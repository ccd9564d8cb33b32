import type { Deviation } from '../reading.ts';
import type { XmlElement } from '../xml/xml-element.ts';

const XMLNS_NS = 'http://www.w3.org/2000/xmlns/';

/**
 * The value of an attribute that the specification puts into a namespace. Written without a prefix, or
 * with the wrong one, it is read all the same and told as a deviation (ebMS 2.0 section 2.3.1).
 */
export function ebAttribute(
  element: XmlElement,
  namespace: string,
  name: string,
  log: Deviation[],
): string | undefined {
  let stray: string | undefined;
  let prefix = '';
  for (const attribute of element.attributes) {
    if (attribute.name !== name) continue;
    if (attribute.namespace === namespace) return attribute.value.trim();
    if (attribute.namespace === XMLNS_NS) continue;
    if (stray === undefined || attribute.namespace === '') {
      stray = attribute.value.trim();
      prefix = attribute.prefix;
    }
  }
  if (stray === undefined) return undefined;
  const message =
    prefix === ''
      ? `${element.name}/@${name} has no namespace prefix`
      : `${element.name}/@${prefix}:${name} is not in the namespace ${namespace}`;
  const code = prefix === '' ? 'ebxml.unprefixed-attribute' : 'ebxml.attribute-namespace';
  log.push({ code, message, at: element.at });
  return stray;
}
