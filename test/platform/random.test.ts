import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '../../src/platform/random.ts';

test('the same seed gives the same sequence', () => {
  const draw = (seed: number) => {
    const random = seededRandom(seed);
    return [random.next(), random.int(1, 6), random.pick(['a', 'b', 'c']), ...random.bytes(5)];
  };
  assert.deepEqual(draw(42), draw(42));
  assert.notDeepEqual(draw(42), draw(43));
});

test('whole numbers stay between their ends and reach both', () => {
  const random = seededRandom(3);
  const drawn = Array.from({ length: 2000 }, () => random.int(-2, 2));
  assert.deepEqual(
    [...new Set(drawn)].toSorted((a, b) => a - b),
    [-2, -1, 0, 1, 2],
  );
});

test('whatever the seed, numbers lie from 0 to below 1 and spread', () => {
  const property = fc.property(fc.integer(), (seed) => {
    const random = seededRandom(seed);
    const drawn = Array.from({ length: 1000 }, () => random.next());
    assert.ok(drawn.every((value) => value >= 0 && value < 1));
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    assert.ok(mean > 0.4 && mean < 0.6, `mean ${mean}`);
  });
  fc.assert(property, { numRuns: 50, seed: 1 });
});

test('bytes come in the number asked for, and every value occurs', () => {
  const random = seededRandom(9);
  for (const count of [0, 1, 3, 4, 5, 17]) assert.equal(random.bytes(count).length, count);
  assert.equal(new Set(random.bytes(10_000)).size, 256);
});

test('a choice of one is that one', () => {
  assert.equal(seededRandom(1).pick(['only']), 'only');
});
