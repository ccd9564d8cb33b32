import type { Random } from '../../../src/platform/random.ts';
import type { LdapFilter } from '../../../src/wire/ldap/ldap-filter.ts';
import type { SearchRequest } from '../../../src/wire/ldap/ldap-message.ts';
import { COPC, REQUEST } from './seed.ts';

/**
 * Values that entries have, or nearly have, by attribute; the spelling of the names is anybody's. No class that the
 * schema does not know: slapd cannot hold one, this directory can, so one calls it Undefined and the other false.
 */
const VALUES: Readonly<Record<string, readonly [string, ...string[]]>> = {
  objectClass: ['nhsAs', 'NHSMHS', 'top', 'nhsList', 'organizationalUnit'],
  nhsIDCode: ['X26', 'x26', 'M85019', 'YES', 'Q00001', 'nobody'],
  NHSidcode: ['X26', 'Q00003', 'X26 '],
  nhsMHSPartyKey: ['X26-820918', 'x26-820918', 'YGM24-820388', 'Q00002-900000'],
  nhsAsSvcIA: [REQUEST, COPC, COPC.toUpperCase()],
  nhsMhsSvcIA: [REQUEST, COPC],
  uniqueIdentifier: ['918999199246', 'CB238429762210AF860B', '77', '300000000004'],
  nhsMHSRetries: ['2', '3'],
  nhsMHSEndPoint: ['https://two.example/b', 'https://TWO.example/b'],
  nhsMhsManufacturerOrg: ['ygm24', 'X26'],
  ou: ['services', 'People', 'none'],
  o: ['nhs', 'NHS'],
  nhsNoSuchThing: ['x'],
};
const NAMES = Object.keys(VALUES);
const BASES: readonly [string, ...string[]] = [
  'ou=services, o=nhs',
  'OU=Services,O=NHS',
  'o=nhs',
  'ou=people,o=nhs',
  'ou=nowhere,o=nhs',
  'uniqueIdentifier=918999199246,ou=Services,o=nhs',
];
/** Equality most often, as clients ask. */
const ITEMS = [
  'equal',
  'equal',
  'equal',
  'equal',
  'present',
  'substrings',
  'greater-or-equal',
  'less-or-equal',
  'extensible',
] as const;
const LISTS: readonly [readonly string[], ...(readonly string[])[]] = [
  [],
  ['*'],
  ['1.1'],
  ['nhsmhspartykey', 'UNIQUEIDENTIFIER'],
  ['nhsMHSEndPoint', 'nhsNoSuchThing'],
  ['objectClass', '1.1'],
];

/**
 * Searches of every form but the approximate, for which servers have rules of their own. The same random source gives
 * the same searches.
 */
export function generatedSearches(count: number, random: Random): readonly SearchRequest[] {
  return Array.from({ length: count }, () => ({
    kind: 'search-request',
    base: random.next() < 0.6 ? 'ou=services,o=nhs' : random.pick(BASES),
    scope: random.pick(['sub', 'sub', 'sub', 'one', 'base']),
    derefAliases: random.pick(['never', 'always']),
    sizeLimit: 0,
    timeLimit: 0,
    typesOnly: random.next() < 0.1,
    filter: filterOf(random, 3),
    attributes: random.pick(LISTS),
  }));
}

function filterOf(random: Random, depth: number): LdapFilter {
  if (depth > 0 && random.next() < 0.5) {
    const kind = random.pick<'and' | 'or' | 'not'>(['and', 'and', 'or', 'not']);
    if (kind === 'not') return { kind, filter: filterOf(random, depth - 1) };
    const filters = Array.from({ length: random.int(1, 3) }, () => filterOf(random, depth - 1));
    return { kind, filters };
  }
  const attribute = NAMES[random.int(0, NAMES.length - 1)] ?? 'o';
  const value = random.pick(VALUES[attribute] ?? ['x']);
  const kind = random.pick(ITEMS);
  if (kind === 'present') return { kind, attribute };
  if (kind === 'substrings') return substringsOf(random, attribute, value);
  if (kind === 'extensible') return { kind, attribute, value, dnAttributes: random.next() < 0.3 };
  return { kind, attribute, value };
}

function substringsOf(random: Random, attribute: string, value: string): LdapFilter {
  const middle = Math.ceil(value.length / 2);
  const [first, second] = [value.slice(0, middle), value.slice(middle)];
  const shape = random.int(0, 3);
  if (shape === 0 || second === '')
    return { kind: 'substrings', attribute, initial: first, any: [] };
  if (shape === 1) return { kind: 'substrings', attribute, any: [], final: second };
  if (shape === 2) return { kind: 'substrings', attribute, any: [first] };
  return { kind: 'substrings', attribute, initial: first, any: [], final: second };
}
