import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readCsv } from '../../../src/wire/csv/read-csv.ts';

const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;

test('quoted fields are read as they were, whatever they hold, with the line of each record', () => {
  const table = fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 4 }));
  fc.assert(
    fc.property(table, fc.constantFrom('\n', '\r\n'), (rows, end) => {
      const text = rows.map((row) => row.map(quoted).join(',')).join(end);
      const read = readCsv(text);
      assert.ok(read.ok);
      assert.deepEqual(
        read.records.map(({ fields }) => fields),
        rows,
      );
    }),
  );
});

test('lines are counted through blank lines and line breaks in fields', () => {
  const read = readCsv('\ufeffa,b\n\n"c\r\nd",e\r\nf,\n');
  assert.ok(read.ok);
  assert.deepEqual(read.records, [
    { line: 1, fields: ['a', 'b'] },
    { line: 3, fields: ['c\r\nd', 'e'] },
    { line: 5, fields: ['f', ''] },
  ]);
});

test('a quote that has no end, or is followed by anything, is told by its line', () => {
  assert.deepEqual(readCsv('a,b\nc,"d'), { ok: false, line: 2, why: 'a quoted field has no end' });
  const after = readCsv('a\n"b"c');
  assert.ok(!after.ok && after.line === 2);
});

test('any text is read or refused', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.equal(typeof readCsv(text).ok, 'boolean');
    }),
  );
});
