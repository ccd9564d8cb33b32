import type { Basis, Requirement, RunResults, Verdict } from './results.ts';
import { worstOf } from './summary.ts';

/** One scenario of a requirement. An id that was run in several rows stands there once, with its worst verdict. */
export interface CoveringScenario {
  readonly id: string;
  readonly basis: Basis;
  readonly verdict: Verdict;
}

/** A requirement with what it was judged by. */
export interface MatrixRow extends Requirement {
  readonly scenarios: readonly CoveringScenario[];
  /** The worst of its scenarios; `undefined` when there is none: it is uncovered. */
  readonly verdict: Verdict | undefined;
  /** Whether a scenario judged it: one that was skipped or is not applicable shows nothing. */
  readonly judged: boolean;
}

export interface RequirementsMatrix {
  readonly rows: readonly MatrixRow[];
  /** Requirements that no scenario of the run names. */
  readonly uncovered: readonly Requirement[];
  /** Ids that scenarios name and the list of requirements does not hold: a fault of the suite. */
  readonly unknown: readonly string[];
}

/** Requirement by requirement, which scenarios of a run stand for it and what they came to. */
export function requirementsMatrix({ requirements, scenarios }: RunResults): RequirementsMatrix {
  const byRequirement = new Map<string, Map<string, CoveringScenario>>();
  for (const { id, basis, verdict, requirements: named } of scenarios) {
    for (const requirement of named) {
      const covering = byRequirement.get(requirement) ?? new Map<string, CoveringScenario>();
      const before = covering.get(id);
      const worst = before ? (worstOf([before.verdict, verdict]) ?? verdict) : verdict;
      covering.set(id, { id, basis, verdict: worst });
      byRequirement.set(requirement, covering);
    }
  }
  const rows = requirements.map((requirement): MatrixRow => {
    const covering = [...(byRequirement.get(requirement.id)?.values() ?? [])].sort((a, b) =>
      a.id < b.id ? -1 : 1,
    );
    const verdicts = covering.map(({ verdict }) => verdict);
    const judged = verdicts.some((each) => each !== 'skip' && each !== 'notApplicable');
    return { ...requirement, scenarios: covering, verdict: worstOf(verdicts), judged };
  });
  const known = new Set(requirements.map(({ id }) => id));
  return {
    rows,
    uncovered: requirements.filter(({ id }) => !byRequirement.has(id)),
    unknown: [...byRequirement.keys()].filter((id) => !known.has(id)).sort(),
  };
}

const HEAD = ['requirement', 'clause', 'title', 'verdict', 'scenarios', 'passed', 'not passed'];

/**
 * The matrix as CSV (RFC 4180): a line for each requirement, `uncovered` as verdict where no scenario names it.
 * A text that a spreadsheet would take for a formula has an apostrophe before it.
 */
export function requirementsCsv({ rows }: RequirementsMatrix): string {
  const lines = rows.map(({ id, clause, title, verdict, scenarios }) => [
    ...[id, clause, title, verdict ?? 'uncovered', String(scenarios.length)],
    namesOf(scenarios.filter((each) => each.verdict === 'pass').map((each) => each.id)),
    namesOf(
      scenarios
        .filter((each) => each.verdict !== 'pass')
        .map((each) => `${each.id} (${each.verdict})`),
    ),
  ]);
  return [HEAD, ...lines].map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('');
}

function namesOf(ids: readonly string[]): string {
  return ids.join(' ');
}

function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The matrix as JSON. */
export function requirementsJson(matrix: RequirementsMatrix): string {
  const { rows, uncovered, unknown } = matrix;
  const told = {
    requirements: rows.map((row) => ({ ...row, verdict: row.verdict ?? 'uncovered' })),
    uncovered: uncovered.map(({ id }) => id),
    unknown,
  };
  return `${JSON.stringify(told, undefined, 1)}\n`;
}
