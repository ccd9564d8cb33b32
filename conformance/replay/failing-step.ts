import type { ScenarioResult } from '../../src/report/results.ts';

export interface FailingStep {
  /** From 1; over all rows where an id has several. */
  readonly number: number;
  readonly text: string;
  readonly reason: string | undefined;
}

/**
 * The step at which a scenario broke; `undefined` when all were passed, also when a finding failed it afterwards. The
 * step of a scenario that fails nobody counts as skipped: it is the first that was not passed.
 */
export function failingStep({ steps, reason }: ScenarioResult): FailingStep | undefined {
  const failed = steps.findIndex(({ status }) => status === 'failed');
  const index = failed >= 0 ? failed : steps.findIndex(({ status }) => status !== 'passed');
  const step = steps[index];
  return step && { number: index + 1, text: step.text.trim(), reason: withoutNumbers(reason) };
}

/** Sequences of the journal and ids say nothing to who compares two runs. */
export function withoutNumbers(reason: string | undefined): string | undefined {
  return reason
    ?.replace(/ ?\(journal #[^)]*\)/g, '')
    .replace(/ ?\(#\d+(, [^)]*)?\)/g, '$1')
    .replace(/^\d+ of \d+ rows pass: /, '');
}
