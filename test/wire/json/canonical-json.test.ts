import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson } from '../../../src/wire/json/canonical-json.ts';

test('members are written by the order of their names, without white space', () => {
  assert.equal(
    canonicalJson({ b: [1, { d: null, c: true }], a: 'x', '\u20ac': 1, A: 0.5 }),
    '{"A":0.5,"a":"x","b":[1,{"c":true,"d":null}],"\u20ac":1}',
  );
});

test('numbers are written as ECMAScript writes them (RFC 8785 appendix B)', () => {
  assert.equal(
    canonicalJson([1e21, 1e-7, -0, 4.5, 1 / 3]),
    '[1e+21,1e-7,0,4.5,0.3333333333333333]',
  );
});

test('what is undefined is left out, and what JSON cannot hold is refused', () => {
  assert.equal(canonicalJson({ a: undefined, b: 1 }), '{"b":1}');
  assert.throws(() => canonicalJson({ a: Number.NaN }), TypeError);
  assert.throws(() => canonicalJson([() => 1]), TypeError);
});

test('equal values give equal characters, whatever the order they were built in', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
      assert.equal(canonicalJson(turned(value)), text);
    }),
  );
});

function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, each]) => [name, turned(each)]),
  );
}
