import assert from 'node:assert/strict';
import { compareRuns } from '../../src/report/compare-runs.ts';
import type { RunResults } from '../../src/report/results.ts';

/**
 * The results of shards together are those of the run in one process: the same ids with the same verdicts, reasons, steps,
 * rules, requirements and words of the baseline. May differ: when it was and how long it took, ids of messages and
 * conversations, numbers of journal entries and so the chain over them, and which answer of several right ones came first.
 */
export function assertSameResults(merged: RunResults, whole: RunResults): void {
  const { newlyFailing, newlyPassing, otherVerdict, otherReason, onlyBefore, onlyAfter, facts } =
    compareRuns(whole, merged);
  const told = [...newlyFailing, ...newlyPassing, ...otherVerdict, ...otherReason].map(
    ({ id, before, after }) =>
      `${id}: ${before.verdict}, ${before.reason}; in shards ${after.verdict}, ${after.reason}`,
  );
  assert.deepEqual(told, []);
  assert.deepEqual([onlyBefore, onlyAfter, facts], [[], [], []]);
  const essence = (results: RunResults) =>
    results.scenarios
      .map(({ id, title, feature, role, basis, requirements, verdict, steps, seed, baseline }) => ({
        ...{ id, title, feature, role, basis, requirements, verdict, seed, baseline },
        steps: steps.map(({ text, status }) => ({ text, status })),
      }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  assert.deepEqual(essence(merged), essence(whole));
  assert.deepEqual(merged.summary, whole.summary);
  assert.deepEqual(merged.requirements, whole.requirements);
  assert.deepEqual(merged.baseline, whole.baseline);
  assert.equal(merged.schemas, whole.schemas);
  assert.deepEqual(merged.notRun, whole.notRun);
}
