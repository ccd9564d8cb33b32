import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patience } from '../../../simulator/practice/registration/patience.ts';
import { virtualClock } from '../../../src/platform/clock.ts';

const NEVER = new Promise<never>(() => undefined);

test('gives what comes in time, and leaves no timer behind', async () => {
  const clock = virtualClock();
  const waits = patience(clock);
  assert.deepEqual(await waits.wait(Promise.resolve(7), 1_000), { kind: 'done', value: 7 });
  await assert.rejects(waits.wait(Promise.reject(new Error('broken')), 1_000), /broken/);
  assert.equal(clock.waiting, 0);
});

test('says so when nothing comes in time', async () => {
  const clock = virtualClock();
  const waited = patience(clock).wait(NEVER, 1_000);
  await clock.advance(1_000);
  assert.deepEqual(await waited, { kind: 'late' });
});

test('what comes too late is nobody’s, also when it is an error', async () => {
  const clock = virtualClock();
  const task = Promise.withResolvers<number>();
  const waited = patience(clock).wait(task.promise, 1_000);
  await clock.advance(1_000);
  task.reject(new Error('too late to matter'));
  assert.deepEqual(await waited, { kind: 'late' });
});

test('ends every wait at once; only after closing does none begin', async () => {
  const clock = virtualClock();
  const waits = patience(clock);
  const both = [waits.wait(NEVER, 1_000), waits.wait(NEVER, 2_000)];
  waits.end();
  assert.deepEqual(await Promise.all(both), [{ kind: 'ended' }, { kind: 'ended' }]);
  assert.deepEqual(await waits.wait(Promise.resolve(1), 1_000), { kind: 'done', value: 1 });
  waits.close();
  const refused = Promise.reject(new Error('nobody waits'));
  assert.deepEqual(await waits.wait(refused, 1_000), { kind: 'ended' });
  assert.equal(clock.waiting, 0);
});
