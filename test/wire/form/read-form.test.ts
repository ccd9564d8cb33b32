import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parameter, readForm } from '../../../src/wire/form/read-form.ts';

test('a form reads as it was written', () => {
  const fields = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), {
    maxKeys: 20,
  });
  fc.assert(
    fc.property(fields, (values) => {
      const written = new URLSearchParams(Object.entries(values)).toString();
      const form = readForm(written);
      assert.deepEqual([...form.values], Object.entries(values));
      assert.deepEqual(form.repeated, []);
    }),
  );
});

test('the first of a name counts, and that there were more is told', () => {
  const form = readForm('a=1&b=2&a=3&c=&a=4');
  assert.equal(parameter(form, 'a'), '1');
  assert.equal(parameter(form, 'c'), undefined);
  assert.equal(parameter(form, 'd'), undefined);
  assert.deepEqual(form.repeated, ['a']);
});

test('thousands of parameters are not all kept, and no text makes the reader throw', () => {
  const many = Array.from({ length: 5000 }, (_, at) => `p${at}=x`).join('&');
  assert.equal(readForm(many).values.size, 200);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      readForm(text);
    }),
  );
});
