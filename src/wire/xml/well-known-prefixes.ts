import { EB_NS, HL7_EBXML_NS, SOAP_NS, XLINK_NS } from '../ebxml/names.ts';

/** The namespace of XML Schema instances, W3C XML Schema part 1 section 2.6. */
export const XSI_NS = 'http://www.w3.org/2001/XMLSchema-instance';

/**
 * What senders mean by prefixes that they forgot to declare. Observed: an envelope that declares
 * `SOAP-ENV` and then writes `soap-env`, `eb` and `xlink` undeclared.
 */
export const WELL_KNOWN_PREFIXES: ReadonlyMap<string, string> = new Map([
  ['SOAP', SOAP_NS],
  ['soap', SOAP_NS],
  ['SOAP-ENV', SOAP_NS],
  ['soap-env', SOAP_NS],
  ['eb', EB_NS],
  ['hl7ebxml', HL7_EBXML_NS],
  ['hl7ebXML', HL7_EBXML_NS],
  ['xlink', XLINK_NS],
  ['xsi', XSI_NS],
]);
