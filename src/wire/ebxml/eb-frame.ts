import type { Deviation } from '../reading.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { ebAttribute } from './eb-attribute.ts';
import { EB_NS, SOAP_NS } from './names.ts';

/**
 * Reads `eb:version` of a header element and tells when it, or `SOAP:mustUnderstand`, is not what
 * ebMS 2.0 section 2.3.8 and 2.3.9 ask. The Manifest needs no mustUnderstand (mhs 2.6).
 */
export function readFrame(
  element: XmlElement,
  path: string,
  log: Deviation[],
  mustUnderstand: 'required' | 'optional' = 'required',
): string | undefined {
  const version = ebAttribute(element, EB_NS, 'version', log);
  if (version !== '2.0') {
    const message = `${path}/@version is ${version === undefined ? 'missing' : `"${version}"`}`;
    log.push({ code: 'ebxml.version', message, at: element.at });
  }
  const understand = ebAttribute(element, SOAP_NS, 'mustUnderstand', log);
  if (understand !== '1' && (mustUnderstand === 'required' || understand !== undefined)) {
    const said = understand === undefined ? 'missing' : `"${understand}"`;
    const message = `${path}/@mustUnderstand is ${said}`;
    log.push({ code: 'ebxml.must-understand', message, at: element.at });
  }
  return version;
}
