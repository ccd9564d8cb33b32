import { createHash } from 'node:crypto';
import type { BaselineMark, RunResults, ScenarioResult } from '../results.ts';
import type { Baseline, KnownFailure } from './baseline.ts';
import { otherwiseThan } from './way-of-failing.ts';

/**
 * Results with what the baseline says of each scenario. Verdicts and their counts stay what they are: a known failure
 * is a failure, it is only not a new one. What an earlier baseline said is replaced.
 */
export function applyBaseline(results: RunResults, { failures }: Baseline): RunResults {
  const known = new Map(failures.map((failure) => [failure.id, failure]));
  const played = new Set(results.scenarios.map(({ id }) => id));
  return {
    ...results,
    scenarios: results.scenarios.map((scenario) => ({
      ...scenario,
      baseline: markOf(scenario, known.get(scenario.id)),
    })),
    baseline: {
      sha256: createHash('sha256').update(JSON.stringify(failures)).digest('hex'),
      entries: failures.length,
      notPlayed: failures.map(({ id }) => id).filter((id) => !played.has(id)),
    },
  };
}

/** The same results as if there had been no baseline. */
export function withoutBaseline(results: RunResults): RunResults {
  return {
    ...results,
    scenarios: results.scenarios.map((scenario) => ({ ...scenario, baseline: undefined })),
    baseline: undefined,
  };
}

function markOf(
  scenario: ScenarioResult,
  known: KnownFailure | undefined,
): BaselineMark | undefined {
  const bad = scenario.verdict === 'fail' || scenario.verdict === 'error';
  if (!known) return bad ? { status: 'new' } : undefined;
  const { since, note } = known;
  const facts = { since, ...(note !== undefined && { note }) };
  if (!bad) {
    const judged = scenario.verdict === 'pass' || scenario.verdict === 'report';
    return { status: judged ? 'fixed' : 'not-judged', ...facts };
  }
  const otherwise = otherwiseThan(known, scenario);
  return otherwise === undefined
    ? { status: 'known', ...facts }
    : { status: 'different', ...facts, otherwise };
}
