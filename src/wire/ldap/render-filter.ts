import type { LdapFilter } from './ldap-filter.ts';

/** A filter as text (RFC 4515), in one spelling: no spaces, only what must be is escaped. */
export function renderFilter(filter: LdapFilter): string {
  switch (filter.kind) {
    case 'and':
      return `(&${filter.filters.map(renderFilter).join('')})`;
    case 'or':
      return `(|${filter.filters.map(renderFilter).join('')})`;
    case 'not':
      return `(!${renderFilter(filter.filter)})`;
    case 'present':
      return `(${name(filter.attribute)}=*)`;
    case 'substrings': {
      const parts = [filter.initial ?? '', ...filter.any, filter.final ?? ''];
      return `(${name(filter.attribute)}=${parts.map(value).join('*')})`;
    }
    case 'extensible': {
      const attribute = filter.attribute === undefined ? '' : name(filter.attribute);
      const rule = filter.rule === undefined ? '' : `:${name(filter.rule)}`;
      return `(${attribute}${filter.dnAttributes ? ':dn' : ''}${rule}:=${value(filter.value)})`;
    }
    default:
      return `(${name(filter.attribute)}${SIGNS[filter.kind]}${value(filter.value)})`;
  }
}

const SIGNS = {
  equal: '=',
  'greater-or-equal': '>=',
  'less-or-equal': '<=',
  approximate: '~=',
} as const;

const ESCAPED_IN_VALUE = /[\\*()\0]/;
const ESCAPED_IN_VALUES = /[\\*()\0]/g;
/** An attribute that came over the wire may be anything; it must not look like something else. */
const ESCAPED_IN_NAMES = /[^A-Za-z0-9.;_-]/g;

function value(text: string): string {
  return ESCAPED_IN_VALUE.test(text) ? text.replace(ESCAPED_IN_VALUES, escaped) : text;
}

function name(text: string): string {
  return text.replace(ESCAPED_IN_NAMES, escaped);
}

function escaped(char: string): string {
  const code = char.charCodeAt(0);
  return code < 0x80 ? `\\${code.toString(16).padStart(2, '0')}` : char;
}
