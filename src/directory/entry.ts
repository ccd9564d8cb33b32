/** An attribute of a directory entry: its name in the schema's spelling, its values in order. */
export interface DirectoryAttribute {
  readonly name: string;
  readonly values: readonly string[];
}

/**
 * An entry of the Spine Directory Service (sds-ods 1.3 to 1.5). Immutable, so that what is derived from it
 * may be kept by identity. Live entries break their own schema, so none is enforced here.
 */
export interface DirectoryEntry {
  /** As it is returned: `uniqueIdentifier=200000000149,ou=Services,o=nhs`. */
  readonly dn: string;
  /** User attributes, `objectClass` first. */
  readonly attributes: readonly DirectoryAttribute[];
}

/** The values of an attribute, whatever the spelling of its name; empty when there are none. */
export function valuesOf(entry: DirectoryEntry, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  for (const attribute of entry.attributes) {
    if (attribute.name.toLowerCase() === wanted) return attribute.values;
  }
  return [];
}

/** The first value of an attribute. */
export function firstValueOf(entry: DirectoryEntry, name: string): string | undefined {
  return valuesOf(entry, name)[0];
}
