import { type ObjectClass, words } from './object-class.ts';

const LOCATED = 'businessCategory telephoneNumber facsimileTelephoneNumber street';
const POSTAL = 'postalCode postalAddress st l';

/** The standard classes that those of the NHS refine, with the attributes that are known here. */
export const STANDARD_OBJECT_CLASSES: readonly ObjectClass[] = [
  {
    name: 'top',
    oid: '2.5.6.0',
    superior: undefined,
    kind: 'ABSTRACT',
    must: ['objectClass'],
    may: [],
  },
  {
    name: 'organization',
    oid: '2.5.6.4',
    superior: 'top',
    kind: 'STRUCTURAL',
    must: ['o'],
    may: words(`seeAlso ${LOCATED} ${POSTAL} description`),
  },
  {
    name: 'organizationalUnit',
    oid: '2.5.6.5',
    superior: 'top',
    kind: 'STRUCTURAL',
    must: ['ou'],
    may: words(`seeAlso ${LOCATED} ${POSTAL} description`),
  },
  {
    name: 'person',
    oid: '2.5.6.6',
    superior: 'top',
    kind: 'STRUCTURAL',
    must: ['sn', 'cn'],
    may: ['telephoneNumber', 'seeAlso', 'description'],
  },
  {
    name: 'organizationalPerson',
    oid: '2.5.6.7',
    superior: 'person',
    kind: 'STRUCTURAL',
    must: [],
    may: words(`title telephoneNumber facsimileTelephoneNumber street ou ${POSTAL}`),
  },
  {
    name: 'inetOrgPerson',
    oid: '2.16.840.1.113730.3.2.2',
    superior: 'organizationalPerson',
    kind: 'STRUCTURAL',
    must: [],
    may: words('businessCategory displayName givenName initials labeledURI mail o uid'),
  },
  {
    name: 'subschema',
    oid: '2.5.20.1',
    superior: undefined,
    kind: 'AUXILIARY',
    must: [],
    may: words('objectClasses attributeTypes matchingRules'),
  },
  {
    name: 'LDAPsubentry',
    oid: '2.16.840.1.113719.2.142.6.1.1',
    superior: 'top',
    kind: 'STRUCTURAL',
    must: [],
    may: ['cn'],
  },
];
