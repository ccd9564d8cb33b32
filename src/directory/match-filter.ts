import type { LdapFilter } from '../wire/ldap/ldap-filter.ts';
import {
  equality,
  extensible,
  type Matcher,
  ordering,
  presence,
  substrings,
  type Truth,
} from './match-item.ts';

/**
 * A filter made ready to judge many entries. Strict goes by the rules of the schema: an assertion that it has
 * no rule for is Undefined (sds-ods 1.5, consequences 1 to 3). Relaxed compares anything, without case.
 */
export function filterMatcher(filter: LdapFilter, strict: boolean): Matcher {
  switch (filter.kind) {
    case 'and':
      return conjunction(filter.filters.map((each) => filterMatcher(each, strict)));
    case 'or':
      return disjunction(filter.filters.map((each) => filterMatcher(each, strict)));
    case 'not': {
      const matches = filterMatcher(filter.filter, strict);
      return (view) => {
        const truth = matches(view);
        return truth === undefined ? undefined : !truth;
      };
    }
    case 'present':
      return presence(filter);
    // No rule of the schema is approximate: then it is equality (RFC 4511 section 4.5.1.7.6).
    case 'equal':
    case 'approximate':
      return equality(filter, strict);
    case 'substrings':
      return substrings(filter, strict);
    case 'greater-or-equal':
    case 'less-or-equal':
      return ordering(filter, strict);
    case 'extensible':
      return extensible(filter, strict);
  }
}

function conjunction(matchers: readonly Matcher[]): Matcher {
  return (view) => {
    let truth: Truth = true;
    for (const matches of matchers) {
      const each = matches(view);
      if (each === false) return false;
      if (each === undefined) truth = undefined;
    }
    return truth;
  };
}

function disjunction(matchers: readonly Matcher[]): Matcher {
  return (view) => {
    let truth: Truth = false;
    for (const matches of matchers) {
      const each = matches(view);
      if (each) return true;
      if (each === undefined) truth = undefined;
    }
    return truth;
  };
}
