import type { Deviation } from '../reading.ts';
import {
  childElements,
  firstChild,
  isElement,
  textOf,
  type XmlElement,
} from '../xml/xml-element.ts';
import { ebAttribute } from './eb-attribute.ts';
import { optionalChild } from './eb-child.ts';
import { readFrame } from './eb-frame.ts';
import type { Manifest, ManifestReference } from './ebxml-message.ts';
import { EB_NS, HL7_EBXML_NS, HL7_EBXML_NS_LOWER, XLINK_NS, XML_NS } from './names.ts';

/** Reads `eb:Manifest`, ebMS 2.0 section 3.2. */
export function readManifest(element: XmlElement, log: Deviation[]): Manifest {
  const version = readFrame(element, 'Manifest', log, 'optional');
  const references: ManifestReference[] = [];
  for (const child of element.children) {
    if (!isElement(child)) continue;
    if (child.namespace === EB_NS && child.name === 'Reference') {
      references.push(readReference(child, log));
    } else {
      const message = `Manifest has the unknown element ${child.name}`;
      log.push({ code: 'ebxml.unknown-element', message, at: child.at });
    }
  }
  if (references.length === 0) {
    log.push({ code: 'ebxml.missing', message: 'Manifest/Reference is missing', at: element.at });
  }
  return { version, references };
}

function readReference(element: XmlElement, log: Deviation[]): ManifestReference {
  const href = mandatoryAttribute(element, XLINK_NS, 'href', 'Manifest/Reference', log);
  if (href !== '' && !/^(?:cid|mid):./i.test(href)) {
    const message = `Manifest/Reference/@href "${href}" is neither cid: nor mid:`;
    log.push({ code: 'ebxml.reference-href', message, at: element.at });
  }
  const schema = optionalChild(element, EB_NS, 'Manifest/Reference/Schema', log);
  // ebMS lets a Reference have several Descriptions; the first one counts.
  const description = firstChild(element, EB_NS, 'Description');
  return {
    href,
    id: ebAttribute(element, EB_NS, 'id', log),
    schema: schema && {
      location: mandatoryAttribute(schema, EB_NS, 'location', 'Manifest/Reference/Schema', log),
      version: ebAttribute(schema, EB_NS, 'version', log),
    },
    description: description && textOf(description).trim(),
    descriptionLanguage: description && ebAttribute(description, XML_NS, 'lang', log),
    payload: readPayloadMarker(element, log),
  };
}

/** `hl7ebxml:Payload`; both spellings of the namespace are in use (mhs 2.6). */
function readPayloadMarker(reference: XmlElement, log: Deviation[]): ManifestReference['payload'] {
  const marker = childElements(reference).find(({ name }) => name === 'Payload');
  if (marker === undefined) return undefined;
  if (marker.namespace !== HL7_EBXML_NS && marker.namespace !== HL7_EBXML_NS_LOWER) {
    const message = `Manifest/Reference/Payload is in the namespace "${marker.namespace}"`;
    log.push({ code: 'ebxml.payload-namespace', message, at: marker.at });
  }
  const read = (name: string): string =>
    mandatoryAttribute(marker, '', name, 'Manifest/Reference/Payload', log);
  return { style: read('style'), encoding: read('encoding'), version: read('version') };
}

function mandatoryAttribute(
  element: XmlElement,
  namespace: string,
  name: string,
  path: string,
  log: Deviation[],
): string {
  const value = ebAttribute(element, namespace, name, log);
  if (value !== undefined && value !== '') return value;
  const [code, state] = value === '' ? ['ebxml.empty', 'empty'] : ['ebxml.missing', 'missing'];
  log.push({ code, message: `${path}/@${name} is ${state}`, at: element.at });
  return '';
}
