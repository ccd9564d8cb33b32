import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { authorityName, isKnownCipher, linkCodeOf } from '../../src/nhais/authority-codes.ts';
import {
  compareSequence,
  nextSequence,
  nextTransactionNumber,
  writeSequence,
} from '../../src/nhais/numbers.ts';
import { operationId } from '../../src/nhais/operation-id.ts';
import { isDay, isMoment, ukLocalTime } from '../../src/nhais/uk-local-time.ts';

test('N14 after 99999999 comes 1, not 0; after transaction 9999999 too', () => {
  assert.equal(nextSequence(99_999_998), 99_999_999);
  assert.equal(nextSequence(99_999_999), 1);
  assert.equal(nextTransactionNumber(9_999_999), 1);
  assert.equal(nextTransactionNumber(41), 42);
  assert.equal(writeSequence(1), '00000001');
  assert.deepEqual(compareSequence(99_999_999, 1), { kind: 'next', missing: 0 });
});

test('a number that came is the next one, the same again, one after a gap, or one from before', () => {
  assert.deepEqual(compareSequence(undefined, 7), { kind: 'first', missing: 0 });
  assert.deepEqual(compareSequence(41, 42), { kind: 'next', missing: 0 });
  assert.deepEqual(compareSequence(41, 41), { kind: 'repeated', missing: 0 });
  assert.deepEqual(compareSequence(41, 45), { kind: 'gap', missing: 3 });
  assert.deepEqual(compareSequence(99_999_998, 2), { kind: 'gap', missing: 2 });
  assert.deepEqual(compareSequence(41, 39), { kind: 'behind', missing: 0 });
  assert.deepEqual(compareSequence(2, 99_999_998), { kind: 'behind', missing: 0 });
});

test('N26 the link code of KC is KC01, of LDS it is LDS1', () => {
  assert.deepEqual(['KC', 'LDS', 'SO', 'XX1'].map(linkCodeOf), ['KC01', 'LDS1', 'SO01', 'XX11']);
  assert.equal(authorityName('KC'), 'Kent');
  assert.deepEqual(['QQ', '', 'toString', 'kc', '__proto__'].filter(isKnownCipher), []);
});

test('N27 a moment of British summer time is written as the local one', () => {
  assert.deepEqual(ukLocalTime(new Date('2026-06-10T23:38:00Z')), {
    date: '260611',
    time: '0038',
    moment: '202606110038',
    day: '20260611',
  });
  assert.equal(ukLocalTime(new Date('2026-01-10T23:38:00Z')).moment, '202601102338');
  // The hours around the change: 01:00 UTC on the last Sunday of March.
  assert.equal(ukLocalTime(new Date('2026-03-29T00:59:00Z')).time, '0059');
  assert.equal(ukLocalTime(new Date('2026-03-29T01:00:00Z')).time, '0200');
  assert.equal(ukLocalTime(new Date('2026-03-11T00:00:00Z')).time, '0000');
});

test('days and moments that there are not are none', () => {
  assert.deepEqual(['20240229', '20260229', '20261301', '2026030', ''].map(isDay), [
    true,
    false,
    false,
    false,
    false,
  ]);
  assert.deepEqual(['202603122359', '202603122400', '20260312'].map(isMoment), [
    true,
    false,
    false,
  ]);
});

test('an adaptor knows a transaction by the digest of trading partner and number', () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  assert.equal(operationId('TES5', 13, sha256), sha256('TES513'));
  assert.notEqual(operationId('TES5', 13, sha256), operationId('TES5', 14, sha256));
});
