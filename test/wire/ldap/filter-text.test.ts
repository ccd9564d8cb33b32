import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { LdapFilter } from '../../../src/wire/ldap/ldap-filter.ts';
import { parseFilter } from '../../../src/wire/ldap/parse-filter.ts';
import { renderFilter } from '../../../src/wire/ldap/render-filter.ts';
import { arbitraryFilter } from './arbitrary-message.ts';

function parsed(text: string): LdapFilter {
  const reading = parseFilter(text);
  assert.ok(reading.ok, JSON.stringify(reading));
  return reading.value;
}

const FORMS: readonly (readonly [text: string, filter: LdapFilter])[] = [
  ['(nhsIDCode=X26)', { kind: 'equal', attribute: 'nhsIDCode', value: 'X26' }],
  ['(a=)', { kind: 'equal', attribute: 'a', value: '' }],
  ['(a=*)', { kind: 'present', attribute: 'a' }],
  ['(a>=1)', { kind: 'greater-or-equal', attribute: 'a', value: '1' }],
  ['(a<=1)', { kind: 'less-or-equal', attribute: 'a', value: '1' }],
  ['(a~=b)', { kind: 'approximate', attribute: 'a', value: 'b' }],
  ['(a=M85*)', { kind: 'substrings', attribute: 'a', any: [], initial: 'M85' }],
  [
    '(a=b*c*d*e)',
    { kind: 'substrings', attribute: 'a', initial: 'b', any: ['c', 'd'], final: 'e' },
  ],
  ['(a=*b)', { kind: 'substrings', attribute: 'a', any: [], final: 'b' }],
  [
    '(cn:caseExactMatch:=F)',
    {
      kind: 'extensible',
      attribute: 'cn',
      rule: 'caseExactMatch',
      value: 'F',
      dnAttributes: false,
    },
  ],
  ['(o:dn:=nhs)', { kind: 'extensible', attribute: 'o', value: 'nhs', dnAttributes: true }],
  [
    '(:dn:2.4.6.8.10:=D)',
    { kind: 'extensible', rule: '2.4.6.8.10', value: 'D', dnAttributes: true },
  ],
  ['(&)', { kind: 'and', filters: [] }],
  ['(!(a=1))', { kind: 'not', filter: { kind: 'equal', attribute: 'a', value: '1' } }],
  ['(cn=\\2a\\28\\29\\5c\\00)', { kind: 'equal', attribute: 'cn', value: '*()\\\0' }],
];

for (const [text, filter] of FORMS) {
  test(`${text} is read, and written the same`, () => {
    assert.deepEqual(parsed(text), filter);
    assert.equal(renderFilter(filter), text);
  });
}

test('filters are read as people write them: spaces between components, no outer parentheses', () => {
  const text = ' ( & ( objectclass=nhsAS ) (nhsIDCode=M85019)\n(nhsASSvcIA=urn:nhs:x:Y) ) ';
  assert.equal(
    renderFilter(parsed(text)),
    '(&(objectclass=nhsAS )(nhsIDCode=M85019)(nhsASSvcIA=urn:nhs:x:Y))',
  );
  assert.deepEqual(parsed('nhsIDCode=X26'), parsed('(nhsIDCode=X26)'));
});

test('escaped bytes of UTF-8 are one character', () => {
  assert.deepEqual(parsed('(cn=Lu\\c4\\8di\\C4\\87)'), {
    kind: 'equal',
    attribute: 'cn',
    value: 'Lučić',
  });
});

const WRONG: readonly (readonly [text: string, offset: number, message: RegExp])[] = [
  ['', 0, /an attribute, a sign and a value/],
  ['(a=1', 4, /closing parenthesis is missing/],
  ['(a=1)(b=2)', 5, /something follows/],
  ['(&(a=1)', 7, /closing parenthesis/],
  ['(!a=1)', 2, /opening parenthesis/],
  ['(a>=b*)', 1, /has no meaning/],
  ['(:=x)', 1, /has no meaning/],
  ['(a=\\zz)', 3, /closing parenthesis/],
  [`${'(!'.repeat(60)}(a=1)${')'.repeat(60)}`, 100, /more than 50 levels/],
  [`(|${'(a=1)'.repeat(300)})`, 1277, /more than 256 parts/],
];

for (const [text, offset, message] of WRONG) {
  test(`"${text.slice(0, 20)}" is no filter, and it is said where`, () => {
    const reading = parseFilter(text);
    assert.ok(!reading.ok);
    assert.match(reading.failure.message, message);
    assert.equal(reading.failure.at.offset, offset);
  });
}

test('every filter that can be written as text is read as the same filter', () => {
  fc.assert(
    fc.property(arbitraryFilter, (filter) => {
      assert.deepEqual(parsed(renderFilter(filter)), filter);
    }),
    { numRuns: 1000 },
  );
});

test('no text makes the reader throw', () => {
  const piece = fc.constantFrom(
    '(',
    ')',
    '&',
    '|',
    '!',
    '=',
    '*',
    ':',
    ':dn',
    'a',
    '\\',
    '2a',
    ' ',
    '\0',
    '>',
    '~',
  );
  const text = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(text, fc.string()), (each) => {
      parseFilter(each);
    }),
    { numRuns: 3000 },
  );
});

test('an attribute that came over the wire cannot pass for another filter', () => {
  const filter: LdapFilter = { kind: 'equal', attribute: 'a=1)(b', value: '2' };
  assert.equal(renderFilter(filter), '(a\\3d1\\29\\28b=2)');
});
