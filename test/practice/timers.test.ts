import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extractWait, overallTimer, type TimerInputs } from '../../simulator/practice/timers.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-01-05T09:00:00Z');

function inputs(more: Partial<TimerInputs> = {}): TimerInputs {
  return {
    settings: {
      extractWeight: 1,
      partWeight: 1,
      capMs: undefined,
      scanMs: 0,
      extractWaitMs: 'contract',
      finalAcknowledgementWaitMs: 192 * HOUR,
    },
    extractPersistMs: 4 * HOUR + HOUR / 6,
    partPersistMs: 7 * HOUR,
    parts: 0,
    since: NOW,
    now: NOW,
    capMs: undefined,
    ...more,
  };
}

test('the overall timer is that of the worked example, with and without its cap', () => {
  const hours = (parts: number, capMs?: number) =>
    Math.round(((overallTimer(inputs({ parts, capMs })) ?? Number.NaN) / HOUR) * 100) / 100;
  assert.deepEqual(
    [0, 1, 3, 10].map((parts) => hours(parts)),
    [4.17, 11.17, 25.17, 74.17],
  );
  assert.equal(hours(10, 48 * HOUR), 48);
  assert.equal(hours(0, 48 * HOUR), 4.17);
});

test('what has passed since the extract is taken off, down to nothing', () => {
  assert.equal(overallTimer(inputs({ since: NOW - HOUR })), 3 * HOUR + HOUR / 6);
  assert.equal(overallTimer(inputs({ since: NOW - 100 * HOUR })), 0);
});

test('weights weigh, and a practice that looks now and then is late by as much', () => {
  const { settings } = inputs();
  const weighed = { ...settings, extractWeight: 2, partWeight: 0 };
  assert.equal(overallTimer(inputs({ settings: weighed, parts: 5 })), 8 * HOUR + HOUR / 3);
  const scanning = { ...settings, scanMs: 2 * HOUR };
  assert.equal(overallTimer(inputs({ settings: scanning })), 6 * HOUR);
});

test('without the durations of the contracts nothing times out', () => {
  assert.equal(overallTimer(inputs({ extractPersistMs: 0 })), undefined);
  assert.equal(overallTimer(inputs({ extractPersistMs: undefined })), undefined);
  assert.equal(overallTimer(inputs({ partPersistMs: 0, parts: 1 })), undefined);
  assert.equal(overallTimer(inputs({ partPersistMs: 0 })), 4 * HOUR + HOUR / 6);
  assert.equal(extractWait(inputs({ extractPersistMs: undefined })), undefined);
});

test('an extract is waited for as long as its contract says, or as long as is set', () => {
  assert.equal(extractWait(inputs()), 4 * HOUR + HOUR / 6);
  const { settings } = inputs();
  assert.equal(extractWait(inputs({ settings: { ...settings, extractWaitMs: HOUR } })), HOUR);
});
