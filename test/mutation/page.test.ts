import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { planSuite } from '../../features/suite/plan-suite.ts';
import { KNOWN_BAD } from '../../simulator/known-bad/known-bad-variants.ts';
import { mutationPage } from './mutation-page.ts';

const ENOUGH = 64;
// Defects that software in use has had; each is known by a variant that repeats it.
const SHIPPED = [
  'equal-names-overwrite',
  'inline-breaks-the-merge',
  'not-decompressed',
  'acknowledgement-names-nothing',
  'file-name-ends-at-equals',
  'twenty-megabyte-ceiling',
  'merge-loses-what-comes-meanwhile',
  'timer-of-the-other-extract',
  'passing-fault-final',
  'waits-for-ever',
  'extract-not-well-formed',
  'compressed-parts-corrupted',
  'ninety-eight-at-most',
  'letters-mangled',
  'documents-dropped',
  'whole-uk07-skeleton-missed',
];

test('the page about systems that are wrong on purpose is the one that follows from them', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'mutation.md'), 'utf8');
  assert.equal(page, mutationPage(), 'write it again: npm run mutation -- --page');
});

test('every variant has a name of its own, and there are enough of them', () => {
  const names = KNOWN_BAD.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  assert.ok(names.length >= ENOUGH);
});

test('the defects that were shipped are among them', () => {
  const shipped = KNOWN_BAD.filter(({ origin }) => origin.startsWith('shipped'));
  const names = new Set(shipped.map(({ name }) => name));
  assert.deepEqual(
    SHIPPED.filter((name) => !names.has(name)),
    [],
  );
});

test('the scenarios that are to catch variants are in the suite', async () => {
  const planned = new Set((await planSuite({ tags: '' })).flatMap(({ ids }) => ids));
  const wanted = new Set(KNOWN_BAD.flatMap(({ caughtBy }) => [...caughtBy]));
  assert.deepEqual(
    [...wanted].filter((id) => !planned.has(id)),
    [],
  );
});
