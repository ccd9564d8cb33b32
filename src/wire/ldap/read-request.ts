import { BER, type BerReader } from './ber-reader.ts';
import type {
  LdapAttribute,
  LdapAuthentication,
  LdapModification,
  LdapRequest,
} from './ldap-message.ts';
import { CHANGES, DEREFS, SCOPES, TAGS } from './operation-tags.ts';
import { readFilter } from './read-filter.ts';

type Kind = LdapRequest['kind'];

/** Reads one request of the kind that its tag says. What is wrong with it stands in the reader. */
export const REQUEST_READERS: Readonly<Record<Kind, (reader: BerReader) => LdapRequest>> = {
  'bind-request': readBind,
  'unbind-request'(reader) {
    reader.octets('an unbind request', TAGS['unbind-request']);
    return { kind: 'unbind-request' };
  },
  'search-request': readSearch,
  'modify-request': readModify,
  'add-request'(reader) {
    const inner = reader.enter(TAGS['add-request'], 'an add request');
    const dn = inner.text('the name of the entry');
    const attributes = readAttributes(inner);
    inner.finish('an add request');
    return { kind: 'add-request', dn, attributes };
  },
  'delete-request': (reader) => ({
    kind: 'delete-request',
    dn: reader.text('the name of the entry', TAGS['delete-request']),
  }),
  'modify-dn-request': readModifyDn,
  'compare-request'(reader) {
    const inner = reader.enter(TAGS['compare-request'], 'a compare request');
    const dn = inner.text('the name of the entry');
    const assertion = inner.enter(BER.sequence, 'the assertion');
    const attribute = assertion.text('the attribute');
    const value = assertion.text('the value');
    inner.finish('a compare request');
    return { kind: 'compare-request', dn, attribute, value };
  },
  'abandon-request': (reader) => ({
    kind: 'abandon-request',
    abandonedId: reader.integer('the message to abandon', TAGS['abandon-request']),
  }),
  'extended-request'(reader) {
    const inner = reader.enter(TAGS['extended-request'], 'an extended request');
    const oid = inner.text('the name of the extended request', 0x80);
    const value = inner.peek() === 0x81 ? inner.octets('its value', 0x81) : undefined;
    inner.finish('an extended request');
    return { kind: 'extended-request', oid, ...(value ? { value } : {}) };
  },
};

function readBind(reader: BerReader): LdapRequest {
  const inner = reader.enter(TAGS['bind-request'], 'a bind request');
  const version = inner.integer('the version');
  const name = inner.text('the name');
  const authentication = readAuthentication(inner);
  inner.finish('a bind request');
  return { kind: 'bind-request', version, name, authentication };
}

function readAuthentication(reader: BerReader): LdapAuthentication {
  const tag = reader.peek();
  if (tag === 0x80) return { kind: 'simple', password: reader.text('the password', tag) };
  if (tag === 0xa3) {
    const inner = reader.enter(tag, 'the SASL credentials');
    const mechanism = inner.text('the SASL mechanism');
    const credentials = inner.more() ? inner.octets('the SASL credentials') : undefined;
    inner.finish('the SASL credentials');
    return { kind: 'sasl', mechanism, ...(credentials ? { credentials } : {}) };
  }
  if (tag < 0) reader.fail('ldap.bind-authentication', 'a bind request shows no credentials');
  else reader.octets('the credentials', tag);
  return { kind: 'other', tag };
}

function readSearch(reader: BerReader): LdapRequest {
  const inner = reader.enter(TAGS['search-request'], 'a search request');
  const base = inner.text('the base of the search');
  const scope = pick(inner, SCOPES, 'the scope');
  const derefAliases = pick(inner, DEREFS, 'the handling of aliases');
  const sizeLimit = limit(inner, 'the size limit');
  const timeLimit = limit(inner, 'the time limit');
  const typesOnly = inner.boolean('typesOnly');
  const filter = readFilter(inner);
  const list = inner.enter(BER.sequence, 'the list of attributes');
  const attributes: string[] = [];
  while (list.more()) attributes.push(list.text('an attribute to return'));
  inner.finish('a search request');
  return {
    kind: 'search-request',
    ...{ base, scope, derefAliases, sizeLimit, timeLimit, typesOnly, filter, attributes },
  };
}

function readModify(reader: BerReader): LdapRequest {
  const inner = reader.enter(TAGS['modify-request'], 'a modify request');
  const dn = inner.text('the name of the entry');
  const list = inner.enter(BER.sequence, 'the list of changes');
  const changes: LdapModification[] = [];
  while (list.more()) {
    const item = list.enter(BER.sequence, 'a change');
    const change = pick(item, CHANGES, 'the kind of change');
    changes.push({ change, attribute: readAttribute(item) });
    item.finish('a change');
  }
  inner.finish('a modify request');
  return { kind: 'modify-request', dn, changes };
}

function readModifyDn(reader: BerReader): LdapRequest {
  const inner = reader.enter(TAGS['modify-dn-request'], 'a request to rename');
  const dn = inner.text('the name of the entry');
  const newRdn = inner.text('the new name');
  const deleteOldRdn = inner.boolean('deleteOldRdn');
  const newSuperior = inner.peek() === 0x80 ? inner.text('the new parent', 0x80) : undefined;
  inner.finish('a request to rename');
  return {
    kind: 'modify-dn-request',
    ...{ dn, newRdn, deleteOldRdn },
    ...(newSuperior === undefined ? {} : { newSuperior }),
  };
}

/** A list of attributes, as entries and add requests have it. */
export function readAttributes(reader: BerReader): LdapAttribute[] {
  const list = reader.enter(BER.sequence, 'the list of attributes');
  const attributes: LdapAttribute[] = [];
  while (list.more()) attributes.push(readAttribute(list));
  return attributes;
}

function readAttribute(reader: BerReader): LdapAttribute {
  const inner = reader.enter(BER.sequence, 'an attribute');
  const name = inner.text('the name of an attribute');
  const set = inner.enter(BER.set, 'the values of an attribute');
  const values: string[] = [];
  while (set.more()) values.push(set.text('a value'));
  inner.finish('an attribute');
  return { name, values };
}

/** An enumerated value; one that the list does not have is a failure of content. */
function pick<T>(reader: BerReader, choices: readonly [T, ...T[]], what: string): T {
  const at = reader.offset;
  const number = reader.integer(what, BER.enumerated);
  const choice = choices[number];
  if (choice === undefined)
    reader.fail('ldap.enumerated', `${what} is ${number}, which has no meaning`, at);
  return choice ?? choices[0];
}

/** RFC 4511 has limits up to 2147483647. */
function limit(reader: BerReader, what: string): number {
  const at = reader.offset;
  const number = reader.integer(what);
  if (number < 0 || number > 0x7fff_ffff)
    reader.fail('ldap.limit', `${what} is ${number}, which is out of range`, at);
  return number;
}
