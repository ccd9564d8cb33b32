import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '../../simulator/mhs/gate.ts';

test('a gate lets so many in at a time, in the order in which they came', async () => {
  const two = gate(2);
  const leaving = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
  const entered: number[] = [];
  let inside = 0;
  let most = 0;
  const done = leaving.map(({ promise }, index) =>
    two.pass(async () => {
      entered.push(index);
      most = Math.max(most, ++inside);
      await promise;
      inside -= 1;
      return index;
    }),
  );
  await Promise.resolve();
  assert.deepEqual(entered, [0, 1]);
  for (const { resolve } of leaving.toReversed()) resolve();
  assert.deepEqual(await Promise.all(done), [0, 1, 2, 3, 4]);
  assert.deepEqual(entered, [0, 1, 2, 3, 4]);
  assert.equal(most, 2);
});

test('who fails inside leaves the place to the next', async () => {
  const one = gate(1);
  const failing = one.pass(() => Promise.reject(new Error('no')));
  const next = one.pass(async () => 'in');
  await assert.rejects(failing, /no/);
  assert.equal(await next, 'in');
});
