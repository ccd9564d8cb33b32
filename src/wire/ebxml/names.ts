/** Names of ebMS 2.0 and of the NHS profile of it. */
export const SOAP_NS = 'http://schemas.xmlsoap.org/soap/envelope/';
export const EB_NS = 'http://www.oasis-open.org/committees/ebxml-msg/schema/msg-header-2_0.xsd';
export const XLINK_NS = 'http://www.w3.org/1999/xlink';
export const XML_NS = 'http://www.w3.org/XML/1998/namespace';
/** Both spellings are met on the wire (MHS and Spine stylesheets; toolkits and suppliers). */
export const HL7_EBXML_NS = 'urn:hl7-org:transport/ebXML/DSTUv1.0';
export const HL7_EBXML_NS_LOWER = 'urn:hl7-org:transport/ebxml/DSTUv1.0';
export const PARTY_TYPE = 'urn:nhs:names:partyType:ocs+serviceInstance';
export const NEXT_MSH = 'urn:oasis:names:tc:ebxml-msg:actor:nextMSH';
export const TO_PARTY_MSH = 'urn:oasis:names:tc:ebxml-msg:actor:toPartyMSH';
export const SOAP_NEXT = 'http://schemas.xmlsoap.org/soap/actor/next';
/** The service of the signals: Acknowledgment, MessageError, Ping, Pong, StatusRequest, StatusResponse. */
export const SIGNAL_SERVICE = 'urn:oasis:names:tc:ebxml-msg:service';
export const ERROR_CONTEXT = 'urn:oasis:names:tc:ebxml-msg:service:errors';
