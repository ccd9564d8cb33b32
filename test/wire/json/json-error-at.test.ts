import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { jsonErrorAt } from '../../../src/wire/json/json-error-at.ts';
import { lineOfPath } from '../../../src/wire/json/line-of-path.ts';

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('a text is JSON exactly where JSON.parse takes it', () => {
  const broken = fc
    .tuple(fc.json(), fc.nat(60), fc.nat(3), fc.string({ unit: 'binary', maxLength: 2 }))
    .map(([text, at, length, put]) => text.slice(0, at) + put + text.slice(at + length));
  fc.assert(
    fc.property(fc.oneof(fc.json(), broken, fc.string()), (text) => {
      const at = jsonErrorAt(text);
      assert.equal(at === undefined, parses(text));
      if (at !== undefined) assert.ok(at >= 0 && at <= text.length);
    }),
    { numRuns: 2000 },
  );
});

test('the place is where the first wrong thing stands', () => {
  for (const [text, at] of [
    ['{"a": nothing}', 6],
    ['[1,]', 3],
    ['{"a":1,}', 7],
    ['[1 2]', 3],
    ['', 0],
    ['[1] x', 4],
    ['{"a" 1}', 1],
  ] as const)
    assert.equal(jsonErrorAt(text), at, text);
});

test('the line of a value is found by its path', () => {
  const text = JSON.stringify({ a: [{ b: 'x}"]' }, { b: [1, { c: null }] }] }, null, 1);
  const lines = text.split('\n');
  const at = (...path: (string | number)[]) => lines[lineOfPath(text, path) - 1]?.trim();
  assert.equal(at('a', 0, 'b'), '"b": "x}\\"]"');
  assert.equal(at('a', 1, 'b', 1, 'c'), '"c": null');
  assert.equal(at(), '{');
  // Where the path ends early, the last that there is.
  assert.equal(at('a', 1, 'b', 1, 'z', 'y'), '{');
  assert.equal(lineOfPath(text, ['a', 9]), lineOfPath(text, ['a']));
});

test('a path leads to the value that it names, in any JSON', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { minLength: 1 }), fc.nat(), (all, pick) => {
      const text = all.map((each) => JSON.stringify(each)).join(',\n');
      const index = pick % all.length;
      assert.equal(lineOfPath(`[\n${text}\n]`, [index]), index + 2);
    }),
  );
});
