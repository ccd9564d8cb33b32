import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTimestamp, writeTimestamp } from '../../../src/wire/ebxml/timestamp.ts';

for (const [text, iso, codes] of [
  ['2015-06-08T14:08:30Z', '2015-06-08T14:08:30.000Z', []],
  [' 2015-06-08T14:08:30.5Z ', '2015-06-08T14:08:30.500Z', []],
  ['2015-06-08T14:08:30', '2015-06-08T14:08:30.000Z', ['ebxml.timestamp-without-zone']],
  ['2020-02-12T11:35:19.4286696Z', '2020-02-12T11:35:19.428Z', ['ebxml.timestamp-fraction']],
  ['2020-07-01T11:35:19+01:00', '2020-07-01T10:35:19.000Z', ['ebxml.timestamp-zone']],
  ['2020-01-01T00:15:00-0130', '2020-01-01T01:45:00.000Z', ['ebxml.timestamp-zone']],
] as const) {
  test(`reads ${text.trim()}`, () => {
    const reading = parseTimestamp(text);
    assert.ok(reading.ok);
    assert.equal(new Date(reading.value).toISOString(), iso);
    assert.deepEqual(
      reading.deviations.map(({ code }) => code),
      codes,
    );
  });
}

for (const text of [
  '',
  'now',
  '2026-02-30T00:00:00Z',
  '2026-01-01T24:00:01Z',
  '2026-01-01T23:59:60Z',
  '2026-01-01T23:60:00Z',
  '2026-13-01T00:00:00Z',
  '2026-00-01T00:00:00Z',
  '2026-01-00T00:00:00Z',
  '0099-01-01T00:00:00Z',
  '20260101T000000Z',
]) {
  test(`refuses ${JSON.stringify(text)}`, () => {
    assert.equal(parseTimestamp(text).ok, false);
  });
}

test('writes the second that has begun, in UTC', () => {
  assert.equal(writeTimestamp(new Date('2026-03-01T09:15:01.999Z')), '2026-03-01T09:15:01Z');
});
