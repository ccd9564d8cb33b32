import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BoundedMap } from '../../src/platform/bounded-map.ts';

test('beyond its bound the oldest key is forgotten', () => {
  const map = new BoundedMap<string, number>(2);
  map.set('a', 1).set('b', 2).set('c', 3);
  assert.deepEqual(
    [...map],
    [
      ['b', 2],
      ['c', 3],
    ],
  );
});

test('a key that is set again keeps its age, and is the youngest once it was deleted', () => {
  const map = new BoundedMap<string, number>(2);
  map.set('a', 1).set('b', 2).set('a', 3).set('c', 4);
  assert.deepEqual([...map.keys()], ['b', 'c']);
  map.delete('b');
  map.set('b', 5).set('d', 6);
  assert.deepEqual([...map.keys()], ['b', 'd']);
});

test('whatever is set, it is a Map of the last new keys', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.nat(9)), (most, keys) => {
      const map = new BoundedMap<number, number>(most);
      let last: readonly number[] = [];
      for (const [at, key] of keys.entries()) {
        map.set(key, at);
        if (!last.includes(key)) last = [...last, key].slice(-most);
        assert.equal(map.get(key), at);
        assert.deepEqual([...map.keys()], last);
      }
    }),
  );
});

test('deleting and clearing in between change nothing about who is the oldest', () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.nat(9).map((key) => ({ kind: 'set', key })) },
    { weight: 3, arbitrary: fc.nat(9).map((key) => ({ kind: 'delete', key })) },
    { weight: 1, arbitrary: fc.constant({ kind: 'clear', key: 0 }) },
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.array(step, { maxLength: 60 }),
      (most, steps) => {
        const map = new BoundedMap<number, true>(most);
        let last: readonly number[] = [];
        for (const { kind, key } of steps) {
          if (kind === 'clear') map.clear();
          else if (kind === 'delete') map.delete(key);
          else map.set(key, true);
          if (kind === 'clear') last = [];
          else if (kind === 'delete') last = last.filter((each) => each !== key);
          else if (!last.includes(key)) last = [...last, key].slice(-most);
          assert.deepEqual([...map.keys()], last);
        }
      },
    ),
  );
});

test('a full one takes no longer for each new key, however many have gone by', () => {
  const map = new BoundedMap<number, true>(50_000);
  const began = performance.now();
  for (let key = 0; key < 500_000; key++) map.set(key, true);
  // Looking for the oldest from the start again takes more than ten seconds.
  assert.ok(performance.now() - began < 3_000);
  assert.deepEqual([map.size, map.keys().next().value], [50_000, 450_000]);
});
