import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shiftTimes } from '../../conformance/replay/shift-times.ts';

const HOUR = 3_600_000;

test('the times of envelopes move in the form in which they are written, those of the content stay', () => {
  const text =
    '<eb:Timestamp>2026-11-26T23:30:00Z</eb:Timestamp><eb:TimeToLive>2026-11-26T23:59:59.123</eb:TimeToLive>' +
    '<creationTime value="20261126233000"/><effectiveTime value="20261126233000"/><creationTime value="20200101000000"/>';
  assert.equal(
    shiftTimes(text, HOUR),
    '<eb:Timestamp>2026-11-27T00:30:00Z</eb:Timestamp><eb:TimeToLive>2026-11-27T00:59:59.123</eb:TimeToLive>' +
      '<creationTime value="20261127003000"/><effectiveTime value="20261126233000"/><creationTime value="20200101000000"/>',
  );
});

test('what is no time stays as it was', () => {
  const text = '<eb:Timestamp>2026-99-99T99:99:99Z</eb:Timestamp><eb:Timestamp>soon</eb:Timestamp>';
  assert.equal(shiftTimes(text, HOUR), text);
});
