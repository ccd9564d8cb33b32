import { BER, type BerReader } from './ber-reader.ts';
import { MOST_DEPTH, MOST_ITEMS } from './filter-limits.ts';
import type { LdapFilter } from './ldap-filter.ts';
import { FILTER } from './operation-tags.ts';

/** Stands for a filter that could not be read; the reader knows why. */
const NOTHING: LdapFilter = { kind: 'or', filters: [] };

/** Reads the next element as a filter (RFC 4511 section 4.5.1.7). Failures of content begin with `ldap.`. */
export function readFilter(reader: BerReader): LdapFilter {
  return read(reader, 1, { left: MOST_ITEMS });
}

function read(reader: BerReader, depth: number, items: { left: number }): LdapFilter {
  items.left -= 1;
  if (items.left < 0) {
    reader.fail('ldap.filter-too-large', `the filter has more than ${MOST_ITEMS} parts`);
    return NOTHING;
  }
  if (depth > MOST_DEPTH) {
    reader.fail('ldap.filter-too-deep', `the filter is nested more than ${MOST_DEPTH} levels deep`);
    return NOTHING;
  }
  const tag = reader.peek();
  switch (tag) {
    case FILTER.and:
    case FILTER.or: {
      const inner = reader.enter(tag, 'a list of filters');
      const filters: LdapFilter[] = [];
      while (inner.more()) filters.push(read(inner, depth + 1, items));
      return { kind: tag === FILTER.and ? 'and' : 'or', filters };
    }
    case FILTER.not: {
      const inner = reader.enter(tag, 'a negated filter');
      const filter = read(inner, depth + 1, items);
      inner.finish('a negated filter');
      return { kind: 'not', filter };
    }
    case FILTER.equal:
      return readAssertion(reader, tag, 'equal');
    case FILTER['greater-or-equal']:
      return readAssertion(reader, tag, 'greater-or-equal');
    case FILTER['less-or-equal']:
      return readAssertion(reader, tag, 'less-or-equal');
    case FILTER.approximate:
      return readAssertion(reader, tag, 'approximate');
    case FILTER.present:
      return { kind: 'present', attribute: reader.text('an attribute of a filter', tag) };
    case FILTER.substrings:
      return readSubstrings(reader, items);
    case FILTER.extensible:
      return readExtensible(reader);
    default:
      if (tag < 0) reader.fail('ldap.filter-missing', 'a filter is missing');
      else reader.fail('ldap.filter-choice', `no filter has the tag 0x${tag.toString(16)}`);
      return NOTHING;
  }
}

function readAssertion(
  reader: BerReader,
  tag: number,
  kind: 'equal' | 'greater-or-equal' | 'less-or-equal' | 'approximate',
): LdapFilter {
  const inner = reader.enter(tag, 'an assertion');
  const attribute = inner.text('an attribute of a filter');
  const value = inner.text('a value of a filter');
  inner.finish('an assertion');
  return { kind, attribute, value };
}

function readSubstrings(reader: BerReader, items: { left: number }): LdapFilter {
  const outer = reader.enter(FILTER.substrings, 'a substring filter');
  const attribute = outer.text('an attribute of a filter');
  const parts = outer.enter(BER.sequence, 'the parts of a substring filter');
  let initial: string | undefined;
  let final: string | undefined;
  const any: string[] = [];
  let count = 0;
  while (parts.more()) {
    const tag = parts.peek();
    const text = parts.text('a part of a substring filter', tag);
    count += 1;
    items.left -= 1;
    // The first may only come first, nothing may come after the last.
    if (final !== undefined || (tag === 0x80 && count > 1) || tag < 0x80 || tag > 0x82)
      parts.fail('ldap.filter-substrings', 'the parts of a substring filter are out of order');
    if (tag === 0x80) initial = text;
    else if (tag === 0x82) final = text;
    else any.push(text);
    if (items.left < 0)
      parts.fail('ldap.filter-too-large', `the filter has more than ${MOST_ITEMS} parts`);
  }
  if (count === 0 && !parts.failure)
    parts.fail('ldap.filter-substrings', 'a substring filter has no part');
  outer.finish('a substring filter');
  return {
    kind: 'substrings',
    attribute,
    any,
    ...(initial === undefined ? {} : { initial }),
    ...(final === undefined ? {} : { final }),
  };
}

function readExtensible(reader: BerReader): LdapFilter {
  const inner = reader.enter(FILTER.extensible, 'an extensible filter');
  const rule = inner.peek() === 0x81 ? inner.text('a matching rule', 0x81) : undefined;
  const attribute =
    inner.peek() === 0x82 ? inner.text('an attribute of a filter', 0x82) : undefined;
  const value = inner.text('a value of a filter', 0x83);
  const dnAttributes = inner.peek() === 0x84 && inner.boolean('dnAttributes', 0x84);
  inner.finish('an extensible filter');
  if (rule === undefined && attribute === undefined)
    inner.fail('ldap.filter-extensible', 'an extensible filter names neither attribute nor rule');
  return {
    kind: 'extensible',
    value,
    dnAttributes,
    ...(rule === undefined ? {} : { rule }),
    ...(attribute === undefined ? {} : { attribute }),
  };
}
