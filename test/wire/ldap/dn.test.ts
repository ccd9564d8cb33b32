import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { escapeDnValue, normalDn, parseDn } from '../../../src/wire/ldap/dn.ts';

test('all spellings of the services branch are one name', () => {
  const spellings = [
    'ou=services,o=nhs',
    'ou=services, o=nhs',
    'OU=Services,O=NHS',
    ' ou = Services , o = nhs ',
    'organizationalUnitName=services,organizationName=nhs',
    '2.5.4.11=services,OID.2.5.4.10=nhs',
    'ou=\\73ervices,o=nhs',
    'ou=#04087365727669636573,o=nhs',
  ];
  assert.deepEqual([...new Set(spellings.map(normalDn))], ['ou=services,o=nhs']);
});

test('the entry itself comes first, the root has no parts', () => {
  assert.deepEqual(parseDn('uniqueIdentifier=200000000149,ou=Services,o=nhs'), [
    [{ type: 'uniqueIdentifier', value: '200000000149' }],
    [{ type: 'ou', value: 'Services' }],
    [{ type: 'o', value: 'nhs' }],
  ]);
  assert.deepEqual(parseDn(''), []);
  assert.equal(normalDn('  '), '');
});

test('escapes are undone: special characters, spaces, pairs of hex digits', () => {
  assert.deepEqual(parseDn('cn=Before\\0DAfter\\, \\#1\\ '), [
    [{ type: 'cn', value: 'Before\rAfter, #1 ' }],
  ]);
  assert.deepEqual(parseDn('cn=Lu\\C4\\8Di\\C4\\87'), [[{ type: 'cn', value: 'Lučić' }]]);
});

test('joined attributes compare in any order', () => {
  assert.equal(normalDn('cn=A+uid=b,o=nhs'), normalDn('uid=B + CN=a, o=nhs'));
  assert.notEqual(normalDn('cn=A,uid=b,o=nhs'), normalDn('uid=b,cn=A,o=nhs'));
});

test('what is no name gives nothing', () => {
  const broken = [
    'foo',
    '=x',
    'cn=a,',
    ',cn=a',
    'cn=a;o=b',
    'cn="a"',
    'cn=a\\',
    'cn=a\\zz',
    'cn=#0',
  ];
  for (const text of broken) assert.equal(parseDn(text), undefined, text);
  assert.equal(parseDn(`cn=${'a'.repeat(10_000)}`), undefined);
});

test('any value survives being put into a name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (value, other) => {
      const dn = parseDn(`cn=${escapeDnValue(value)}+uid=${escapeDnValue(other)},o=nhs`);
      assert.deepEqual(dn?.[0], [
        { type: 'cn', value },
        { type: 'uid', value: other },
      ]);
    }),
  );
});

test('no text makes the reader throw, and a normal name is its own normal form', () => {
  const pieces = fc.constantFrom(
    'cn',
    '=',
    ',',
    '+',
    '\\',
    '#',
    '04',
    ' ',
    'a',
    '"',
    '\0',
    'é',
    '1.2',
  );
  const text = fc.array(pieces).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(text, fc.string()), (name) => {
      const normal = normalDn(name);
      if (normal !== undefined) assert.equal(normalDn(normal), normal);
    }),
    { numRuns: 2000 },
  );
});
