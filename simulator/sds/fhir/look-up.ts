import type { Directory } from '../../../src/directory/directory.ts';
import type { DirectoryEntry } from '../../../src/directory/entry.ts';
import type { LdapFilter } from '../../../src/wire/ldap/ldap-filter.ts';
import { filled, firstFilled, UnmappableError } from './entry-values.ts';
import type { SdsSearch } from './read-search.ts';
import { intermediaryOf } from './route-address.ts';

/** What of a directory a search goes by. */
export interface LookUp {
  readonly directory: Directory;
  readonly strict: boolean;
  /** The organisation of Spine itself, whose intermediaries forwarded messages go to. */
  readonly coreOds: string;
  /** The order in which the directory answers; as it holds them unless given. */
  readonly arrange?: (entries: DirectoryEntry[]) => readonly DirectoryEntry[];
}

/** A message handler with the addresses to show. */
export interface RoutedEntry {
  readonly entry: DirectoryEntry;
  readonly addresses: readonly string[];
  /** The intermediary whose address stands there instead of its own. */
  readonly by?: string;
}

/** Systems (sds-ods 1.6, Q5). */
export function findSystems(lookUp: LookUp, search: SdsSearch): readonly DirectoryEntry[] {
  return found(lookUp, [
    ['nhsIDCode', search.ods],
    ['objectClass', 'nhsAs'],
    ['nhsAsSvcIA', search.interaction],
    ['nhsMhsManufacturerOrg', search.manufacturer],
    ['nhsMHSPartyKey', search.partyKey],
  ]);
}

/** Message handlers (sds-ods 1.6, Q4), their addresses substituted (2.7). Throws UnmappableError. */
export function findHandlers(lookUp: LookUp, search: SdsSearch): readonly RoutedEntry[] {
  const entries = found(lookUp, [
    ['nhsIDCode', search.ods],
    ['objectClass', 'nhsMhs'],
    ['nhsMhsSvcIA', search.interaction],
    ['nhsMHSPartyKey', search.partyKey],
  ]);
  return entries.map((entry) => {
    const by = intermediaryOf(firstFilled(entry, 'nhsMhsSvcIA') ?? '');
    if (!by) return { entry, addresses: filled(entry, 'nhsMHSEndPoint') };
    return { entry, addresses: [intermediaryAddress(lookUp, by)], by };
  });
}

function intermediaryAddress(lookUp: LookUp, interaction: string): string {
  const records = found(lookUp, [
    ['nhsIDCode', lookUp.coreOds],
    ['objectClass', 'nhsMhs'],
    ['nhsMhsSvcIA', interaction],
  ]);
  const [record] = records;
  if (!record || records.length > 1) throw notOne('result', records.length);
  const addresses = filled(record, 'nhsMHSEndPoint');
  const [address] = addresses;
  if (address === undefined || addresses.length > 1) throw notOne('address', addresses.length);
  return address;
}

function notOne(what: 'result' | 'address', count: number): UnmappableError {
  return new UnmappableError(
    `Expected 1 ${what} for forward reliable/express routing and reliability but got ${count}`,
  );
}

function found(
  { directory, strict, arrange = (entries) => entries }: LookUp,
  wanted: readonly (readonly [attribute: string, value: string | undefined])[],
): readonly DirectoryEntry[] {
  const filters = wanted.flatMap(([attribute, value]): LdapFilter[] =>
    value === undefined ? [] : [{ kind: 'equal', attribute, value }],
  );
  const filter: LdapFilter = { kind: 'and', filters };
  const search = { base: 'ou=services,o=nhs', scope: 'sub', filter, strict } as const;
  return arrange([...(directory.search(search) ?? [])]);
}
