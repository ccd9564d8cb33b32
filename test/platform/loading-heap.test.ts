import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getHeapSpaceStatistics } from 'node:v8';
import { whileLoading } from '../../src/platform/loading-heap.ts';

const young = () =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;

test('the young generation does not grow while a great deal is loaded that stays', () => {
  const before = young();
  const kept = whileLoading(() =>
    Array.from({ length: 500_000 }, (_, at) => ({ at, text: `text ${at}` })),
  );
  assert.equal(kept.length, 500_000);
  assert.ok(young() <= before, `${young()} after ${before}`);
});

test('what a load throws comes through', () => {
  assert.throws(
    () =>
      whileLoading(() => {
        throw new RangeError('no');
      }),
    RangeError,
  );
});
