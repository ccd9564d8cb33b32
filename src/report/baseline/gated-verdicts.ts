import type { ScenarioResult, Verdict } from '../results.ts';

/**
 * Verdicts as they count for the end of a build: a known failure fails nobody, like what is reported; with `strict`, one
 * that is fixed and still in the baseline fails.
 */
export function gatedVerdicts(
  scenarios: readonly Pick<ScenarioResult, 'verdict' | 'baseline'>[],
  strict = false,
): readonly Verdict[] {
  return scenarios.map(({ verdict, baseline }) => {
    if (baseline?.status === 'known') return 'report';
    return strict && baseline?.status === 'fixed' ? 'fail' : verdict;
  });
}
