import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jumpingClock, systemClock, virtualClock } from '../../src/platform/clock.ts';

const START = new Date('2026-01-05T09:00:00Z');

test('a virtual clock stands still until it is moved', async () => {
  const clock = virtualClock(START);
  assert.equal(clock.now().getTime(), START.getTime());
  await clock.advance(1500);
  assert.equal(clock.now().getTime(), START.getTime() + 1500);
});

test('tasks run in the order in which they fall due, each at its own time', async () => {
  const clock = virtualClock(START);
  const ran: [string, number][] = [];
  const note = (name: string) => () => {
    ran.push([name, clock.now().getTime() - START.getTime()]);
  };
  clock.after(300, note('c'));
  clock.after(100, note('a'));
  clock.after(100, note('b'));
  clock.after(301, note('too late'));
  assert.equal(clock.waiting, 4);
  await clock.advance(300);
  assert.deepEqual(ran, [
    ['a', 100],
    ['b', 100],
    ['c', 300],
  ]);
  assert.equal(clock.waiting, 1);
});

test('what a task arms falls due in the same advance', async () => {
  const clock = virtualClock(START);
  const at: number[] = [];
  const again = () => {
    at.push(clock.now().getTime() - START.getTime());
    if (at.length < 3) clock.after(50, again);
  };
  clock.after(50, again);
  await clock.advance(149);
  assert.deepEqual(at, [50, 100]);
  await clock.advance(1);
  assert.deepEqual(at, [50, 100, 150]);
});

test('a cancelled task does not run, cancelled before or between', async () => {
  const clock = virtualClock(START);
  const ran: string[] = [];
  const second = clock.after(20, () => ran.push('second'));
  clock.after(10, () => {
    ran.push('first');
    second.cancel();
  });
  clock.after(5, () => ran.push('never')).cancel();
  await clock.advance(100);
  assert.deepEqual(ran, ['first']);
});

test('a negative delay is none', async () => {
  const clock = virtualClock(START);
  let ran = false;
  clock.after(-5, () => (ran = true));
  await clock.advance(0);
  assert.equal(ran, true);
});

test('the machine’s clock runs tasks, unless they are cancelled', async () => {
  const clock = systemClock();
  const keepAlive = setTimeout(() => {}, 5_000);
  let cancelled = false;
  clock.after(1, () => (cancelled = true)).cancel();
  await new Promise<void>((resolve) => clock.after(5, resolve));
  clearTimeout(keepAlive);
  assert.equal(cancelled, false);
  assert.ok(Math.abs(clock.now().getTime() - Date.now()) < 1_000);
});

test('a wait of more than 24.8 days is made of several, and can be cancelled in each', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const longest = 2 ** 31 - 1;
  const clock = systemClock();
  const ran: string[] = [];
  clock.after(2 * longest + 5, () => ran.push('late'));
  const other = clock.after(2 * longest, () => ran.push('cancelled'));
  context.mock.timers.tick(longest);
  other.cancel();
  context.mock.timers.tick(longest);
  assert.deepEqual(ran, []);
  context.mock.timers.tick(5);
  assert.deepEqual(ran, ['late']);
});

test('a jumping clock goes with the one below it', async () => {
  const below = virtualClock(START);
  const clock = jumpingClock(below);
  const ran: number[] = [];
  clock.after(100, () => ran.push(clock.now().getTime() - START.getTime()));
  clock.after(50, () => ran.push(-1)).cancel();
  await below.advance(100);
  assert.deepEqual(ran, [100]);
  assert.equal(below.waiting, 0);
});

test('a jump runs what falls due in order, each at its own time, and what that arms', async () => {
  const clock = jumpingClock(virtualClock(START));
  const ran: [string, number][] = [];
  const note = (name: string) => ran.push([name, clock.now().getTime() - START.getTime()]);
  clock.after(300, () => note('b'));
  clock.after(100, () => {
    note('a');
    clock.after(150, () => note('armed by a'));
  });
  clock.after(1_001, () => note('too late'));
  await clock.advance(1_000);
  assert.deepEqual(ran, [
    ['a', 100],
    ['armed by a', 250],
    ['b', 300],
  ]);
  assert.equal(clock.now().getTime(), START.getTime() + 1_000);
});

test('what is left after a jump waits for the rest of its time alone', async () => {
  const below = virtualClock(START);
  const clock = jumpingClock(below);
  const ran: number[] = [];
  clock.after(1_000, () => ran.push(clock.now().getTime() - START.getTime()));
  await clock.advance(900);
  await below.advance(99);
  assert.deepEqual(ran, []);
  await below.advance(1);
  assert.deepEqual(ran, [1_000]);
});

test('a jump over a task that another task cancels does not run it', async () => {
  const clock = jumpingClock(virtualClock(START));
  const ran: string[] = [];
  const second = clock.after(20, () => ran.push('second'));
  clock.after(10, () => {
    ran.push('first');
    second.cancel();
  });
  await clock.advance(100);
  assert.deepEqual(ran, ['first']);
});
