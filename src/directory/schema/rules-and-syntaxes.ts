/** OID, name and the OID of the syntax of what is asserted (RFC 4517 section 4.2; RFC 4530). */
type RuleRow = readonly [oid: string, name: string, syntax: string];

const SYNTAX = '1.3.6.1.4.1.1466.115.121.1';
const UUID_SYNTAX = '1.3.6.1.1.16.1';
const SUBSTRINGS = `${SYNTAX}.58`;

/** The rules that attribute types of the published schema name, and the others that a filter may name. */
export const MATCHING_RULES: readonly RuleRow[] = [
  ['2.5.13.0', 'objectIdentifierMatch', `${SYNTAX}.38`],
  ['2.5.13.1', 'distinguishedNameMatch', `${SYNTAX}.12`],
  ['2.5.13.2', 'caseIgnoreMatch', `${SYNTAX}.15`],
  ['2.5.13.4', 'caseIgnoreSubstringsMatch', SUBSTRINGS],
  ['2.5.13.5', 'caseExactMatch', `${SYNTAX}.15`],
  ['2.5.13.11', 'caseIgnoreListMatch', `${SYNTAX}.41`],
  ['2.5.13.12', 'caseIgnoreListSubstringsMatch', SUBSTRINGS],
  ['2.5.13.13', 'booleanMatch', `${SYNTAX}.7`],
  ['2.5.13.17', 'octetStringMatch', `${SYNTAX}.40`],
  ['2.5.13.20', 'telephoneNumberMatch', `${SYNTAX}.50`],
  ['2.5.13.21', 'telephoneNumberSubstringsMatch', SUBSTRINGS],
  ['2.5.13.27', 'generalizedTimeMatch', `${SYNTAX}.24`],
  ['2.5.13.28', 'generalizedTimeOrderingMatch', `${SYNTAX}.24`],
  ['2.5.13.30', 'objectIdentifierFirstComponentMatch', `${SYNTAX}.38`],
  ['1.3.6.1.4.1.1466.109.114.2', 'caseIgnoreIA5Match', `${SYNTAX}.26`],
  ['1.3.6.1.4.1.1466.109.114.3', 'caseIgnoreIA5SubstringsMatch', SUBSTRINGS],
  ['1.3.6.1.1.16.2', 'UUIDMatch', UUID_SYNTAX],
  ['1.3.6.1.1.16.3', 'UUIDOrderingMatch', UUID_SYNTAX],
];

/** OID and description of the syntaxes that attribute types and rules name (RFC 4517 section 3.3). */
export const LDAP_SYNTAXES: readonly (readonly [oid: string, description: string])[] = [
  [`${SYNTAX}.3`, 'Attribute Type Description'],
  [`${SYNTAX}.7`, 'Boolean'],
  [`${SYNTAX}.12`, 'Distinguished Name'],
  [`${SYNTAX}.15`, 'Directory String'],
  [`${SYNTAX}.22`, 'Facsimile Telephone Number'],
  [`${SYNTAX}.24`, 'Generalized Time'],
  [`${SYNTAX}.26`, 'IA5 String'],
  [`${SYNTAX}.27`, 'Integer'],
  [`${SYNTAX}.30`, 'Matching Rule Description'],
  [`${SYNTAX}.37`, 'Object Class Description'],
  [`${SYNTAX}.38`, 'OID'],
  [`${SYNTAX}.40`, 'Octet String'],
  [`${SYNTAX}.41`, 'Postal Address'],
  [`${SYNTAX}.50`, 'Telephone Number'],
  [`${SYNTAX}.54`, 'LDAP Syntax Description'],
  [SUBSTRINGS, 'Substring Assertion'],
  [UUID_SYNTAX, 'UUID'],
];

/** A rule as a subschema publishes it (RFC 4512 section 4.1.3). */
export function describeMatchingRule([oid, name, syntax]: RuleRow): string {
  return `( ${oid} NAME '${name}' SYNTAX ${syntax} )`;
}

/** A syntax as a subschema publishes it (RFC 4512 section 4.1.5). */
export function describeSyntax([oid, description]: (typeof LDAP_SYNTAXES)[number]): string {
  return `( ${oid} DESC '${description}' )`;
}
