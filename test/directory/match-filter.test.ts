import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DIRECTORY_BRANCHES } from '../../src/directory/branches.ts';
import { viewOf } from '../../src/directory/entry-view.ts';
import { filterMatcher } from '../../src/directory/match-filter.ts';
import type { Truth } from '../../src/directory/match-item.ts';
import { openDirectory } from '../../src/directory/open-directory.ts';
import type { LdapFilter } from '../../src/wire/ldap/ldap-filter.ts';
import { entryOf, GP2GP, M85019_AS, X26_AS, X26_MHS } from './entry-of.ts';

const equal = (attribute: string, value: string): LdapFilter => ({
  kind: 'equal',
  attribute,
  value,
});
const and = (...filters: LdapFilter[]): LdapFilter => ({ kind: 'and', filters });
const or = (...filters: LdapFilter[]): LdapFilter => ({ kind: 'or', filters });
const not = (filter: LdapFilter): LdapFilter => ({ kind: 'not', filter });
const present = (attribute: string): LdapFilter => ({ kind: 'present', attribute });
const initial = (attribute: string, text: string): LdapFilter => ({
  ...{ kind: 'substrings', attribute, initial: text, any: [] },
});
const extensible = (
  value: string,
  parts: { attribute?: string; rule?: string; dn?: boolean },
): LdapFilter => ({
  ...{ kind: 'extensible', value, dnAttributes: parts.dn ?? false },
  ...(parts.attribute === undefined ? {} : { attribute: parts.attribute }),
  ...(parts.rule === undefined ? {} : { rule: parts.rule }),
});

const directory = openDirectory([M85019_AS, X26_AS, X26_MHS]);
const found = (filter: LdapFilter, strict = true) =>
  [...(directory.search({ base: 'o=nhs', scope: 'sub', filter, strict }) ?? [])].map(
    ({ dn }) => /=([^,]*)/.exec(dn)?.[1],
  );
const truth = (filter: LdapFilter, strict = true): Truth =>
  filterMatcher(filter, strict)(viewOf(X26_MHS));

test('L3 the system of a practice for an interaction is one entry', () => {
  const filter = and(
    equal('objectclass', 'nhsAS'),
    equal('nhsIDCode', 'M85019'),
    equal('nhsASSvcIA', `${GP2GP}:RCMR_IN010000UK05`),
  );
  assert.deepEqual(found(filter), ['200000000149']);
});

test('L4 an organisation code compares with case', () => {
  assert.deepEqual(found(equal('nhsIDCode', 'm85019')), []);
  assert.deepEqual(found(equal('nhsIDCode', 'm85019'), false), ['200000000149']);
});

test('L5 the names of attributes compare without case', () => {
  for (const name of ['nhsidcode', 'NHSIDCODE', 'nhsIdCode', '1.2.826.0.1285.0.1.10'])
    assert.deepEqual(found(equal(name, 'M85019')), ['200000000149'], name);
});

test('L6 a party key compares without case', () => {
  assert.deepEqual(found(equal('nhsMHSPartyKey', 'ygm24-820388')), ['200000000149']);
});

test('L15 system and message handler of one interaction may have different party keys', () => {
  const handler = (key: string) =>
    found(
      and(
        equal('objectClass', 'nhsMhs'),
        equal('nhsMHSPartyKey', key),
        equal('nhsMhsSvcIA', `${GP2GP}:COPC_IN000001UK01`),
      ),
    );
  assert.deepEqual(handler('X26-820918'), ['cb238429762210af860b']);
  assert.deepEqual(handler('X26-822084'), []);
});

test('L17 an attribute without equality rule matches only where matching is relaxed', () => {
  assert.equal(truth(equal('nhsMHSRetries', '2')), undefined);
  assert.deepEqual(found(equal('nhsMHSRetries', '2')), []);
  assert.deepEqual(found(equal('nhsMHSRetries', '2'), false), ['cb238429762210af860b']);
});

test('L18 no attribute of the NHS has a substrings rule; presence works', () => {
  assert.deepEqual(found(initial('nhsIDCode', 'M85')), []);
  assert.deepEqual(found(initial('nhsIDCode', 'm85'), false), ['200000000149']);
  assert.equal(found(present('nhsIDCode')).length, 3);
});

test('L21 a service without a class finds only entries that carry it', () => {
  const filter = and(equal('nhsIDCode', 'X26'), equal('nhsMhsSvcIA', `${GP2GP}:COPC_IN000001UK01`));
  assert.deepEqual(found(filter), ['cb238429762210af860b']);
});

test('L22 Undefined inside OR leaves the others their say; inside AND nothing matches', () => {
  assert.deepEqual(found(or(equal('nhsMHSRetries', '2'), equal('nhsIDCode', 'X26'))), [
    '918999199246',
    'cb238429762210af860b',
  ]);
  assert.deepEqual(found(and(equal('nhsMHSRetries', '2'), equal('nhsIDCode', 'X26'))), []);
});

test('L23 NOT gives all others, also those that lack the attribute', () => {
  assert.deepEqual(found(not(equal('nhsIDCode', 'X26'))), [
    ...DIRECTORY_BRANCHES.map(({ dn }) => /=([^,]*)/.exec(dn)?.[1]),
    '200000000149',
  ]);
  // NOT of Undefined is Undefined.
  assert.deepEqual(found(not(equal('nhsMHSRetries', '2'))), []);
});

test('L32 spaces and commas inside a value are no part of its comparing, and stay in it', () => {
  const [value] = M85019_AS.attributes.find(({ name }) => name === 'nhsRequestorURP')?.values ?? [];
  assert.equal(value, 'uniqueidentifier=1,uniqueidentifier=2,uid=3,ou=people, o=nhs');
  assert.deepEqual(found(equal('nhsProductName', '  systmone ')), ['200000000149']);
});

