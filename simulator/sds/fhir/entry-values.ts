import { type DirectoryEntry, valuesOf } from '../../../src/directory/entry.ts';

/** An entry that the mapper of the real API cannot map: it answers 500 (sds-ods 2.4). */
export class UnmappableError extends Error {}

/** Values that say something: blank ones leave their element out. */
export function filled(entry: DirectoryEntry, attribute: string): readonly string[] {
  return valuesOf(entry, attribute).filter((value) => value.trim() !== '');
}

/** The first value. */
export function firstFilled(entry: DirectoryEntry, attribute: string): string | undefined {
  return filled(entry, attribute)[0];
}

/** The only value. Throws UnmappableError when there are more. */
export function onlyFilled(entry: DirectoryEntry, attribute: string): string | undefined {
  const [value, ...more] = filled(entry, attribute);
  if (more.length === 0) return value;
  throw new UnmappableError(`Expected 1 value for ${attribute} but got ${more.length + 1}`);
}
