import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { RULES } from '../../src/checks/catalogue.ts';
import { checkLines, checkPages } from '../../src/report/check-pages.ts';
import { exampleOf } from '../specimens/example-of.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'checks');

test('docs/checks says what the checks say (npm run docs:checks writes it anew)', () => {
  const pages = checkPages(exampleOf);
  assert.deepEqual(readdirSync(FOLDER).toSorted(), [...pages.keys()].toSorted());
  for (const [file, text] of pages) {
    const kept = readFileSync(join(FOLDER, file), 'utf8').replaceAll('\r\n', '\n');
    assert.equal(kept, text, `${file} is stale`);
  }
});

test('every check stands on a page with its advice and an example', () => {
  const text = [...checkPages(exampleOf).values()].join('\n');
  for (const { id, advice } of RULES) {
    assert.ok(text.includes(`## ${id}\n`), id);
    assert.ok(text.includes(advice), id);
    assert.ok(exampleOf(id), `${id} has no example`);
  }
});

test('the list for the command line has every check in one line', () => {
  const lines = checkLines().split('\n');
  for (const { id, title } of RULES) {
    const own = lines.filter((line) => line.trimStart().startsWith(`${id} `));
    assert.equal(own.length, 1, id);
    assert.ok(own[0]?.includes(title));
  }
});
