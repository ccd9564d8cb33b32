import type { AttributeType } from './attribute-type.ts';

const SYNTAX = '1.3.6.1.4.1.1466.115.121.1';
const DIRECTORY_STRING = `${SYNTAX}.15`;
const OID_SYNTAX = `${SYNTAX}.38`;
const DN_SYNTAX = `${SYNTAX}.12`;

const many = { singleValue: false } as const;
const ignoring = {
  equality: 'caseIgnoreMatch',
  substrings: true,
  syntax: DIRECTORY_STRING,
} as const;
/** What refines `name` (RFC 4519 section 2.18). */
const naming = { superior: 'name', ...ignoring, ...many } as const;
const byName = { equality: 'distinguishedNameMatch', syntax: DN_SYNTAX } as const;

/** The attribute types of RFC 4519 and 2798 that entries of SDS use. */
export const STANDARD_ATTRIBUTE_TYPES: readonly AttributeType[] = [
  {
    name: 'objectClass',
    oid: '2.5.4.0',
    equality: 'objectIdentifierMatch',
    syntax: OID_SYNTAX,
    ...many,
  },
  { name: 'name', oid: '2.5.4.41', ...ignoring, ...many },
  { name: 'cn', aliases: ['commonName'], oid: '2.5.4.3', ...naming },
  { name: 'sn', aliases: ['surname'], oid: '2.5.4.4', ...naming },
  { name: 'c', aliases: ['countryName'], oid: '2.5.4.6', ...naming, singleValue: true },
  { name: 'l', aliases: ['localityName'], oid: '2.5.4.7', ...naming },
  { name: 'st', aliases: ['stateOrProvinceName'], oid: '2.5.4.8', ...naming },
  { name: 'o', aliases: ['organizationName'], oid: '2.5.4.10', ...naming },
  { name: 'ou', aliases: ['organizationalUnitName'], oid: '2.5.4.11', ...naming },
  { name: 'title', oid: '2.5.4.12', ...naming },
  { name: 'givenName', aliases: ['gn'], oid: '2.5.4.42', ...naming },
  { name: 'initials', oid: '2.5.4.43', ...naming },
  { name: 'street', aliases: ['streetAddress'], oid: '2.5.4.9', ...ignoring, ...many },
  { name: 'description', oid: '2.5.4.13', ...ignoring, ...many },
  { name: 'businessCategory', oid: '2.5.4.15', ...ignoring, ...many },
  { name: 'postalCode', oid: '2.5.4.17', ...ignoring, ...many },
  { name: 'personalTitle', oid: '0.9.2342.19200300.100.1.40', ...ignoring, ...many },
  { name: 'uid', aliases: ['userid'], oid: '0.9.2342.19200300.100.1.1', ...ignoring, ...many },
  { name: 'displayName', oid: '2.16.840.1.113730.3.1.241', ...ignoring, singleValue: true },
  {
    name: 'uniqueIdentifier',
    oid: '0.9.2342.19200300.100.1.44',
    equality: 'caseIgnoreMatch',
    syntax: DIRECTORY_STRING,
    ...many,
  },
  {
    name: 'mail',
    aliases: ['rfc822Mailbox'],
    oid: '0.9.2342.19200300.100.1.3',
    equality: 'caseIgnoreIA5Match',
    substrings: true,
    syntax: `${SYNTAX}.26`,
    ...many,
  },
  {
    name: 'postalAddress',
    oid: '2.5.4.16',
    equality: 'caseIgnoreListMatch',
    substrings: true,
    syntax: `${SYNTAX}.41`,
    ...many,
  },
  {
    name: 'telephoneNumber',
    oid: '2.5.4.20',
    equality: 'telephoneNumberMatch',
    substrings: true,
    syntax: `${SYNTAX}.50`,
    ...many,
  },
  {
    name: 'facsimileTelephoneNumber',
    aliases: ['fax'],
    oid: '2.5.4.23',
    equality: undefined,
    syntax: `${SYNTAX}.22`,
    ...many,
  },
  {
    name: 'labeledURI',
    oid: '1.3.6.1.4.1.250.1.57',
    equality: 'caseExactMatch',
    syntax: DIRECTORY_STRING,
    ...many,
  },
  { name: 'distinguishedName', oid: '2.5.4.49', ...byName, ...many },
  { name: 'seeAlso', oid: '2.5.4.34', superior: 'distinguishedName', ...byName, ...many },
];
