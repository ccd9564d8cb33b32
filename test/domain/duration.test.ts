import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatDuration, parseDuration } from '../../src/domain/duration.ts';

const MINUTE = 60_000;

test('the durations of published contracts are read', () => {
  for (const [text, expected] of [
    ['PT4H10M', 250 * MINUTE],
    ['PT2H', 120 * MINUTE],
    ['PT391M', 391 * MINUTE],
    ['PT29H', 29 * 60 * MINUTE],
    ['PT61S', 61_000],
    ['PT1H30M', 90 * MINUTE],
    ['P7D', 7 * 24 * 60 * MINUTE],
    ['P1DT12H', 36 * 60 * MINUTE],
    ['PT0.25S', 250],
    ['PT0S', 0],
  ] as const) {
    assert.equal(parseDuration(text), expected, text);
  }
});

test('what is no duration, or has months that have no length, is not read', () => {
  for (const text of [
    '',
    'P',
    'PT',
    'P1DT',
    'P1M',
    'P1Y',
    '1H',
    'PT1H2',
    'PT-1H',
    '-PT1H',
    'pt1h',
    'PT1.5H',
  ]) {
    assert.equal(parseDuration(text), undefined, text);
  }
});

test('a duration is written in its usual form and read back the same', () => {
  assert.equal(formatDuration(250 * MINUTE), 'PT4H10M');
  assert.equal(formatDuration(0), 'PT0S');
  assert.equal(formatDuration(24 * 60 * MINUTE), 'P1D');
  assert.equal(formatDuration(61_001), 'PT1M1.001S');
  const property = fc.property(fc.nat(10 ** 12), (milliseconds) => {
    assert.equal(parseDuration(formatDuration(milliseconds)), milliseconds);
  });
  fc.assert(property);
});
