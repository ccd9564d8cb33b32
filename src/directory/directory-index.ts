import type { LdapFilter } from '../wire/ldap/ldap-filter.ts';
import { attributeKey, type EntryView } from './entry-view.ts';
import { normalValue } from './matching-rules.ts';

/** What clients of SDS search by (sds-ods 1.6). */
const INDEXED: ReadonlySet<string> = new Set([
  'objectclass',
  'uniqueidentifier',
  'nhsidcode',
  'nhsmhspartykey',
  'nhsassvcia',
  'nhsmhssvcia',
  'nhsmhscpaid',
  'nhsasclient',
]);

/** Finds the few entries that may match, by position. Who asks still judges each of them. */
export interface DirectoryIndex {
  /** Positions in ascending order; `undefined` when any entry may match. */
  candidates(filter: LdapFilter): readonly number[] | undefined;
  /** The positions of one value, compared without case. */
  positions(attribute: string, value: string): readonly number[];
}

/** So many positions of alternatives are put together. */
const MOST_TOGETHER = 1024;
const NONE: readonly number[] = [];

export function directoryIndex(views: readonly EntryView[]): DirectoryIndex {
  const index = new Map<string, Map<string, number[]>>();
  for (const name of INDEXED) index.set(name, new Map());
  for (const [at, { entry }] of views.entries()) {
    for (const { name, values } of entry.attributes) {
      const key = attributeKey(name);
      const places = index.get(key);
      if (places) for (const value of values) note(places, keyOf(key, value), at);
    }
  }

  const positions = (attribute: string, value: string) => {
    const name = attributeKey(attribute);
    return index.get(name)?.get(keyOf(name, value)) ?? NONE;
  };
  const candidates = (filter: LdapFilter): readonly number[] | undefined => {
    switch (filter.kind) {
      case 'equal':
        return INDEXED.has(attributeKey(filter.attribute))
          ? positions(filter.attribute, filter.value)
          : undefined;
      case 'and': {
        let smallest: readonly number[] | undefined;
        for (const each of filter.filters) {
          const found = candidates(each);
          if (found && (!smallest || found.length < smallest.length)) smallest = found;
        }
        return smallest;
      }
      case 'or': {
        const all = new Set<number>();
        for (const each of filter.filters) {
          const found = candidates(each);
          // Putting many together in one go takes longer than judging every entry, which can pause.
          if (!found || all.size + found.length > MOST_TOGETHER) return undefined;
          for (const at of found) all.add(at);
        }
        return [...all].sort((a, b) => a - b);
      }
      default:
        return undefined;
    }
  };
  return { candidates, positions };
}

/** Coarser than any rule that a search may go by: what a rule holds to be equal has one key. */
function keyOf(name: string, value: string): string {
  const rule = name === 'objectclass' ? 'objectIdentifierMatch' : 'caseIgnoreMatch';
  return normalValue(rule, value) ?? '';
}

function note(places: Map<string, number[]>, key: string, at: number): void {
  const found = places.get(key);
  if (!found) places.set(key, [at]);
  else if (found.at(-1) !== at) found.push(at);
}
