/** An entry of an LDIF file (RFC 2849), values as text. */
export interface LdifRecord {
  readonly dn: string;
  /** In the order of the file; values of one attribute together, where its first one stands. */
  readonly attributes: readonly {
    readonly name: string;
    readonly values: readonly string[];
  }[];
}

/** Attribute descriptions that LDIF can carry: a name or an OID, with options. */
const DESCRIPTION = /^(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)(?:;[A-Za-z0-9-]+)*$/;

export function isAttributeDescription(text: string): boolean {
  return DESCRIPTION.test(text);
}
