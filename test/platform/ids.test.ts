import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededIds, systemIds } from '../../src/platform/ids.ts';
import { seededRandom } from '../../src/platform/random.ts';

const V4 = /^[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/;

for (const [name, ids] of [
  ['system', systemIds()],
  ['seeded', seededIds(seededRandom(7))],
] as const) {
  test(`${name} ids are version 4 UUIDs in upper case, all different`, () => {
    const drawn = Array.from({ length: 1000 }, () => ids.uuid());
    for (const id of drawn) assert.match(id, V4);
    assert.equal(new Set(drawn).size, drawn.length);
  });
}

test('the same seed gives the same ids, another seed others', () => {
  const three = (seed: number) => {
    const ids = seededIds(seededRandom(seed));
    return [ids.uuid(), ids.uuid(), ids.uuid()];
  };
  assert.deepEqual(three(1), three(1));
  assert.notDeepEqual(three(1), three(2));
});
