import { relative } from 'node:path';
import type { TimerHabit } from '../conformance/engine/duration-log.ts';
import { renderSummary } from '../src/report/render-summary.ts';
import type { RunResults } from '../src/report/results.ts';

/** What a run ends with: the verdicts, what was learnt of the system's timers, and where the reports lie. */
export function conformSummary(
  results: RunResults,
  habit: TimerHabit,
  written: readonly string[],
): string {
  const paths = written.map((path) => `  ${relative(process.cwd(), path) || path}`);
  return [renderSummary(results), timers(habit), 'Reports:', ...paths]
    .filter((part) => part !== undefined)
    .join('\n');
}

function timers(habit: TimerHabit): string | undefined {
  switch (habit) {
    case 'contract':
      return 'Timers: they follow the contract that SDS publishes (two waits compared).';
    case 'fixed':
      return (
        'Timers: HARD-CODED. Two waits with different contracts took the same time. Set "timers: fixed" in the\n' +
        'profile and give it the hook setClock, or judge timeouts by hand.'
      );
    case 'unknown':
      return undefined;
  }
}
