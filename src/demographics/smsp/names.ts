/** Namespaces and object identifiers of the mini services (pds-identity 0.1, 3). */
export const ITK_NS = 'urn:nhs-itk:ns:201005';
export const WSSE_NS =
  'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
export const WSU_NS =
  'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
export const PROFILE = 'urn:nhs-en:profile:';

export const NHS_NUMBER_ROOT = '2.16.840.1.113883.2.1.4.1';
export const SITE_ROOT = '2.16.840.1.113883.2.1.3.2.4.19.2';
export const MESSAGE_TYPES = '2.16.840.1.113883.2.1.3.2.4.17.284';
export const OUTCOMES = '2.16.840.1.113883.2.1.3.2.4.17.285';
export const IDENTIFIER_VALIDITY = '2.16.840.1.113883.2.1.3.2.4.17.287';
export const GENDERS = '2.16.840.1.113883.2.1.3.2.4.16.25';
export const LOCAL_ID_ROOT = '2.16.840.1.113883.2.1.3.2.4.18.24';
export const TOOLKIT_ERRORS = '2.16.840.1.113883.2.1.3.2.4.17.268';
