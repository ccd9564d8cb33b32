/** Namespaces and code systems of COPC_IN000001UK01 (gp2gp 2.3, 2.6). */
export const GP2GP_NS = 'urn:nhs:names:services:gp2gp';
export const LOCALISATION_NS = 'NPFIT:HL7:Localisation';
export const COPC_CODE_SYSTEM = '2.16.840.1.113883.2.1.3.2.4.17.202';
export const MESSAGE_TYPE_ROOT = '2.16.840.1.113883.2.1.3.2.4.18.17';
/** The text by which a continue is known. */
export const CONTINUE_SUBJECT = 'Continue Acknowledgement';
