import type { Deviation, Reading } from '../reading.ts';
import { readXml } from '../xml/read-xml.ts';
import { ebxmlFromElement } from './ebxml-from-element.ts';
import type { EbxmlMessage } from './ebxml-message.ts';

/**
 * Reads the ebXML envelope that is the first part of a message, or the whole body of a signal.
 * Elements are matched by namespace, never by prefix. A missing, empty or repeated mandatory element
 * is a deviation that names its path; only ill-formed XML, no SOAP envelope or no MessageHeader is
 * unreadable (ebMS 2.0 sections 2 and 3, mhs 2.3 and 3.2).
 */
export function readEbxml(envelope: Uint8Array): Reading<EbxmlMessage> {
  const xml = readXml(envelope);
  if (!xml.ok) return xml;
  const message = ebxmlFromElement(xml.value);
  if (xml.deviations.length === 0) return message;
  const deviations: Deviation[] = [...xml.deviations, ...message.deviations];
  return { ...message, deviations };
}
