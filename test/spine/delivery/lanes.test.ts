import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openLanes, type Queued } from '../../../simulator/spine/delivery/lanes.ts';

interface Job extends Queued {
  readonly id: number;
}

/** Jobs that run until the test ends them. */
function scene(width: () => number) {
  const running = new Map<number, () => void>();
  const started: Job[] = [];
  const lanes = openLanes<Job>(width, (job) => {
    started.push(job);
    return new Promise<void>((resolve) => running.set(job.id, resolve));
  });
  const end = async (id: number) => {
    running.get(id)?.();
    running.delete(id);
    await new Promise<void>((resolve) => setImmediate(resolve));
  };
  return { lanes, running, started, end };
}

test('a slow lane holds up nobody else', async () => {
  const { lanes, started, end } = scene(() => 1);
  lanes.add({ lane: 'slow', key: 'a', id: 1 });
  for (const id of [2, 3, 4]) lanes.add({ lane: 'slow', key: `k${id}`, id });
  for (const id of [5, 6]) lanes.add({ lane: 'quick', key: `k${id}`, id });
  await end(5);
  await end(6);
  assert.deepEqual(
    started.map(({ id }) => id),
    [1, 5, 6],
  );
  assert.equal(lanes.size, 4);
});

test('a slow conversation leaves the other connections of its lane to others', async () => {
  const { lanes, started, end } = scene(() => 2);
  for (const id of [1, 2, 3]) lanes.add({ lane: 'one', key: 'slow', id });
  for (const id of [4, 5]) lanes.add({ lane: 'one', key: `k${id}`, id });
  await end(4);
  assert.deepEqual(
    started.map(({ id }) => id),
    [1, 4, 5],
  );
});

test('a width that grows is used from the next job on', async () => {
  let width = 1;
  const { lanes, running } = scene(() => width);
  for (const id of [1, 2, 3]) lanes.add({ lane: 'one', key: `k${id}`, id });
  assert.equal(running.size, 1);
  width = 4;
  lanes.add({ lane: 'one', key: 'k4', id: 4 });
  assert.equal(running.size, 4);
});

test('stop waits for what runs and leaves what waits', async () => {
  const { lanes, started, end } = scene(() => 1);
  lanes.add({ lane: 'one', key: 'a', id: 1 });
  lanes.add({ lane: 'one', key: 'b', id: 2 });
  let stopped = false;
  const stopping = lanes.stop().then(() => (stopped = true));
  await new Promise<void>((resolve) => setImmediate(resolve));
  assert.equal(stopped, false);
  await end(1);
  await stopping;
  lanes.add({ lane: 'two', key: 'c', id: 3 });
  assert.deepEqual(
    started.map(({ id }) => id),
    [1],
  );
});

test('stop with nothing running is over at once', async () => {
  await scene(() => 1).lanes.stop();
});

test('whatever comes: order within a key, the width kept, all of it run', async () => {
  const jobs = fc.array(
    fc.record({ lane: fc.constantFrom('x', 'y', 'z'), key: fc.constantFrom('a', 'b', 'c', 'd') }),
    { maxLength: 60 },
  );
  const property = fc.asyncProperty(
    jobs,
    fc.integer({ min: 1, max: 3 }),
    fc.infiniteStream(fc.nat()),
    async (queued, width, choices) => {
      const { lanes, running, started, end } = scene(() => width);
      const all = queued.map((job, id) => ({ ...job, id }));
      const waiting = [...all];
      while (waiting.length > 0 || running.size > 0) {
        const choice = choices.next().value ?? 0;
        if (waiting.length > 0 && (running.size === 0 || choice % 2 === 0)) {
          const next = waiting.shift();
          if (next) lanes.add(next);
        } else await end([...running.keys()][choice % running.size] ?? -1);
        for (const lane of ['x', 'y', 'z']) {
          const now = [...running.keys()].map((id) => all[id]).filter((job) => job?.lane === lane);
          assert.ok(now.length <= width, 'more at a time than the width');
          assert.equal(new Set(now.map((job) => job?.key)).size, now.length, 'a key runs twice');
        }
      }
      assert.equal(started.length, all.length);
      assert.equal(lanes.size, 0);
      for (const lane of ['x', 'y', 'z']) {
        for (const key of ['a', 'b', 'c', 'd']) {
          const of = ({ lane: l, key: k }: Job) => l === lane && k === key;
          assert.deepEqual(started.filter(of), all.filter(of));
        }
      }
    },
  );
  await fc.assert(property, { numRuns: 60 });
});

test('clearing forgets what waits, lets what runs end, and takes new jobs after it', async () => {
  const { lanes, started, end } = scene(() => 1);
  for (const id of [1, 2]) lanes.add({ lane: 'one', key: 'same', id });
  lanes.add({ lane: 'one', key: 'other', id: 3 });
  lanes.clear();
  assert.equal(lanes.size, 1);
  lanes.add({ lane: 'one', key: 'same', id: 4 });
  await end(1);
  await end(4);
  assert.deepEqual(
    started.map(({ id }) => id),
    [1, 4],
  );
  assert.equal(lanes.size, 0);
});
