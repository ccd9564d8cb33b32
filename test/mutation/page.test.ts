import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { planSuite } from '../../features/suite/plan-suite.ts';
import { KNOWN_BAD } from '../../simulator/known-bad/known-bad-variants.ts';
import { mutationPage } from './mutation-page.ts';

const ENOUGH = 60;
const SHIPPED = 16;

test('the page about systems that are wrong on purpose is the one that follows from them', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'mutation.md'), 'utf8');
  assert.equal(page, mutationPage(), 'write it again: npm run mutation -- --page');
});

test('every variant has a name of its own, and enough of them are defects that were shipped', () => {
  const names = KNOWN_BAD.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  assert.ok(names.length >= ENOUGH);
  const shipped = KNOWN_BAD.filter(({ origin }) => origin.startsWith('shipped'));
  assert.ok(shipped.length >= SHIPPED, `${shipped.length} of ${SHIPPED}`);
});

test('the scenarios that are to catch variants are in the suite', async () => {
  const planned = JSON.stringify(await planSuite({ tags: '' }));
  const wanted = new Set(KNOWN_BAD.flatMap(({ caughtBy }) => [...caughtBy]));
  assert.deepEqual(
    [...wanted].filter((id) => !planned.includes(id)),
    [],
  );
});
