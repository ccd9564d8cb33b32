import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDirectory } from '../../src/directory/open-directory.ts';
import { whyNothing } from '../../src/directory/why-nothing.ts';
import type { LdapFilter, SearchScope } from '../../src/wire/ldap/ldap-filter.ts';
import { entryOf, GP2GP, M85019_AS, X26_AS, X26_MHS } from './entry-of.ts';

const directory = openDirectory([M85019_AS, X26_AS, X26_MHS]);
const equal = (attribute: string, value: string): LdapFilter => ({
  kind: 'equal',
  attribute,
  value,
});
const why = (filter: LdapFilter, scope: SearchScope = 'sub', base = 'ou=services,o=nhs') =>
  whyNothing(directory, { base, scope, filter, strict: true });

test('a condition that no entry meets is named, the others are not', () => {
  const filters = [equal('nhsIDCode', 'Z99999'), equal('objectClass', 'nhsAs')];
  assert.deepEqual(why({ kind: 'and', filters }), ['no entry meets (nhsIDCode=Z99999)']);
});

test('a value in the wrong case is told from one that is not there', () => {
  const [reason = ''] = why(equal('nhsAsSvcIA', `${GP2GP}:rcmr_in010000uk05`));
  assert.match(reason, /^\(nhsAsSvcIA=.*rcmr_in010000uk05\) is compared with case/);
});

test('an attribute that the schema does not have is named', () => {
  assert.deepEqual(why(equal('nhsIdCod', 'M85019')), [
    'the schema has no attribute nhsIdCod: (nhsIdCod=M85019)',
  ]);
});

test('a scope that ends too early is told before anything else', () => {
  assert.deepEqual(why(equal('nhsIDCode', 'M85019'), 'one', 'o=nhs'), [
    'scope one ends above what matches: scope sub finds it below o=nhs',
  ]);
});

test('conditions that are met apart but not together', () => {
  const filters = [equal('nhsIDCode', 'M85019'), equal('objectClass', 'nhsMhs')];
  assert.deepEqual(why({ kind: 'and', filters }), [
    'each condition is met by some entry, all of them by none',
  ]);
});

test('a filter that costs too many comparisons is not gone through again', () => {
  const any: LdapFilter = { kind: 'extensible', rule: '2.5.13.2', value: 'x', dnAttributes: true };
  const many = openDirectory(
    Array.from({ length: 2000 }, (_, at) => entryOf('nhsas', { uniqueIdentifier: [String(at)] })),
  );
  const search = { base: 'o=nhs', scope: 'sub', strict: true } as const;
  const filter: LdapFilter = { kind: 'not', filter: { kind: 'or', filters: [any, any] } };
  assert.deepEqual(whyNothing(many, { ...search, filter }), []);
  assert.deepEqual(whyNothing(many, { ...search, filter: any }), [
    'no entry meets (:dn:2.5.13.2:=x)',
  ]);
});

test('a directory too large to be searched again says nothing', () => {
  const many = openDirectory(
    Array.from({ length: 20_001 }, (_, at) => entryOf('nhsas', { uniqueIdentifier: [String(at)] })),
  );
  const filter = equal('nhsIDCode', 'Z99999');
  assert.deepEqual(whyNothing(many, { base: 'o=nhs', scope: 'sub', filter, strict: true }), []);
});
