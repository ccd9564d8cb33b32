import type { LdapFilter } from '../wire/ldap/ldap-filter.ts';
import { renderFilter } from '../wire/ldap/render-filter.ts';
import type { Directory, DirectorySearch } from './directory.ts';
import { attributeType } from './schema/schema.ts';

/** Looking for reasons costs a few searches more: a filter of many conditions is told by its first. */
const MOST_CONDITIONS = 6;
/** A directory of more entries is not searched again and again for the sake of an explanation. */
const MOST_ENTRIES = 20_000;
/** Nor are this many comparisons made for it: the record is written before anybody else has a turn. */
const MOST_COMPARISONS = 500_000;
const MOST_TEXT = 120;

/** What the rules of the schema keep from matching, by the kind of the condition. */
const STRICT: Readonly<Partial<Record<LdapFilter['kind'], string>>> = {
  equal: 'is compared with case: in another case it is there',
  approximate: 'is compared with case: in another case it is there',
  substrings:
    'asks for a part of a value; the schema has no such rule for it, or compares with case',
  'greater-or-equal': 'asks for an order that the schema does not have',
  'less-or-equal': 'asks for an order that the schema does not have',
};

/**
 * Why a search whose base exists found nothing, a sentence each: the condition that no entry meets, a value that is
 * compared with case, a scope that ends too early. For the record alone: SDS answers success without an entry.
 */
export function whyNothing(directory: Directory, search: DirectorySearch): readonly string[] {
  const { base, scope, filter, strict } = search;
  const { length } = directory.entries;
  if (length > MOST_ENTRIES || length * comparisons(filter) > MOST_COMPARISONS) return [];
  const finds = (other: Partial<DirectorySearch>) => {
    const found = directory.search({ ...search, ...other });
    return found !== undefined && !found[Symbol.iterator]().next().done;
  };
  if (scope !== 'sub' && finds({ scope: 'sub' }))
    return [`scope ${scope} ends above what matches: scope sub finds it below ${base}`];
  const conditions = filter.kind === 'and' ? filter.filters : [filter];
  const unmet = conditions.slice(0, MOST_CONDITIONS).flatMap((condition) => {
    const text = shown(condition);
    const stranger = strangerIn(condition);
    if (stranger !== undefined) return [`the schema has no attribute ${stranger}: ${text}`];
    if (finds({ filter: condition })) return [];
    if (strict && finds({ filter: condition, strict: false }))
      return [`${text} ${STRICT[condition.kind] ?? 'matches without regard to the schema alone'}`];
    return [`no entry meets ${text}`];
  });
  if (unmet.length > 0 || conditions.length < 2) return unmet;
  return ['each condition is met by some entry, all of them by none'];
}

/** How many comparisons an entry costs; a rule without attribute looks at all that the entry has. */
function comparisons(filter: LdapFilter): number {
  if (filter.kind === 'and' || filter.kind === 'or')
    return filter.filters.reduce((sum, each) => sum + comparisons(each), 0);
  if (filter.kind === 'not') return comparisons(filter.filter);
  if (filter.kind !== 'extensible') return 1;
  return (filter.attribute === undefined ? 30 : 1) + (filter.dnAttributes ? 100 : 0);
}

/** An attribute that the schema does not know; a filter about it is Undefined. */
function strangerIn(condition: LdapFilter): string | undefined {
  if (!('attribute' in condition) || condition.attribute === undefined) return undefined;
  return attributeType(condition.attribute) ? undefined : condition.attribute.slice(0, MOST_TEXT);
}

function shown(condition: LdapFilter): string {
  const text = renderFilter(condition);
  return text.length <= MOST_TEXT ? text : `${text.slice(0, MOST_TEXT)}...`;
}
