import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getHeapSpaceStatistics } from 'node:v8';
import { whileLoading } from '../../src/platform/loading-heap.ts';

const young = () =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;

/** What V8 may have in use without having grown: it begins with a page or two and goes to 64 MB. */
const SMALL = 8 * 1024 * 1024;

test('the young generation stays small while a great deal is loaded that stays', () => {
  const load = () => Array.from({ length: 500_000 }, (_, at) => ({ at, text: `text ${at}` }));
  const before = young();
  const kept = whileLoading(load);
  const guarded = young();
  assert.ok(guarded <= Math.max(before, SMALL), `${guarded} after ${before}`);
  // Without the guard the same load makes it grow: else this test would show nothing.
  assert.equal(kept.length, load().length);
  assert.ok(young() > guarded, `${young()} after ${guarded}`);
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
