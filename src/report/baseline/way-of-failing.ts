import type { ScenarioResult } from '../results.ts';
import type { KnownFailure } from './baseline.ts';

/** How a scenario failed, without what differs from run to run: ids, times, numbers of entries, how often. */
export interface WayOfFailing {
  readonly steps: readonly string[];
  readonly rules: readonly string[];
}

/** The steps that failed and the rules of severity `must` that were broken, each once and in order. */
export function wayOfFailing({
  steps,
  findings,
}: Pick<ScenarioResult, 'steps' | 'findings'>): WayOfFailing {
  const failed = steps.filter(({ status }) => status === 'failed').map(({ text }) => text);
  const broken = findings.filter(({ severity }) => severity === 'must').map(({ check }) => check);
  return { steps: sorted(failed), rules: sorted(broken) };
}

/** In words, in what a failure is another one than the known; `undefined` when it is the same. */
export function otherwiseThan(known: KnownFailure, scenario: ScenarioResult): string | undefined {
  const { steps, rules } = wayOfFailing(scenario);
  const told = [
    ...(known.verdict === scenario.verdict
      ? []
      : [`known is ${known.verdict}, it came to ${scenario.verdict}`]),
    ...differing('step', known.steps, steps, 'failed'),
    ...differing('rule', known.rules, rules, 'broken'),
  ];
  return told.length === 0 ? undefined : told.join('; ');
}

function differing(
  noun: string,
  known: readonly string[] | undefined,
  seen: readonly string[],
  verb: string,
): readonly string[] {
  if (known === undefined) return [];
  const more = seen.filter((each) => !known.includes(each));
  const less = sorted(known).filter((each) => !seen.includes(each));
  return [
    ...more.map((each) => `another ${noun} is ${verb}: ${each}`),
    ...less.map((each) => `a known ${noun} is not ${verb}: ${each}`),
  ];
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
