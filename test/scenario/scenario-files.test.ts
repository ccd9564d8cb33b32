import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { readScenario } from '../../src/scenario/read-scenario.ts';

const FOLDER = join(import.meta.dirname, '../../scenarios');
const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.yaml'),
);

test('every scenario file that comes with the product can be read', () => {
  assert.ok(FILES.length >= 8);
  const problems: string[] = [];
  for (const name of FILES) {
    try {
      readScenario(readFileSync(join(FOLDER, name), 'utf8'), name);
    } catch (error) {
      problems.push(String(error));
    }
  }
  assert.deepEqual(problems, []);
});

test('no two of them have one name, by which they are asked for', () => {
  const names = FILES.map((name) => basename(name.replaceAll('\\', '/')));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  assert.deepEqual(twice, []);
});
