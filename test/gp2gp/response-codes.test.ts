import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countsAsIntegrated,
  normalizeResponseCode,
  RESPONSE_CODES,
  responseCode,
  responseText,
} from '../../src/gp2gp/response-codes.ts';

test('every code has two digits, a text and somebody who may send it', () => {
  assert.equal(RESPONSE_CODES.size, 24);
  for (const [code, row] of RESPONSE_CODES) {
    assert.match(code, /^\d\d$/);
    assert.equal(row.code, code);
    assert.ok(row.text.length > 5 && row.meaning.length > 10 && row.answers.length > 0);
  }
});

test('codes that MIM withdrew or no source knows are not in the table', () => {
  for (const code of ['03', '04', '05', '16', '22', '27'])
    assert.equal(responseCode(code), undefined);
});

test('a code is found in one digit or two', () => {
  assert.equal(responseCode('6')?.text, 'Patient not at surgery');
  assert.equal(responseCode(' 06 ')?.by, 'sender');
  assert.equal(normalizeResponseCode('E7'), 'E7');
});

test('an unknown code says that it is', () => {
  assert.equal(responseText('77'), 'Unrecognised code 77');
});

test('only no code and 15 mean that the record is in place', () => {
  const integrated = [...RESPONSE_CODES.keys()].filter(countsAsIntegrated);
  assert.deepEqual(integrated, ['15']);
  assert.ok(countsAsIntegrated(undefined));
});
