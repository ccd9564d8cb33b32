import type { ScenarioResult } from '../../src/report/results.ts';
import { differenceInMessages } from './difference-in-messages.ts';
import { failingStep } from './failing-step.ts';

/**
 * What a replay came to. `reproduced`: the same verdict, at the same step, by the same rules, after the same
 * messages. `not-reproduced`: the scenario passes now. `different`: it fails in another way. `not-played`: nothing can be said
 * of it, because it is skipped or not applicable, or because of an error that is not the system's.
 */
export type ReplayOutcome = 'reproduced' | 'different' | 'not-reproduced' | 'not-played';

export interface Comparison {
  readonly outcome: ReplayOutcome;
  /** The first thing that is not as it was, a sentence; `undefined` when it is reproduced. */
  readonly difference: string | undefined;
}

/** Compares two playings of one scenario by what a person would compare. Pure. */
export function compareResults(then: ScenarioResult, now: ScenarioResult): Comparison {
  const difference = firstDifference(then, now);
  if (difference === undefined) return { outcome: 'reproduced', difference };
  const { verdict } = now;
  if (verdict === then.verdict) return { outcome: 'different', difference };
  if (verdict === 'pass') return { outcome: 'not-reproduced', difference };
  const judged = verdict === 'fail' || verdict === 'report';
  return { outcome: judged ? 'different' : 'not-played', difference };
}

function firstDifference(then: ScenarioResult, now: ScenarioResult): string | undefined {
  if (UNJUDGED.has(now.verdict) && now.verdict !== then.verdict) {
    return `then the verdict was ${then.verdict}, now it is ${now.verdict}: ${now.reason ?? 'no reason is given'}`;
  }
  const inSteps = differenceInSteps(then, now);
  // How a failure came about says more than where it shows, when the steps are what differs.
  const inMessages = differenceInMessages(then, now);
  if (inSteps !== undefined) return [inSteps, ...(inMessages ? [inMessages] : [])].join('; ');
  if (then.verdict !== now.verdict) {
    const why = now.reason === undefined ? '' : `: ${now.reason}`;
    const rules = differenceInRules(then, now);
    return `then the verdict was ${then.verdict}, now it is ${now.verdict}${why}${rules ? `; ${rules}` : ''}`;
  }
  return inMessages ?? differenceInRules(then, now);
}

const UNJUDGED: ReadonlySet<string> = new Set(['skip', 'notApplicable', 'error']);

function differenceInSteps(then: ScenarioResult, now: ScenarioResult): string | undefined {
  const [was, is] = [failingStep(then), failingStep(now)];
  if (was?.number === is?.number) return undefined;
  const first = !is || (was && was.number < is.number) ? was : is;
  const [before, after] = first === was ? ['failed', 'is passed'] : ['was passed', 'fails'];
  return (
    `step ${first?.number} "${first?.text}": then it ${before}${told(first === was ? was : undefined)}, ` +
    `now it ${after}${told(first === is ? is : undefined)}`
  );
}

function told(step: { readonly reason: string | undefined } | undefined): string {
  return step?.reason === undefined ? '' : ` (${step.reason})`;
}

function differenceInRules(then: ScenarioResult, now: ScenarioResult): string | undefined {
  const [were, are] = [rulesOf(then), rulesOf(now)];
  const gone = [...were].filter((rule) => !are.has(rule));
  const fresh = [...are].filter((rule) => !were.has(rule));
  if (gone.length > 0) return `finding ${gone[0]} only then${more(gone.length)}`;
  if (fresh.length > 0) return `finding ${fresh[0]} only now${more(fresh.length)}`;
  return undefined;
}

function rulesOf({ findings }: ScenarioResult): ReadonlySet<string> {
  return new Set(findings.filter(({ severity }) => severity !== 'note').map(({ check }) => check));
}

function more(count: number): string {
  return count > 1 ? `, and ${count - 1} more` : '';
}
