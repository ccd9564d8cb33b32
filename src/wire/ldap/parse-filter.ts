import { type Reading, readAs, unreadable } from '../reading.ts';
import { MOST_DEPTH, MOST_ITEMS } from './filter-limits.ts';
import type { LdapFilter } from './ldap-filter.ts';
import { unescapeFilterValue } from './unescape-filter-value.ts';

const SPACES = /\s*/y;
/** Attribute with options, the parts of an extensible match, the sign, the value. */
const ITEM =
  /([A-Za-z0-9][A-Za-z0-9.;_-]*)?(:dn)?(?::([A-Za-z0-9][A-Za-z0-9.-]*))?\s*(:=|>=|<=|~=|=)((?:[^()\\\0]|\\[0-9A-Fa-f]{2})*)/iy;

/**
 * Reads a filter as text (RFC 4515). Spaces between components are tolerated, as people write them
 * (sds-ods 1.6); so is a single item without its parentheses.
 */
export function parseFilter(text: string): Reading<LdapFilter> {
  const parser = new FilterParser(text);
  const filter = parser.whole();
  if (filter && !parser.failure) return readAs(filter);
  const { message, offset } = parser.failure ?? { message: 'there is no filter', offset: 0 };
  return unreadable('ldap.filter-text', message, { offset, line: 1, column: offset + 1 });
}

class FilterParser {
  readonly #text: string;
  #at = 0;
  #items = 0;
  failure: { readonly message: string; readonly offset: number } | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): LdapFilter | undefined {
    this.#skipSpaces();
    const filter = this.#text[this.#at] === '(' ? this.#filter(1) : this.#item();
    this.#skipSpaces();
    if (this.#at < this.#text.length) this.#fail('something follows the end of the filter');
    return filter;
  }

  #filter(depth: number): LdapFilter | undefined {
    this.#items += 1;
    if (depth > MOST_DEPTH)
      return this.#fail(`the filter is nested more than ${MOST_DEPTH} levels deep`);
    if (this.#items > MOST_ITEMS) return this.#fail(`the filter has more than ${MOST_ITEMS} parts`);
    if (!this.#takes('(')) return this.#fail('a filter begins with an opening parenthesis');
    this.#skipSpaces();
    const filter = this.#inside(depth);
    this.#skipSpaces();
    if (filter && !this.#takes(')')) return this.#fail('a closing parenthesis is missing');
    return filter;
  }

  #inside(depth: number): LdapFilter | undefined {
    if (this.#takes('&')) return { kind: 'and', filters: this.#list(depth) };
    if (this.#takes('|')) return { kind: 'or', filters: this.#list(depth) };
    if (!this.#takes('!')) return this.#item();
    this.#skipSpaces();
    const filter = this.#filter(depth + 1);
    return filter && { kind: 'not', filter };
  }

  #list(depth: number): LdapFilter[] {
    const filters: LdapFilter[] = [];
    for (;;) {
      this.#skipSpaces();
      if (this.#text[this.#at] !== '(') return filters;
      const filter = this.#filter(depth + 1);
      if (!filter) return filters;
      filters.push(filter);
    }
  }

  #item(): LdapFilter | undefined {
    ITEM.lastIndex = this.#at;
    const found = ITEM.exec(this.#text);
    if (!found) return this.#fail('an attribute, a sign and a value are needed here');
    const [whole, attribute, dn, rule, sign, raw = ''] = found;
    const filter = itemOf(attribute, dn !== undefined, rule, sign ?? '=', raw);
    if (!filter) return this.#fail('this combination of attribute, rule and sign has no meaning');
    this.#at += whole.length;
    return filter;
  }

  #takes(char: string): boolean {
    if (this.#text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  #skipSpaces(): void {
    SPACES.lastIndex = this.#at;
    SPACES.exec(this.#text);
    this.#at = SPACES.lastIndex;
  }

  #fail(message: string): undefined {
    this.failure ??= { message, offset: this.#at };
    return undefined;
  }
}

function itemOf(
  attribute: string | undefined,
  dnAttributes: boolean,
  rule: string | undefined,
  sign: string,
  raw: string,
): LdapFilter | undefined {
  if (sign === ':=') {
    if (raw.includes('*') || (attribute === undefined && rule === undefined)) return undefined;
    return {
      kind: 'extensible',
      value: unescapeFilterValue(raw),
      dnAttributes,
      ...(rule === undefined ? {} : { rule }),
      ...(attribute === undefined ? {} : { attribute }),
    };
  }
  if (attribute === undefined || dnAttributes || rule !== undefined) return undefined;
  if (sign === '=' && raw === '*') return { kind: 'present', attribute };
  if (sign === '=' && raw.includes('*')) return substringsOf(attribute, raw);
  if (raw.includes('*')) return undefined;
  const value = unescapeFilterValue(raw);
  const kind = ({ '>=': 'greater-or-equal', '<=': 'less-or-equal', '~=': 'approximate' } as const)[
    sign as '>='
  ];
  return { kind: kind ?? 'equal', attribute, value };
}

function substringsOf(attribute: string, raw: string): LdapFilter {
  const parts = raw.split('*').map(unescapeFilterValue);
  const initial = parts[0] ?? '';
  const final = parts.at(-1) ?? '';
  return {
    kind: 'substrings',
    attribute,
    any: parts.slice(1, -1),
    ...(initial === '' ? {} : { initial }),
    ...(final === '' ? {} : { final }),
  };
}
