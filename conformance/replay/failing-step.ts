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

/** Whether two failures tell the same but for ids, numbers and digests, which are others in every run. */
export function sameTelling(one: string | undefined, other: string | undefined): boolean {
  return plain(one) === plain(other);
}

const VARYING =
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}|\bZ\d{5}(?:-\d+)?|\d{5,}|#\d+/gi;

function plain(reason: string | undefined): string {
  return (withoutNumbers(reason) ?? '').replace(VARYING, '…');
}
