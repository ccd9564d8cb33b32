import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareRuns } from '../../src/report/compare-runs.ts';
import type { ScenarioResult, Verdict } from '../../src/report/results.ts';
import { finding, results, scenario } from './specimen-results.ts';

const one = (verdict: Verdict, more: Partial<ScenarioResult> = {}) =>
  results([scenario('GP2GP-REQ-001', verdict, more)]);
const ids = (changed: readonly { readonly id: string }[]) => changed.map(({ id }) => id);

test('a run is the same as itself', () => {
  const run = results([scenario('A-1', 'pass'), scenario('A-2', 'fail'), scenario('A-3', 'skip')]);
  const { same, facts, ...changes } = compareRuns(run, run);
  assert.equal(same, 3);
  assert.deepEqual(facts, []);
  for (const [name, changed] of Object.entries(changes)) assert.deepEqual(changed, [], name);
});

test('what fails now and what passes now are told apart from any other change of verdict', () => {
  assert.equal(compareRuns(one('pass'), one('fail')).newlyFailing.length, 1);
  assert.equal(compareRuns(one('skip'), one('error')).newlyFailing.length, 1);
  assert.equal(compareRuns(one('fail'), one('pass')).newlyPassing.length, 1);
  assert.equal(compareRuns(one('error'), one('report')).newlyPassing.length, 1);
  assert.equal(compareRuns(one('fail'), one('error')).otherVerdict.length, 1);
  assert.equal(compareRuns(one('fail'), one('skip')).otherVerdict.length, 1);
  assert.equal(compareRuns(one('pass'), one('skip')).otherVerdict.length, 1);
});

test('ids, entries, times and sizes in a reason do not count; what it says does', () => {
  const told = (id: string, entry: number, ms: number) =>
    one('fail', { reason: `request ${id} (#${entry}) came after ${ms} ms, patient 999000${ms}` });
  const before = told('5B1E0A4C-0000-4000-8000-000000000001', 4, 1201);
  const again = told('5b1e0a4c-0000-4000-8000-0000000000ff', 177, 9804);
  assert.equal(compareRuns(before, again).same, 1);
  const { otherReason } = compareRuns(before, one('fail', { reason: 'no request came' }));
  assert.deepEqual(ids(otherReason), ['GP2GP-REQ-001']);
});

test('rules that only one of the two broke are named', () => {
  const before = one('fail', { reason: 'x', findings: [finding(1), finding(2)] });
  const after = one('fail', { reason: 'x', findings: [finding(9, { check: 'EBXML-HEADER-05' })] });
  const [changed] = compareRuns(before, after).otherReason;
  assert.deepEqual(changed?.findingsOnlyBefore, ['EBXML-MANIFEST-01 (must)']);
  assert.deepEqual(changed?.findingsOnlyAfter, ['EBXML-HEADER-05 (must)']);
});

test('scenarios of one run alone are told, and so is what else differs', () => {
  const before = results([scenario('A-1', 'pass'), scenario('A-2', 'pass')], { seed: 1 });
  const after = results([scenario('A-2', 'pass'), scenario('A-3', 'pass')], { seed: 2 });
  const changes = compareRuns(before, after);
  assert.deepEqual(ids(changes.onlyBefore), ['A-1']);
  assert.deepEqual(ids(changes.onlyAfter), ['A-3']);
  assert.deepEqual(changes.facts, [{ name: 'Seed', before: '1', after: '2' }]);
});

test('of an id in several rows the worst counts', () => {
  const before = results([scenario('A-1', 'pass'), scenario('A-1', 'pass')]);
  const after = results([scenario('A-1', 'fail'), scenario('A-1', 'pass')]);
  assert.deepEqual(ids(compareRuns(before, after).newlyFailing), ['A-1']);
});
