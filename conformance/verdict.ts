import type { Basis, Verdict } from '../src/report/results.ts';

/** How a scenario came to its end, before its basis is looked at. */
export type Ending =
  | { readonly kind: 'through' }
  | { readonly kind: 'deviation'; readonly told: string; readonly weight: 'plain' | 'unsafe' }
  | { readonly kind: 'hook-missing'; readonly told: string }
  | { readonly kind: 'not-applicable'; readonly told: string }
  | { readonly kind: 'error'; readonly told: string };

/** A finding in a message of the system, with the basis of the check that made it. */
export interface JudgedFinding {
  readonly check: string;
  readonly basis: Basis;
  readonly severity: 'must' | 'should' | 'note';
  readonly message: string;
  readonly sequence: number;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** One line: why it is no pass; of a pass, what was warned of, or which answer was chosen. */
  readonly reason: string | undefined;
}

export interface Heard {
  readonly basis: Basis;
  readonly ending: Ending;
  readonly findings: readonly JudgedFinding[];
  /** Which of several right answers the system gave. */
  readonly chosen: readonly string[];
  /** Departures that fail nobody. */
  readonly warnings: readonly string[];
}

/**
 * What a scenario comes to (gp2gp 6): N and P fail on a departure; A fails when none of the answers that are
 * listed occurs, or the outcome is unsafe; I is reported. A finding counts by the basis of its own check: `must` of N
 * and P fails whatever the scenario was about, A warns, I is only listed.
 */
export function verdictOf({ basis, ending, findings, chosen, warnings }: Heard): Judgement {
  switch (ending.kind) {
    case 'error':
      return { verdict: 'error', reason: ending.told };
    case 'hook-missing':
      return { verdict: 'skip', reason: ending.told };
    case 'not-applicable':
      return { verdict: 'notApplicable', reason: ending.told };
    case 'deviation':
      // An inference of ours fails nobody by itself.
      return { verdict: basis === 'I' ? 'report' : 'fail', reason: ending.told };
    case 'through': {
      const broken = findings.filter(({ severity }) => severity === 'must');
      const breach = broken.find((each) => each.basis === 'N' || each.basis === 'P');
      if (breach) {
        const more = broken.length > 1 ? `, and ${broken.length - 1} more` : '';
        return { verdict: 'fail', reason: `${told(breach)}${more}` };
      }
      const warned = [...warnings, ...broken.filter((each) => each.basis === 'A').map(told)];
      const parts = [
        ...(chosen.length > 0 ? [chosen.join('; ')] : []),
        ...(warned.length > 0 ? [`warned: ${[...new Set(warned)].join('; ')}`] : []),
      ];
      return { verdict: 'pass', reason: parts.length > 0 ? parts.join('; ') : undefined };
    }
  }
}

function told({ check, message, sequence }: JudgedFinding): string {
  return `${check}: ${message} (journal #${sequence})`;
}

const WORST: readonly Verdict[] = ['fail', 'error', 'report', 'skip', 'notApplicable', 'pass'];

/** The one verdict of an id that is carried by several rows: the worst, so that no row hides another. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  return WORST.find((each) => verdicts.includes(each)) ?? 'pass';
}

export const EXIT_CODES = { passed: 0, failures: 1, ourError: 2, badConfiguration: 3 } as const;

/** The exit code of a run: nothing judged is never a success. */
export function exitCodeOf(verdicts: readonly Verdict[], chosen: number): number {
  if (chosen === 0) return EXIT_CODES.badConfiguration;
  if (verdicts.includes('fail')) return EXIT_CODES.failures;
  if (verdicts.includes('error') || verdicts.length < chosen) return EXIT_CODES.ourError;
  // All skipped or not applicable: nothing was shown, which is a matter of the profile.
  const judged = verdicts.some((each) => each === 'pass' || each === 'report');
  return judged ? EXIT_CODES.passed : EXIT_CODES.badConfiguration;
}
