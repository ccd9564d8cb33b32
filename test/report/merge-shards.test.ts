import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { mergeShards } from '../../src/report/merge-shards.ts';
import { ShardMismatchError } from '../../src/report/report-errors.ts';
import type { RunResults } from '../../src/report/results.ts';
import { readResultsJson, resultsJson } from '../../src/report/results-json.ts';
import { results, scenario } from './specimen-results.ts';

function shard(name: string, ids: readonly string[], more: Partial<RunResults> = {}): RunResults {
  return results(
    ids.map((id, at) => scenario(id, at === 0 ? 'fail' : 'pass')),
    { shard: name, journal: { entries: 10, chain: name[0]?.repeat(64) ?? '' }, ...more },
  );
}

test('shards become the results of one run, in whatever order they are named', () => {
  const one = shard('1/2', ['A', 'B'], { startedAt: '2026-01-05T09:00:10.000Z' });
  const two = shard('2/2', ['C'], { durationMs: 90_000, schemas: 'not-run' });
  const merged = mergeShards([two, one]);

  assert.deepEqual(
    merged.scenarios.map((each) => [each.id, each.shard]),
    [
      ['A', '1/2'],
      ['B', '1/2'],
      ['C', '2/2'],
    ],
  );
  assert.deepEqual(merged.summary, {
    pass: 1,
    fail: 2,
    error: 0,
    skip: 0,
    notApplicable: 0,
    report: 0,
  });
  assert.equal(merged.shard, undefined);
  assert.equal(merged.startedAt, '2026-01-05T09:00:00.000Z');
  assert.equal(merged.durationMs, 90_000);
  assert.equal(merged.schemas, 'not-run', 'what one shard did not run, the whole did not');
  assert.deepEqual(mergeShards([one, two]), merged);
});

test('the evidence of merged results names each journal', () => {
  const merged = mergeShards([shard('1/2', ['A']), shard('2/2', ['B'])]);
  const chain = createHash('sha256')
    .update(`${'1'.repeat(64)}\n${'2'.repeat(64)}\n`)
    .digest('hex');
  assert.deepEqual(merged.journal, { entries: 20, chain });
  assert.deepEqual(
    merged.shards?.map(({ shard: name, journal }) => [name, journal.chain[0]]),
    [
      ['1/2', '1'],
      ['2/2', '2'],
    ],
  );
  const read = readResultsJson(resultsJson(merged), 'f');
  assert.equal(read.scenarios.length, 2);
});

test('merged results whose journal is not that of their shards are refused', () => {
  const merged = mergeShards([shard('1/2', ['A']), shard('2/2', ['B'])]);
  const [first, second] = merged.shards ?? [];
  assert.ok(first && second);
  const lying = { ...merged, shards: [first, { ...second, journal: first.journal }] };
  assert.throws(
    () => readResultsJson(resultsJson(lying), 'f'),
    /its journal is not that of its shards/,
  );
});

test('shards that are missing are told', () => {
  assert.equal(mergeShards([shard('3/4', ['A']), shard('1/4', ['B'])]).shard, '1+3/4');
});

test('what is not of one run is refused, with what differs', () => {
  const one = shard('1/2', ['A']);
  const two = shard('2/2', ['B']);
  const cases: readonly (readonly [readonly RunResults[], RegExp])[] = [
    [[], /there are none/],
    [[one, { ...two, seed: 8 }], /the seed differs: 7 and 8/],
    [[one, { ...two, shard: '2/3' }], /the number of shards differs: 2 and 3/],
    [[one, { ...two, shard: '1/2' }], /shard 1\/2 is there twice/],
    [[one, { ...two, shard: undefined }], /they are of no shard/],
    [
      [one, { ...two, product: { name: 'spinebox', version: '9' } }],
      /version .* "0\.1\.0" and "9"/,
    ],
    [[one, { ...two, system: { ...two.system, asid: '1' } }], /the system differs/],
    [[one, shard('2/2', ['A'])], /A is in the shards 1\/2 and 2\/2/],
    [[mergeShards([one, two]), one], /they were merged before/],
  ];
  for (const [given, why] of cases) {
    assert.throws(
      () => mergeShards(given),
      (error) => error instanceof ShardMismatchError && why.test(error.message),
      String(why),
    );
  }
});
