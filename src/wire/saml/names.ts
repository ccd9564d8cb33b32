export const SAML_NS = 'urn:oasis:names:tc:SAML:1.0:assertion';
export const SAMLP_NS = 'urn:oasis:names:tc:SAML:1.0:protocol';
export const DSIG_NS = 'http://www.w3.org/2000/09/xmldsig#';
/** Namespace of the attributes of a role assertion (pds-identity 4.2). */
export const SYNTEGRA = 'http://www.syntegra.com';
