import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coverageBook } from '../../../simulator/pds/fhir/coverage-book.ts';
import { answered } from '../../../simulator/pds/fhir/outcome.ts';
import { rateLimiter } from '../../../simulator/pds/fhir/rate-limiter.ts';
import { repeatedRequests } from '../../../simulator/pds/fhir/repeated-requests.ts';

test('repeated requests are known by client, id, path and body, the latest two thousand of them', () => {
  const book = repeatedRequests();
  const key = (at: number) => ({
    ...{ client: 'a', requestId: `R-${at}`, method: 'PATCH', path: '/Patient/1' },
    body: Buffer.from('{}'),
  });
  for (let at = 0; at <= 2000; at++) book.keep(key(at), answered(`${at}`, {}));
  assert.equal(book.find(key(0)), undefined);
  assert.equal(book.find({ ...key(1), requestId: 'r-1' })?.result, '1', 'case does not count');
  assert.equal(book.find(key(2000))?.result, '2000');
  for (const other of [
    { client: 'b' },
    { path: '/Patient/2' },
    { method: 'POST' },
    { body: Buffer.from('[]') },
  ])
    assert.equal(book.find({ ...key(2000), ...other }), undefined);
});

test('every client has its own second', () => {
  const rate = rateLimiter();
  const at = new Date('2026-01-05T09:00:00.900Z');
  assert.ok(rate.admit('a', 1, at));
  assert.ok(!rate.admit('a', 1, at));
  assert.ok(rate.admit('b', 1, at));
  assert.ok(rate.admit('a', 1, new Date('2026-01-05T09:00:01.000Z')));
  for (let count = 0; count < 100; count++) assert.ok(rate.admit('c', 0, at));
});

test('health insurance cards are kept for the latest ten thousand', () => {
  const book = coverageBook();
  for (let at = 0; at <= 10_000; at++) book.put(String(at), { at });
  assert.equal(book.of('0'), undefined);
  book.put('1', { at: 'again' });
  book.put('new', {});
  assert.deepEqual(book.of('1'), { at: 'again' });
  assert.equal(book.of('2'), undefined);
});
