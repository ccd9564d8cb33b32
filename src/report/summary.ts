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

const WORDS: Readonly<Record<Verdict, string>> = {
  pass: 'passed',
  fail: 'failed',
  error: 'errors',
  skip: 'skipped',
  notApplicable: 'not applicable',
  report: 'reported',
};

/** `1 failed, 3 errors, 240 passed`: what there is none of is left out. */
export function countsInWords(summary: Summary): string {
  return WORST_FIRST.filter((verdict) => summary[verdict] > 0)
    .map((verdict) =>
      verdict === 'error' && summary.error === 1
        ? '1 error'
        : `${summary[verdict]} ${WORDS[verdict]}`,
    )
    .join(', ');
}

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
