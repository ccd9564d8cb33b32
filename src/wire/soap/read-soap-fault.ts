import { SOAP_NS } from '../ebxml/names.ts';
import type { Deviation, Reading } from '../reading.ts';
import { readAs, unreadable } from '../reading.ts';
import { readXml } from '../xml/read-xml.ts';
import { childElements, firstChild, textOf, type XmlElement } from '../xml/xml-element.ts';
import { NASP_NS, type SoapFault, type SoapFaultError } from './soap-fault.ts';

/** Reads a SOAP 1.1 fault with or without Spine's error list, ebMS 2.0 section 4.1 and mhs 3.8. */
export function readSoapFault(body: Uint8Array): Reading<SoapFault> {
  const xml = readXml(body);
  if (!xml.ok) return xml;
  const fault = soapFaultFromElement(xml.value);
  return { ...fault, deviations: [...xml.deviations, ...fault.deviations] };
}

/** The fault in a SOAP envelope that was read as XML; unreadable when its Body holds none. */
export function soapFaultFromElement(envelope: XmlElement): Reading<SoapFault> {
  const log: Deviation[] = [];
  const isEnvelope = envelope.namespace === SOAP_NS && envelope.name === 'Envelope';
  const body = isEnvelope ? firstChild(envelope, SOAP_NS, 'Body') : undefined;
  const fault = body && firstChild(body, SOAP_NS, 'Fault');
  if (fault === undefined) {
    return unreadable('soap.no-fault', 'the document is not a SOAP fault', envelope.at);
  }
  const code = fieldOf(fault, 'faultcode', log);
  const colon = code.lastIndexOf(':');
  const faultCode = code.slice(colon + 1);
  if (!/^(?:Server|Client|VersionMismatch|MustUnderstand)(?:\.|$)/.test(faultCode)) {
    tell(log, 'fault-code', `faultcode is "${code}"`, fault);
  }
  const faultString = fieldOf(fault, 'faultstring', log);
  const detail = localChild(fault, 'detail');
  const errors = detail === undefined ? [] : errorsOf(detail, log);
  return readAs({ faultCode, faultString, errors }, log);
}

function errorsOf(detail: XmlElement, log: Deviation[]): readonly SoapFaultError[] {
  const list = localChild(detail, 'errorList');
  if (list === undefined) return [];
  if (list.namespace !== NASP_NS) {
    tell(log, 'error-list-namespace', `errorList is in the namespace "${list.namespace}"`, list);
  }
  const errors = childElements(list).filter(({ name }) => name === 'error');
  if (errors.length === 0) tell(log, 'no-errors', 'errorList has no error', list);
  return errors.map((error) => ({
    codeContext: fieldOf(error, 'codeContext', log),
    errorCode: fieldOf(error, 'errorCode', log),
    severity: fieldOf(error, 'severity', log),
    location: fieldOf(error, 'location', log),
    description: fieldOf(error, 'description', log),
  }));
}

/** A child by local name: faultcode is unqualified in SOAP 1.1, though some senders qualify it. */
function localChild(parent: XmlElement, name: string): XmlElement | undefined {
  return childElements(parent).find((child) => child.name === name);
}

function fieldOf(parent: XmlElement, name: string, log: Deviation[]): string {
  const child = localChild(parent, name);
  if (child === undefined) tell(log, 'missing', `${parent.name}/${name} is missing`, parent);
  return child === undefined ? '' : textOf(child).trim();
}

function tell(log: Deviation[], code: string, message: string, element: XmlElement): void {
  log.push({ code: `soap.${code}`, message, at: element.at });
}
