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