test('classes compare without case, by name or OID, and only as they are held', () => {
  assert.deepEqual(found(equal('objectClass', 'NHSAS')), ['200000000149', '918999199246']);
  assert.deepEqual(found(equal('objectClass', '1.2.826.0.1285.0.2.0.108')), [
    'cb238429762210af860b',
  ]);
  const lone = viewOf(entryOf('nhsOrg', { o: 'x' }));
  assert.equal(filterMatcher(equal('objectClass', 'organization'), true)(lone), false);
});

test('a general type finds the values of those that refine it', () => {
  assert.deepEqual(found(equal('name', 'SERVICES')), ['Services']);
  assert.deepEqual(found(initial('ou', 'serv')), ['Services']);
  assert.deepEqual(found({ kind: 'substrings', attribute: 'ou', any: ['v', 'e'], final: 's' }), [
    'Services',
  ]);
});

test('approximate is equality; order needs an ordering rule', () => {
  assert.equal(truth({ kind: 'approximate', attribute: 'nhsIDCode', value: 'X26' }), true);
  const above: LdapFilter = { kind: 'greater-or-equal', attribute: 'nhsMHSRetries', value: '1' };
  assert.equal(truth(above), undefined);
  assert.equal(truth(above, false), true);
  assert.equal(truth({ ...above, kind: 'less-or-equal' }, false), false);
});

test('an extensible match goes by the rule that it names', () => {
  const key = (rule: string) => extensible('x26-820918', { attribute: 'nhsMHSPartyKey', rule });
  assert.equal(truth(key('caseIgnoreMatch')), true);
  assert.equal(truth(key('2.5.13.2')), true);
  assert.equal(truth(key('caseExactMatch')), false);
  assert.equal(truth(key('2.5.13.5')), false);
  assert.equal(truth(key('noSuchRule')), undefined);
  assert.equal(truth(key('distinguishedNameMatch')), undefined);
  // The value that equality cannot compare can be compared by a rule of one's choice.
  assert.equal(
    truth(extensible('2', { attribute: 'nhsMHSRetries', rule: 'caseExactMatch' })),
    true,
  );
  assert.equal(truth(extensible('X26', { attribute: 'nhsIDCode' })), true);
});

test('an extensible match without attribute looks at all, and with :dn: at the name too', () => {
  assert.equal(truth(extensible('x26-820918', { rule: 'caseIgnoreMatch' })), true);
  assert.equal(truth(extensible('x26-820918', { rule: 'caseExactMatch' })), false);
  const branch = { attribute: 'ou', rule: 'caseIgnoreMatch' };
  assert.equal(truth(extensible('services', branch)), false);
  assert.equal(truth(extensible('services', { ...branch, dn: true })), true);
  assert.deepEqual(found(extensible('people', { attribute: 'ou', dn: true })), ['People']);
});

test('an unknown attribute is Undefined, unless an entry holds it', () => {
  assert.equal(truth(present('noSuchAttribute')), undefined);
  assert.equal(truth(equal('noSuchAttribute', 'x')), undefined);
  const odd = viewOf(entryOf('nhsAs', { noSuchAttribute: 'x' }));
  assert.equal(filterMatcher(present('nosuchattribute'), true)(odd), true);
  assert.equal(filterMatcher(equal('nosuchattribute', 'X'), false)(odd), true);
});

test('an empty AND is true of everything, an empty OR of nothing', () => {
  assert.equal(truth(and()), true);
  assert.equal(truth(or()), false);
});

const names = ['nhsIDCode', 'nhsMHSRetries', 'objectClass', 'nhsMhsSvcIA', 'nope', 'ou', 'cn;x-y'];
const { filter } = fc.letrec<{ filter: LdapFilter; leaf: LdapFilter }>((tie) => {
  const attribute = fc.constantFrom(...names);
  const value = fc.oneof(fc.constantFrom('X26', '2', 'nhsMhs', 'Services'), fc.string());
  return {
    leaf: fc.oneof(
      fc.record({ kind: fc.constant('equal' as const), attribute, value }),
      fc.record({ kind: fc.constant('approximate' as const), attribute, value }),
      fc.record({ kind: fc.constant('greater-or-equal' as const), attribute, value }),
      fc.record({ kind: fc.constant('present' as const), attribute }),
      fc.record({
        ...{ kind: fc.constant('substrings' as const), attribute, initial: value, final: value },
        any: fc.array(value, { maxLength: 2 }),
      }),
      fc.record({
        ...{ kind: fc.constant('extensible' as const), attribute, value },
        rule: fc.oneof(fc.constantFrom('caseExactMatch', '2.5.13.2'), fc.string()),
        dnAttributes: fc.boolean(),
      }),
    ),
    filter: fc.oneof(
      { maxDepth: 4 },
      tie('leaf'),
      fc.array(tie('filter'), { maxLength: 3 }).map((filters) => and(...filters)),
      fc.array(tie('filter'), { maxLength: 3 }).map((filters) => or(...filters)),
      tie('filter').map(not),
    ),
  };
});

test('property: the indexes find exactly what judging every entry finds', () => {
  fc.assert(
    fc.property(filter, fc.boolean(), (given, strict) => {
      const matches = filterMatcher(given, strict);
      const all = directory.entries.filter((entry) => matches(viewOf(entry)) === true);
      const search = { base: 'o=nhs', scope: 'sub' as const, filter: given, strict };
      assert.deepEqual([...(directory.search(search) ?? [])], all);
    }),
    { numRuns: 500 },
  );
});
