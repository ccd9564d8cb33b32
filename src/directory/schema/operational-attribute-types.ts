import type { AttributeType } from './attribute-type.ts';

const SYNTAX = '1.3.6.1.4.1.1466.115.121.1';
const OID_SYNTAX = `${SYNTAX}.38`;
const DN_SYNTAX = `${SYNTAX}.12`;

const single = { singleValue: true, usage: 'directoryOperation' } as const;
const byName = { equality: 'distinguishedNameMatch', syntax: DN_SYNTAX } as const;
const byTime = {
  equality: 'generalizedTimeMatch',
  ordering: true,
  syntax: `${SYNTAX}.24`,
} as const;
const described = {
  equality: 'objectIdentifierFirstComponentMatch',
  singleValue: false,
  usage: 'directoryOperation',
} as const;
const ofServer = { equality: undefined, singleValue: false, usage: 'dSAOperation' } as const;

/** What a server says of entries and of itself (RFC 4512 sections 3.4, 4.2, 5.1; sds-ods 1.3). */
export const OPERATIONAL_ATTRIBUTE_TYPES: readonly AttributeType[] = [
  {
    name: 'structuralObjectClass',
    oid: '2.5.21.9',
    equality: 'objectIdentifierMatch',
    syntax: OID_SYNTAX,
    ...single,
  },
  { name: 'createTimestamp', oid: '2.5.18.1', ...byTime, ...single },
  { name: 'modifyTimestamp', oid: '2.5.18.2', ...byTime, ...single },
  { name: 'creatorsName', oid: '2.5.18.3', ...byName, ...single },
  { name: 'modifiersName', oid: '2.5.18.4', ...byName, ...single },
  {
    name: 'hasSubordinates',
    oid: '2.5.18.9',
    equality: 'booleanMatch',
    syntax: `${SYNTAX}.7`,
    ...single,
  },
  // The two of the server family that the INT capture shows (sds-ods 1.3).
  {
    name: 'numSubordinates',
    oid: '1.3.6.1.4.1.453.16.2.103',
    equality: undefined,
    syntax: `${SYNTAX}.27`,
    ...single,
  },
  {
    name: 'etag',
    oid: '1.3.6.1.4.1.36733.2.1.1.59',
    equality: 'caseExactMatch',
    syntax: `${SYNTAX}.15`,
    ...single,
  },
  { name: 'subschemaSubentry', oid: '2.5.18.10', ...byName, ...single },
  { name: 'entryDN', oid: '1.3.6.1.1.20', ...byName, ...single },
  {
    name: 'entryUUID',
    oid: '1.3.6.1.1.16.4',
    equality: 'UUIDMatch',
    ordering: true,
    syntax: '1.3.6.1.1.16.1',
    ...single,
  },
  { name: 'attributeTypes', oid: '2.5.21.5', syntax: `${SYNTAX}.3`, ...described },
  { name: 'objectClasses', oid: '2.5.21.6', syntax: `${SYNTAX}.37`, ...described },
  { name: 'matchingRules', oid: '2.5.21.4', syntax: `${SYNTAX}.30`, ...described },
  {
    name: 'ldapSyntaxes',
    oid: '1.3.6.1.4.1.1466.101.120.16',
    syntax: `${SYNTAX}.54`,
    ...described,
  },
  { name: 'namingContexts', oid: '1.3.6.1.4.1.1466.101.120.5', syntax: DN_SYNTAX, ...ofServer },
  {
    name: 'supportedControl',
    oid: '1.3.6.1.4.1.1466.101.120.13',
    syntax: OID_SYNTAX,
    ...ofServer,
  },
  {
    name: 'supportedExtension',
    oid: '1.3.6.1.4.1.1466.101.120.7',
    syntax: OID_SYNTAX,
    ...ofServer,
  },
  {
    name: 'supportedLDAPVersion',
    oid: '1.3.6.1.4.1.1466.101.120.15',
    syntax: `${SYNTAX}.27`,
    ...ofServer,
  },
  {
    name: 'supportedSASLMechanisms',
    oid: '1.3.6.1.4.1.1466.101.120.14',
    syntax: `${SYNTAX}.15`,
    ...ofServer,
  },
  {
    name: 'supportedFeatures',
    oid: '1.3.6.1.4.1.4203.1.3.5',
    syntax: OID_SYNTAX,
    ...ofServer,
    equality: 'objectIdentifierMatch',
  },
  {
    name: 'vendorName',
    oid: '1.3.6.1.1.4',
    syntax: `${SYNTAX}.15`,
    ...ofServer,
    equality: 'caseExactMatch',
    singleValue: true,
  },
  {
    name: 'vendorVersion',
    oid: '1.3.6.1.1.5',
    syntax: `${SYNTAX}.15`,
    ...ofServer,
    equality: 'caseExactMatch',
    singleValue: true,
  },
];
