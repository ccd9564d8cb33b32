import { createHash } from 'node:crypto';
import type { Directory } from '../../../src/directory/directory.ts';
import {
  type DirectoryAttribute,
  type DirectoryEntry,
  firstValueOf,
  valuesOf,
} from '../../../src/directory/entry.ts';
import { viewOf } from '../../../src/directory/entry-view.ts';
import type { LdapRoom } from './ldap-room.ts';
import { SUBSCHEMA_DN } from './subschema.ts';

/** What the server knows of the entries of the directory of the moment. */
export function operationalIn({
  directory,
  startedAt,
}: Pick<LdapRoom, 'directory' | 'startedAt'>): (
  entry: DirectoryEntry,
) => readonly DirectoryAttribute[] {
  const current = directory();
  return (entry) => operationalAttributes(entry, current, startedAt);
}

/** Who made every entry, as the INT directory says (sds-ods 1.3). */
const CREATOR = 'cn=Directory Manager,cn=Root DNs,cn=config';

/**
 * What a server of the family seen in INT says of an entry when it is asked (sds-ods 1.3). An entry that was
 * loaded with such attributes keeps its own.
 */
function operationalAttributes(
  entry: DirectoryEntry,
  directory: Directory,
  startedAt: Date,
): readonly DirectoryAttribute[] {
  const { dn } = viewOf(entry);
  const below = subordinates(directory).get(dn) ?? 0;
  const made: readonly (readonly [name: string, value: string])[] = [
    ['structuralObjectClass', structuralClass(entry)],
    ['entryUUID', uuidOf(dn)],
    ['createTimestamp', createdAt(entry, startedAt)],
    ['creatorsName', CREATOR],
    ['entryDN', dn],
    ['etag', etagOf(entry)],
    ['subschemaSubentry', SUBSCHEMA_DN],
    // In lower case, as the INT capture shows it, whatever RFC 4517 section 3.3.3 says.
    ['hasSubordinates', String(below > 0)],
    ['numSubordinates', String(below)],
  ];
  return made
    .filter(([name]) => valuesOf(entry, name).length === 0)
    .map(([name, value]) => ({ name, values: [value] }));
}

const COUNTS = new WeakMap<Directory, ReadonlyMap<string, number>>();

/** How many entries stand right below each name. Counted once for a directory. */
function subordinates(directory: Directory): ReadonlyMap<string, number> {
  const known = COUNTS.get(directory);
  if (known) return known;
  const counts = new Map<string, number>();
  for (const entry of directory.entries) {
    const [parent] = viewOf(entry).above;
    if (parent !== undefined) counts.set(parent, (counts.get(parent) ?? 0) + 1);
  }
  COUNTS.set(directory, counts);
  return counts;
}

/** Entries write their most special class anywhere among the others; `top` is never it. */
function structuralClass(entry: DirectoryEntry): string {
  const classes = valuesOf(entry, 'objectClass');
  return classes.findLast((name) => name.toLowerCase() !== 'top') ?? 'top';
}

/** Stable from start to start, because it is made of the name alone (RFC 9562 section 5.5). */
function uuidOf(dn: string): string {
  const bytes = createHash('sha1').update(`spinebox ${dn}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

function createdAt(entry: DirectoryEntry, startedAt: Date): string {
  const asked = firstValueOf(entry, 'nhsDateRequested') ?? '';
  if (/^\d{14}$/.test(asked)) return `${asked}Z`;
  return `${startedAt.toISOString().replace(/\D/g, '').slice(0, 14)}Z`;
}

function etagOf({ attributes }: DirectoryEntry): string {
  const text = JSON.stringify(attributes.map(({ name, values }) => [name, values]));
  return createHash('sha1').update(text).digest('hex').slice(0, 16);
}
