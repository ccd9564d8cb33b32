import { DIRECTORY_BRANCHES } from '../../src/directory/branches.ts';
import { type DirectoryEntry, valuesOf } from '../../src/directory/entry.ts';
import { normalDn } from '../../src/wire/ldap/dn.ts';
import { isAttributeDescription } from '../../src/wire/ldif/ldif-record.ts';
import { DirectoryEntryError } from './directory-errors.ts';

const BRANCHES: ReadonlySet<string> = new Set(DIRECTORY_BRANCHES.map(({ dn }) => dn.toLowerCase()));

/** Whether a name is one of the branches, which are always there. */
export function isBranch(dn: string): boolean {
  return BRANCHES.has(normalDn(dn) ?? '');
}

/**
 * The one spelling of a name that may be changed: below the tree, no branch of it.
 *
 * @throws DirectoryEntryError
 */
export function changeableName(dn: string): string {
  const name = normalDn(dn);
  if (name === undefined) throw new DirectoryEntryError(dn, 'is no name');
  if (!name.endsWith(',o=nhs')) throw new DirectoryEntryError(dn, 'is not below o=nhs');
  if (BRANCHES.has(name)) throw new DirectoryEntryError(dn, 'is a branch of the tree and stays');
  return name;
}

/**
 * What would make an entry unusable. The schema is not enforced: live entries break it (sds-ods 1.4).
 *
 * @throws DirectoryEntryError
 */
export function checkEntry(entry: DirectoryEntry): void {
  const { dn, attributes } = entry;
  const seen = new Set<string>();
  for (const { name, values } of attributes) {
    const key = name.toLowerCase();
    if (!isAttributeDescription(name))
      throw new DirectoryEntryError(
        dn,
        `has an attribute with no legal name: ${name.slice(0, 60)}`,
      );
    if (seen.has(key)) throw new DirectoryEntryError(dn, `has ${name} twice`);
    if (values.length === 0) throw new DirectoryEntryError(dn, `has ${name} without a value`);
    seen.add(key);
  }
  if (valuesOf(entry, 'objectClass').length === 0)
    throw new DirectoryEntryError(dn, 'has no objectClass: no search would find it');
}
