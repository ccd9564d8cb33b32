import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readYaml } from '../../src/platform/yaml.ts';

test('gives plain values and the line of each of them', () => {
  const reading = readYaml('rules:\n  - name: first\n    when:\n      fromParty: Z99001-123456\n');

  assert.deepEqual(reading.problems, []);
  assert.deepEqual(reading.value, {
    rules: [{ name: 'first', when: { fromParty: 'Z99001-123456' } }],
  });
  assert.deepEqual(reading.lineOf(['rules', 0, 'when', 'fromParty']), { line: 4, column: 18 });
  assert.deepEqual(reading.keyLineOf(['rules', 0, 'when', 'fromParty']), { line: 4, column: 7 });
  assert.equal(reading.lineOf(['rules', 1]), undefined);
  assert.equal(reading.lineOf(['rules', 0, 'name', 'deeper']), undefined);
});

test('places an empty value at its key and follows an alias to its anchor', () => {
  const reading = readYaml('base: &base\n  port: 4001\nspine: *base\nempty:\n');

  assert.deepEqual(reading.value, { base: { port: 4001 }, spine: { port: 4001 }, empty: null });
  assert.deepEqual(reading.lineOf(['empty']), { line: 4, column: 1 });
  assert.deepEqual(reading.lineOf(['spine', 'port']), { line: 2, column: 9 });
});

test('reports broken YAML as a problem with its place, and gives no value', () => {
  const reading = readYaml('a: 1\nb: [1, 2\nc: 3\n');

  assert.equal(reading.value, undefined);
  assert.equal(reading.problems[0]?.severity, 'error');
  assert.ok((reading.problems[0]?.line ?? 0) >= 2);
});

test('refuses a key written twice, naming the line of the second', () => {
  const [problem] = readYaml('port: 1\nport: 2\n').problems;

  assert.match(problem?.message ?? '', /unique/i);
  assert.equal(problem?.line, 2);
});

test('refuses an alias that would grow without bound', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef']) {
    bomb.push(`${to}: &${to} [${Array(9).fill(`*${from}`).join(', ')}]`);
  }
  const reading = readYaml(`${bomb.join('\n')}\n`);

  assert.equal(reading.value, undefined);
  assert.match(reading.problems[0]?.message ?? '', /alias/i);
});
