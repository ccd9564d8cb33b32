import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { oneLine } from '../../src/journal/one-line.ts';

test('what a peer called itself makes one line of a summary, and steers no terminal', () => {
  assert.equal(
    oneLine('from a\r\nb\u001b[2J\u0085c\u2029d\u202ee: f\u00fcr \ud83d\ude00'),
    'from a b [2J c d e: f\u00fcr \ud83d\ude00',
  );
  assert.equal(oneLine('x'.repeat(10_000)), `${'x'.repeat(500)}...`);
});

test('no text makes two lines, and plain text stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      assert.doesNotMatch(oneLine(text), /[\p{Cc}\u2028\u2029]/u);
      if (/^[ -~]*$/.test(text)) assert.equal(oneLine(text), text);
    }),
  );
});
