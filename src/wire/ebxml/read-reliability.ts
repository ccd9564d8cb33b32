import type { Deviation } from '../reading.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { ebAttribute } from './eb-attribute.ts';
import { mandatoryText, optionalChild } from './eb-child.ts';
import { readFrame } from './eb-frame.ts';
import type { AcknowledgmentElement, AckRequested, SyncReply } from './ebxml-message.ts';
import { EB_NS, NEXT_MSH, SOAP_NEXT, SOAP_NS, TO_PARTY_MSH } from './names.ts';
import { readParty } from './read-party.ts';
import { parseTimestamp } from './timestamp.ts';

/** Reads `eb:AckRequested`, ebMS 2.0 section 6.3.1: signed is always `false` in the NHS (mhs 2.6). */
export function readAckRequested(element: XmlElement, log: Deviation[]): AckRequested {
  const version = readFrame(element, 'AckRequested', log);
  const actor = ebAttribute(element, SOAP_NS, 'actor', log);
  tellValue(element, 'AckRequested/@actor', actor, [NEXT_MSH, TO_PARTY_MSH], 'ebxml.actor', log);
  const signed = ebAttribute(element, EB_NS, 'signed', log);
  tellValue(element, 'AckRequested/@signed', signed, ['false'], 'ebxml.signed', log);
  return { actor, signed, version };
}

/** Reads `eb:SyncReply`, ebMS 2.0 section 4.3. */
export function readSyncReply(element: XmlElement, log: Deviation[]): SyncReply {
  const version = readFrame(element, 'SyncReply', log);
  const actor = ebAttribute(element, SOAP_NS, 'actor', log);
  tellValue(element, 'SyncReply/@actor', actor, [SOAP_NEXT], 'ebxml.actor', log);
  return { actor, version };
}

/** Reads `eb:Acknowledgment`, ebMS 2.0 section 6.3.2. From and actor may be absent. */
export function readAcknowledgment(element: XmlElement, log: Deviation[]): AcknowledgmentElement {
  const version = readFrame(element, 'Acknowledgment', log);
  const actor = ebAttribute(element, SOAP_NS, 'actor', log);
  const allowed = [NEXT_MSH, TO_PARTY_MSH, undefined];
  tellValue(element, 'Acknowledgment/@actor', actor, allowed, 'ebxml.actor', log);
  const timestamp = mandatoryText(element, 'Acknowledgment/Timestamp', log);
  tellTimestamp(timestamp, element, log);
  const refToMessageId = mandatoryText(element, 'Acknowledgment/RefToMessageId', log);
  const holder = optionalChild(element, EB_NS, 'Acknowledgment/From', log);
  const from = holder && readParty(holder, 'Acknowledgment/From', log);
  return { timestamp, refToMessageId, from, actor, version };
}

/** Tells what is odd about a timestamp that is there. */
export function tellTimestamp(timestamp: string, element: XmlElement, log: Deviation[]): void {
  if (timestamp === '') return;
  const reading = parseTimestamp(timestamp, element.at);
  log.push(...reading.deviations);
  if (!reading.ok) log.push(reading.failure);
}

function tellValue(
  element: XmlElement,
  path: string,
  value: string | undefined,
  allowed: readonly (string | undefined)[],
  code: string,
  log: Deviation[],
): void {
  if (allowed.includes(value)) return;
  const message = `${path} is ${value === undefined ? 'missing' : `"${value}"`}`;
  log.push({ code, message, at: element.at });
}
