import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { editDistance, nearest } from '../../src/platform/nearest.ts';

test('a change, an addition, a drop and a swap of neighbours cost one; case costs half', () => {
  assert.equal(editDistance('retries', 'retreis'), 1);
  assert.equal(editDistance('port', 'prt'), 1);
  assert.equal(editDistance('port', 'ports'), 1);
  assert.equal(editDistance('port', 'pont'), 1);
  assert.equal(editDistance('typecode', 'typeCode'), 0.5);
  assert.equal(editDistance('', 'abc'), 3);
});

test('the distance is zero for equal texts only, and the same both ways', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      assert.equal(editDistance(a, b) === 0, a === b);
      assert.equal(editDistance(a, b), editDistance(b, a));
    }),
  );
});

test('the nearest candidate is found; without candidates there is none', () => {
  assert.equal(nearest('externl', ['bundled', 'external']), 'external');
  assert.equal(nearest('x', []), undefined);
});
