import assert from 'node:assert/strict';
import { test } from 'node:test';
import { turnsByKey } from '../../simulator/mhs/turns.ts';

test('what has the same key is done one after the other, also after a failure; other keys do not wait', async () => {
  const inTurn = turnsByKey();
  const first = Promise.withResolvers<void>();
  const done: string[] = [];
  const failing = inTurn('a', async () => {
    await first.promise;
    done.push('a1');
    throw new Error('it failed');
  });
  const second = inTurn('a', async () => void done.push('a2'));
  await inTurn('b', async () => void done.push('b'));
  assert.deepEqual(done, ['b']);
  first.resolve();
  await assert.rejects(failing, /it failed/);
  await second;
  assert.deepEqual(done, ['b', 'a1', 'a2']);
  assert.equal(await inTurn('a', async () => 7), 7);
});
