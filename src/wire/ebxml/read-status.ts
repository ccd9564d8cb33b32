import type { Deviation } from '../reading.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { ebAttribute } from './eb-attribute.ts';
import { mandatoryText, optionalText } from './eb-child.ts';
import { readFrame } from './eb-frame.ts';
import type {
  MessageStatus,
  StatusRequestElement,
  StatusResponseElement,
} from './ebxml-message.ts';
import { EB_NS } from './names.ts';

const STATUSES: readonly MessageStatus[] = [
  'UnAuthorized',
  'NotRecognized',
  'Received',
  'Processed',
  'Forwarded',
];

/** Reads `eb:StatusRequest`, ebMS 2.0 section 7.1. It stands in the SOAP Body. */
export function readStatusRequest(element: XmlElement, log: Deviation[]): StatusRequestElement {
  readFrame(element, 'StatusRequest', log, 'optional');
  return { refToMessageId: mandatoryText(element, 'StatusRequest/RefToMessageId', log) };
}

/** Reads `eb:StatusResponse`, ebMS 2.0 section 7.1. An unknown status reads as `NotRecognized`. */
export function readStatusResponse(element: XmlElement, log: Deviation[]): StatusResponseElement {
  readFrame(element, 'StatusResponse', log, 'optional');
  const written = ebAttribute(element, EB_NS, 'messageStatus', log);
  const status = STATUSES.find((known) => known === written);
  if (status === undefined) {
    const said = written === undefined ? 'missing' : `"${written}"`;
    const message = `StatusResponse/@messageStatus is ${said}`;
    log.push({ code: 'ebxml.message-status', message, at: element.at });
  }
  return {
    refToMessageId: mandatoryText(element, 'StatusResponse/RefToMessageId', log),
    status: status ?? 'NotRecognized',
    timestamp: optionalText(element, 'StatusResponse/Timestamp', log),
  };
}
