import { SOAP_NS } from '../ebxml/names.ts';
import { HL7_NS } from '../hl7/names.ts';
import type { Deviation, Reading } from '../reading.ts';
import { readAs, unreadable } from '../reading.ts';
import { readXml } from '../xml/read-xml.ts';
import { childElements, firstChild, type XmlElement } from '../xml/xml-element.ts';
import type { XmlLimits } from '../xml/xml-limits.ts';
import { readSyncHeader } from './read-sync-header.ts';
import { tellInconsistencies } from './sync-consistency.ts';
import { type SyncBody, type SyncEnvelope, type SyncRule, syncCode } from './sync-envelope.ts';

/**
 * Reads a synchronous SOAP request or response (mhs 3.9). Every rule of mhs 2.3 that is broken is a
 * deviation with the code `sync.<RULE>`; unreadable is only what is no SOAP envelope at all.
 */
export function readSyncEnvelope(
  bytes: Uint8Array,
  limits?: Partial<XmlLimits>,
): Reading<SyncEnvelope> {
  const xml = readXml(bytes, limits);
  if (!xml.ok) return xml;
  const envelope = xml.value;
  const log: Deviation[] = [...xml.deviations];
  if (envelope.namespace !== SOAP_NS || envelope.name !== 'Envelope') {
    const message = `the root is ${envelope.name}, not a SOAP 1.1 Envelope`;
    return unreadable('sync.no-envelope', message, envelope.at, log);
  }
  const tell = (rule: SyncRule, message: string, at: XmlElement): void => {
    log.push({ code: syncCode(rule), message, at: at.at });
  };
  const [headers, bodies] = ['Header', 'Body'].map((name) =>
    childElements(envelope, SOAP_NS, name),
  );
  if (headers?.length !== 1) {
    const message = `there are ${headers?.length ?? 0} SOAP Headers`;
    tell('MESSAGE_NOT_WELL_FORMED[soapHeaderCount]', message, envelope);
  }
  if (bodies?.length !== 1) {
    const message = `there are ${bodies?.length ?? 0} SOAP Bodies`;
    tell('MESSAGE_NOT_WELL_FORMED[soapBodyCount]', message, envelope);
  }
  const header = readSyncHeader(headers?.[0] ?? envelope, log);
  const body = bodies?.[0] && bodyOf(bodies[0], bytes, log);
  if (body !== undefined) tellInconsistencies(header, body.message, tell);
  return readAs({ header, body }, log);
}

function bodyOf(body: XmlElement, bytes: Uint8Array, log: Deviation[]): SyncBody | undefined {
  const [first, second] = childElements(body);
  if (first === undefined) {
    log.push({ code: 'sync.empty-body', message: 'the SOAP Body is empty', at: body.at });
    return undefined;
  }
  if (second !== undefined) {
    const message = `the SOAP Body has more than ${first.name}`;
    log.push({ code: 'sync.more-in-body', message, at: second.at });
  }
  const inner = wrapped(first);
  const start = first.at.offset;
  const end = second?.at.offset ?? endOfBody(body, bytes);
  return {
    wrapper: inner === undefined ? undefined : first.name,
    message: inner ?? first,
    span: { offset: start, length: trimEnd(bytes, end) - start },
  };
}

/** The message inside a response wrapper: the only child of an element without an interactionId. */
function wrapped(element: XmlElement): XmlElement | undefined {
  if (firstChild(element, HL7_NS, 'interactionId') !== undefined) return undefined;
  const [inner, another] = childElements(element);
  const isMessage = inner !== undefined && firstChild(inner, HL7_NS, 'interactionId') !== undefined;
  return isMessage && another === undefined ? inner : undefined;
}

function endOfBody(body: XmlElement, bytes: Uint8Array): number {
  const name = body.prefix === '' ? body.name : `${body.prefix}:${body.name}`;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return buffer.lastIndexOf(`</${name}`);
}

function trimEnd(bytes: Uint8Array, end: number): number {
  let at = end;
  while (at > 0 && (bytes[at - 1] ?? 0) <= 0x20) at -= 1;
  return at;
}
