import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDeliverer } from '../../../simulator/spine/delivery/deliverer.ts';
import type { Delivery } from '../../../simulator/spine/delivery/delivery.ts';
import type { Journal } from '../../../src/journal/journal.ts';
import { virtualClock } from '../../../src/platform/clock.ts';
import type { HttpClient, HttpOutcome } from '../../../src/platform/http-client.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { ACCEPTED_AT, delivery, MINUTE } from './delivery-specimen.ts';

const FAILED: HttpOutcome = { failed: 'refused', message: 'nobody listens' };

/** A deliverer whose network and journal are the test's: what goes out is answered when the test says so. */
function scene(keepAtHand: number) {
  const clock = virtualClock(new Date(ACCEPTED_AT));
  const posted: string[] = [];
  const answers: ((outcome: HttpOutcome) => void)[] = [];
  const reloaded: number[] = [];
  const recorded: string[] = [];
  const known = new Map<number, Delivery>();
  const client: HttpClient = {
    post(url) {
      posted.push(url);
      return new Promise((resolve) => answers.push(resolve));
    },
    close: async () => {},
  };
  // Only what a deliverer uses of a journal.
  const journal = {
    append: async ({ summary }: { summary: string }) => recorded.push(summary),
    readBody: async () => Buffer.alloc(0),
  } as unknown as Journal;
  const deliverer = openDeliverer({
    journal,
    client,
    clock,
    logger: silentLogger,
    width: () => 1,
    keepAtHand,
    reload: async (sequence) => {
      reloaded.push(sequence);
      return known.get(sequence);
    },
    onGivenUp: async () => {},
  });
  const add = (sequence: number) => {
    const one = delivery({
      sequence,
      work: `forward:${sequence}`,
      endpoint: `https://localhost:1/${sequence}`,
      attempts: 0,
    });
    known.set(sequence, one);
    deliverer.add(one);
  };
  const settle = async () => {
    for (let turns = 0; turns < 5; turns++) await new Promise<void>((go) => setImmediate(go));
  };
  const answer = async (outcome: HttpOutcome) => {
    await settle();
    const next = answers.shift();
    assert.ok(next, 'nothing was posted that could be answered');
    next(outcome);
    await settle();
  };
  return { deliverer, clock, add, answer, posted, reloaded, recorded };
}

const TAKEN: HttpOutcome = { status: 202, headers: [], body: Buffer.alloc(0), truncated: false };

test('deliveries beyond those at hand are made again from the journal, in their order', async () => {
  const { deliverer, add, answer, posted, reloaded } = scene(2);
  for (const sequence of [1, 2, 3, 4]) add(sequence);
  for (let sent = 0; sent < 4; sent++) await answer(TAKEN);
  assert.deepEqual(
    posted.map((url) => url.slice(-1)),
    ['1', '2', '3', '4'],
  );
  assert.deepEqual(reloaded, [3, 4]);
  assert.equal(deliverer.pending, 0);
});

test('a retry is made again from the journal with the attempts that were made', async () => {
  const { clock, add, answer, posted, reloaded, recorded } = scene(10);
  add(1);
  await answer(FAILED);
  assert.equal(posted.length, 1);
  await clock.advance(120 * MINUTE);
  await answer(TAKEN);
  assert.equal(posted.length, 2);
  assert.deepEqual(reloaded, [1]);
  assert.match(recorded.at(-1) ?? '', /attempt 2: accepted/);
});

test('clearing forgets what waits for its turn and for a retry', async () => {
  const { deliverer, clock, add, answer, posted } = scene(10);
  add(1);
  await answer(FAILED);
  add(2);
  add(3);
  deliverer.clear();
  assert.equal(deliverer.pending, 1);
  await answer(TAKEN);
  await clock.advance(1000 * MINUTE);
  assert.equal(deliverer.pending, 0);
  assert.equal(posted.length, 2);
});
