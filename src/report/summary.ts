import type { ScenarioResult, Summary, Verdict } from './results.ts';
import { VERDICTS } from './results.ts';

/** How many scenarios came to each verdict. */
export function summaryOf(scenarios: readonly Pick<ScenarioResult, 'verdict'>[]): Summary {
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<
    Verdict,
    number
  >;
  for (const { verdict } of scenarios) counts[verdict]++;
  return counts;
}

/** As people read them. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  pass: 'passed',
  fail: 'failed',
  error: 'errors',
  skip: 'skipped',
  notApplicable: 'not applicable',
  report: 'reported',
};

/** What a reader must look at first comes first. */
export const WORST_FIRST: readonly Verdict[] = [
  'fail',
  'error',
  'report',
  'skip',
  'pass',
  'notApplicable',
];

/**
 * One verdict for several: what failed is never hidden, and what was passed counts only beside what was not
 * left out. `undefined` for none.
 */
export function worstOf(verdicts: readonly Verdict[]): Verdict | undefined {
  return WORST_FIRST.find((each) => verdicts.includes(each));
}
