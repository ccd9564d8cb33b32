import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callQuota } from '../../simulator/gateway/call-quota.ts';
import { responseCache, wantsFresh } from '../../simulator/sds/fhir/response-cache.ts';
import { virtualClock } from '../../src/platform/clock.ts';
import { fhirStand, interaction, organization } from './fhir/stand.ts';
import { COPC } from './sandbox.ts';

const ANSWER = { status: 200, headers: [], body: '', operation: 'Device.search', result: 'found' };

test('who is over the quota is told how long to wait, and the wait counts no call', async () => {
  const clock = virtualClock();
  const quota = callQuota(clock, 60_000);
  assert.deepEqual([quota.take('a', 2), quota.take('a', 2)], [0, 0]);
  await clock.advance(20_500);
  assert.equal(quota.take('a', 2), 40);
  await clock.advance(39_500);
  assert.equal(quota.take('a', 2), 0);
});

test('callers beyond ten thousand are forgotten, the oldest first', () => {
  const quota = callQuota(virtualClock(), 60_000);
  quota.take('first', 1);
  for (let count = 0; count < 10_000; count++) quota.take(`caller ${count}`, 1);
  assert.equal(quota.take('first', 1), 0);
  assert.notEqual(quota.take('caller 9999', 1), 0);
});

test('answers beyond a thousand are forgotten, the oldest first', () => {
  const cache = responseCache(virtualClock());
  for (let count = 0; count <= 1000; count++) cache.put(`key ${count}`, ANSWER, 60);
  assert.equal(cache.get('key 0'), undefined);
  assert.equal(cache.get('key 1'), ANSWER);
});

test('an answer that is cut off is not kept', () => {
  const cache = responseCache(virtualClock());
  cache.put('key', { ...ANSWER, drop: true }, 60);
  assert.equal(cache.get('key'), undefined);
});

test('a client asks for a fresh answer in any of the usual ways', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['Cache-Control', 'no-cache'],
    ['cache-control', 'max-age=0, must-revalidate'],
    ['Cache-Control', 'no-store'],
    ['Pragma', 'no-cache'],
  ];
  for (const header of cases) assert.equal(wantsFresh([header]), true, String(header));
  assert.equal(wantsFresh([['Cache-Control', 'max-age=60']]), false);
  assert.equal(wantsFresh([]), false);
});

test('a reset forgets kept answers and counted calls', async () => {
  await using stand = await fhirStand({ sds: { fhir: { cacheSeconds: 60, quotaPerMinute: 1 } } });
  const search = `/Device?${organization('X26')}&${interaction(COPC)}`;
  const first = await stand.bundle(search);
  await stand.outcome(429, search);
  stand.mount.reset();
  assert.notEqual((await stand.bundle(search)).id, first.id);
});
