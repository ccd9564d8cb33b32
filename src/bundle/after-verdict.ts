import type { Problem } from '../explain/problem.ts';
import type { Entry } from '../journal/entry.ts';
import type { ScenarioResult } from '../report/results.ts';

/** A problem as `problems.json` tells it. */
export interface BundledProblem extends Problem {
  /** It came when its scenario was judged already and the counterpart had gone: it is not why the scenario failed. */
  readonly afterVerdict?: true;
}

/** Marks what came of a scenario's conversations when the scenario was over. */
export function markAfterVerdict(
  problems: readonly Problem[],
  entries: readonly Entry[],
  results: readonly ScenarioResult[],
): readonly BundledProblem[] {
  const bySequence = new Map(entries.map((entry) => [entry.sequence, entry]));
  const ends = new Map<string, readonly ScenarioResult[]>();
  for (const result of results) {
    const ids = [...result.timeline, ...result.outcomes].map((each) => each.conversationId);
    for (const id of new Set(ids)) ends.set(id, [...(ends.get(id) ?? []), result]);
  }
  return problems.map((problem) => {
    const entry = bySequence.get(problem.sequence);
    const of = ends.get(entry?.conversationId ?? '') ?? [];
    const isAfter = entry !== undefined && of.length > 0 && of.every((each) => isOver(each, entry));
    return isAfter ? { ...problem, afterVerdict: true } : problem;
  });
}

/** By order and by time: a delivery follows the last message, and clocks of scenarios can be moved. */
function isOver({ timeline, startedAt, durationMs }: ScenarioResult, entry: Entry): boolean {
  const last = Math.max(0, ...timeline.map(({ sequence }) => sequence));
  return entry.sequence > last && Date.parse(entry.at) > Date.parse(startedAt) + durationMs;
}
