import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { allPages, ROOT } from './pages.ts';
import { readPage } from './read-page.ts';

const pages = allPages();

test('every link within the repository leads to a page, and to a heading that is there', () => {
  const broken: string[] = [];
  for (const [file, page] of pages) {
    for (const { line, target } of page.links) {
      if (/^[a-z]+:/.test(target)) continue;
      const [path = '', anchor] = target.split('#');
      const to = path === '' ? file : normalize(join(dirname(file), path));
      const anchors = pages.get(to)?.anchors;
      const found = anchor === undefined || !to.endsWith('.md') || anchors?.has(anchor);
      if (!existsSync(join(ROOT, to)) || !found) broken.push(`${file}:${line}: ${target}`);
    }
  }
  assert.deepEqual(broken, []);
});

test('every page of docs is reached from its index', () => {
  const reached = new Set<string>();
  const todo = ['docs/README.md'];
  for (let file = todo.pop(); file; file = todo.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    for (const { target } of pages.get(file)?.links ?? []) {
      const to = normalize(join(dirname(file), target.split('#')[0] ?? ''));
      if (pages.has(to)) todo.push(to);
    }
  }
  const lost = [...pages.keys()].filter(
    (file) => file.startsWith('docs/') && !file.startsWith('docs/decisions/') && !reached.has(file),
  );
  assert.deepEqual(lost, []);
});

test('a page is taken apart: blocks with their marks, links, anchors', () => {
  const page = readPage(
    [
      ...['# A title, of sorts', 'See [this](b.md#c) and `[no](link.md)`.', ''],
      ...['<!-- not run: needs Docker -->', '```sh', 'docker ps', '```', '## A title, of sorts'],
    ].join('\n'),
  );
  assert.deepEqual([...page.anchors], ['a-title-of-sorts', 'a-title-of-sorts-1']);
  assert.deepEqual(page.links, [{ line: 2, target: 'b.md#c' }]);
  assert.deepEqual(page.blocks, [
    { line: 6, language: 'sh', text: 'docker ps', notRun: 'needs Docker' },
  ]);
});
