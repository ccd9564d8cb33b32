import type { DirectoryEntry } from '../../../src/directory/entry.ts';
import {
  describeAttributeType,
  describeObjectClass,
} from '../../../src/directory/schema/describe-schema.ts';
import {
  describeMatchingRule,
  describeSyntax,
  LDAP_SYNTAXES,
  MATCHING_RULES,
} from '../../../src/directory/schema/rules-and-syntaxes.ts';
import { ATTRIBUTE_TYPES, OBJECT_CLASSES } from '../../../src/directory/schema/schema.ts';

/** Where entries say that their schema is, as in INT; the OpenTest directory had it at `cn=Subschema`. */
export const SUBSCHEMA_DN = 'cn=schema';

/** Both names are answered (sds-ods 1.6 Q12), each under itself. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['cn=schema', SUBSCHEMA_DN],
  ['cn=subschema', 'cn=Subschema'],
]);

const made = new Map<string, DirectoryEntry>();

/** The published schema, when that is what a normal name names (RFC 4512 section 4.2). */
export function subschemaEntry(normalDn: string): DirectoryEntry | undefined {
  const dn = NAMES.get(normalDn);
  if (dn === undefined) return undefined;
  const known = made.get(dn);
  if (known) return known;
  const entry: DirectoryEntry = {
    dn,
    attributes: [
      { name: 'objectClass', values: ['top', 'subentry', 'subschema', 'extensibleObject'] },
      { name: 'cn', values: [dn.slice(3)] },
      { name: 'objectClasses', values: OBJECT_CLASSES.map(describeObjectClass) },
      { name: 'attributeTypes', values: ATTRIBUTE_TYPES.map(describeAttributeType) },
      { name: 'matchingRules', values: MATCHING_RULES.map(describeMatchingRule) },
      { name: 'ldapSyntaxes', values: LDAP_SYNTAXES.map(describeSyntax) },
    ],
  };
  made.set(dn, entry);
  return entry;
}
