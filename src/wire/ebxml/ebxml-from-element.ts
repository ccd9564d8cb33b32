import type { Deviation, Reading } from '../reading.ts';
import { readAs, unreadable } from '../reading.ts';
import { isElement, type XmlElement } from '../xml/xml-element.ts';
import { mandatoryChild, optionalChild } from './eb-child.ts';
import type { EbxmlMessage } from './ebxml-message.ts';
import { EB_NS, SOAP_NS } from './names.ts';
import { readErrorList } from './read-error-list.ts';
import { readManifest } from './read-manifest.ts';
import { readMessageHeader } from './read-message-header.ts';
import { readAcknowledgment, readAckRequested, readSyncReply } from './read-reliability.ts';
import { readStatusRequest, readStatusResponse } from './read-status.ts';

const IN_HEADER = new Set([
  'MessageHeader',
  'AckRequested',
  'SyncReply',
  'Acknowledgment',
  'ErrorList',
]);
const IN_BODY = new Set(['Manifest', 'StatusRequest', 'StatusResponse']);

/** The ebXML message in a SOAP envelope that was read as XML; see `readEbxml`. */
export function ebxmlFromElement(envelope: XmlElement): Reading<EbxmlMessage> {
  const log: Deviation[] = [];
  if (envelope.namespace !== SOAP_NS || envelope.name !== 'Envelope') {
    const message = `the root is ${envelope.name} of namespace "${envelope.namespace}", not a SOAP 1.1 Envelope`;
    return unreadable('ebxml.no-envelope', message, envelope.at);
  }
  const header = optionalChild(envelope, SOAP_NS, 'Envelope/Header', log);
  const messageHeader = header && optionalChild(header, EB_NS, 'MessageHeader', log);
  if (header === undefined || messageHeader === undefined) {
    const at = (header ?? envelope).at;
    return unreadable('ebxml.no-message-header', 'the envelope has no eb:MessageHeader', at, log);
  }
  const body = mandatoryChild(envelope, SOAP_NS, 'Envelope/Body', log);
  tellStrangers(header, IN_HEADER, 'Envelope/Header', log);
  if (body !== undefined) tellStrangers(body, IN_BODY, 'Envelope/Body', log);
  /** Reads an element that may stand in the header or the body, once. */
  const part = <T>(
    holder: XmlElement | undefined,
    name: string,
    read: (element: XmlElement, log: Deviation[]) => T,
  ): T | undefined => {
    const element = holder && optionalChild(holder, EB_NS, name, log);
    return element && read(element, log);
  };
  const message: EbxmlMessage = {
    ...readMessageHeader(messageHeader, log),
    ackRequested: part(header, 'AckRequested', readAckRequested),
    syncReply: part(header, 'SyncReply', readSyncReply),
    acknowledgment: part(header, 'Acknowledgment', readAcknowledgment),
    errorList: part(header, 'ErrorList', readErrorList),
    statusRequest: part(body, 'StatusRequest', readStatusRequest),
    statusResponse: part(body, 'StatusResponse', readStatusResponse),
    manifest: part(body, 'Manifest', readManifest),
  };
  return readAs(message, log);
}

/** Unknown elements, and known ones on the wrong side of the envelope. */
function tellStrangers(
  parent: XmlElement,
  known: ReadonlySet<string>,
  path: string,
  log: Deviation[],
): void {
  for (const child of parent.children) {
    if (!isElement(child) || (child.namespace === EB_NS && known.has(child.name))) continue;
    const misplaced =
      child.namespace === EB_NS && (IN_HEADER.has(child.name) || IN_BODY.has(child.name));
    const code = misplaced ? 'ebxml.misplaced-element' : 'ebxml.unknown-element';
    const message = misplaced
      ? `${child.name} does not belong into ${path}`
      : `${path} has the unknown element ${child.name} of namespace "${child.namespace}"`;
    log.push({ code, message, at: child.at });
  }
}
