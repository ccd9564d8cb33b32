import { escapeDnValue } from '../wire/ldap/dn.ts';
import type { DirectoryEntry } from './entry.ts';

/** A record of the public sandbox (sds-ods 2.6): an attribute has a value, a list of values, or null. */
export type FlatRecord = Readonly<
  Record<string, string | number | readonly (string | number)[] | null>
>;

/**
 * The entry that a flat record stands for. Its class follows from what it has, its name from the CPAId of a
 * message handler or the id of a system, because ids of the two may be the same in the sandbox. `undefined`
 * when it is neither.
 */
export function readFlatEntry(record: FlatRecord): DirectoryEntry | undefined {
  const attributes = Object.entries(record).flatMap(([name, value]) => {
    const values = [value ?? []].flat().map(String);
    return values.length > 0 ? [{ name, values }] : [];
  });
  const first = (wanted: string) =>
    attributes.find(({ name }) => name.toLowerCase() === wanted)?.values[0];
  const isSystem = first('nhsassvcia') !== undefined;
  const isHandler = first('nhsmhssvcia') !== undefined;
  const id = isSystem
    ? first('uniqueidentifier')
    : (first('nhsmhscpaid') ?? first('uniqueidentifier'));
  if (isSystem === isHandler || id === undefined) return undefined;
  const others = attributes.filter(({ name }) => name.toLowerCase() !== 'objectclass');
  const classes = ['top', isSystem ? 'nhsAs' : 'nhsMhs'];
  return {
    dn: `uniqueIdentifier=${escapeDnValue(id)},ou=Services,o=nhs`,
    attributes: [{ name: 'objectClass', values: classes }, ...others],
  };
}
