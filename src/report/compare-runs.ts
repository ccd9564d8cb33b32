import type { RunResults, ScenarioResult, Verdict } from './results.ts';
import { WORST_FIRST } from './summary.ts';

/** A scenario of two runs that came to something else. */
export interface ChangedScenario {
  readonly id: string;
  readonly before: ScenarioResult;
  readonly after: ScenarioResult;
  /** Rules that only one of the two broke. */
  readonly findingsOnlyBefore: readonly string[];
  readonly findingsOnlyAfter: readonly string[];
}

export interface RunComparison {
  /** What else differs: names with what each run has. */
  readonly facts: readonly {
    readonly name: string;
    readonly before: string;
    readonly after: string;
  }[];
  /** It failed nobody before: now it fails, or nothing can be said any more. */
  readonly newlyFailing: readonly ChangedScenario[];
  /** Failed or undecided before, passes now. */
  readonly newlyPassing: readonly ChangedScenario[];
  /** Another verdict in another way: skipped now, not applicable any more. */
  readonly otherVerdict: readonly ChangedScenario[];
  /** The same verdict for another reason, or with other findings. */
  readonly otherReason: readonly ChangedScenario[];
  readonly onlyBefore: readonly ScenarioResult[];
  readonly onlyAfter: readonly ScenarioResult[];
  /** Scenarios that came to the same. */
  readonly same: number;
}

/**
 * What changed from one run to another, as a person would tell it: ids, times, numbers of entries and what else differs
 * from run to run do not count.
 */
export function compareRuns(before: RunResults, after: RunResults): RunComparison {
  const earlier = byId(before.scenarios);
  const later = byId(after.scenarios);
  const both = [...earlier].flatMap(([id, one]) => {
    const other = later.get(id);
    return other ? [changeOf(id, one, other)] : [];
  });
  const bad = ({ verdict }: ScenarioResult) => verdict === 'fail' || verdict === 'error';
  const good = ({ verdict }: ScenarioResult) => verdict === 'pass' || verdict === 'report';
  const moved = both.filter((each) => each.before.verdict !== each.after.verdict);
  const stayed = both.filter((each) => each.before.verdict === each.after.verdict);
  const newlyFailing = moved.filter((each) => !bad(each.before) && bad(each.after));
  const newlyPassing = moved.filter((each) => bad(each.before) && good(each.after));
  const told = new Set([...newlyFailing, ...newlyPassing]);
  const otherReason = stayed.filter(differs);
  return {
    facts: differingFacts(before, after),
    newlyFailing: ordered(newlyFailing),
    newlyPassing: ordered(newlyPassing),
    otherVerdict: ordered(moved.filter((each) => !told.has(each))),
    otherReason: ordered(otherReason),
    onlyBefore: [...earlier].flatMap(([id, each]) => (later.has(id) ? [] : [each])),
    onlyAfter: [...later].flatMap(([id, each]) => (earlier.has(id) ? [] : [each])),
    same: stayed.length - otherReason.length,
  };
}

/** Of an id that is there in several rows, as in a run under way, the worst counts. */
function byId(scenarios: readonly ScenarioResult[]): ReadonlyMap<string, ScenarioResult> {
  const found = new Map<string, ScenarioResult>();
  for (const scenario of scenarios) {
    const known = found.get(scenario.id);
    if (!known || rank(scenario.verdict) < rank(known.verdict)) found.set(scenario.id, scenario);
  }
  return found;
}

function rank(verdict: Verdict): number {
  return WORST_FIRST.indexOf(verdict);
}

function changeOf(id: string, before: ScenarioResult, after: ScenarioResult): ChangedScenario {
  const [one, other] = [rulesOf(before), rulesOf(after)];
  return {
    ...{ id, before, after },
    findingsOnlyBefore: [...one].filter((rule) => !other.has(rule)).sort(),
    findingsOnlyAfter: [...other].filter((rule) => !one.has(rule)).sort(),
  };
}

function rulesOf({ findings }: ScenarioResult): ReadonlySet<string> {
  return new Set(findings.map(({ check, severity }) => `${check} (${severity})`));
}

function differs({ before, after, findingsOnlyBefore, findingsOnlyAfter }: ChangedScenario) {
  const rules = findingsOnlyBefore.length + findingsOnlyAfter.length;
  return rules > 0 || essenceOf(before.reason) !== essenceOf(after.reason);
}

/** A reason without what differs from run to run: ids, entries, times, how long something took, sizes. */
function essenceOf(reason = ''): string {
  return reason
    .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, 'ID')
    .replace(/\b\d{4}-\d\d-\d\dT[\d:.]+Z?/g, 'TIME')
    .replace(/#\d+/g, '#')
    .replace(/\b\d+(?:\.\d+)? ?(?:ms|s|min|h|B|kB|MB|bytes)\b/g, 'SIZE')
    .replace(/\b\d{9,}\b/g, 'NUMBER');
}

function ordered(changes: readonly ChangedScenario[]): readonly ChangedScenario[] {
  return changes.toSorted(
    (a, b) => rank(a.after.verdict) - rank(b.after.verdict) || (a.id < b.id ? -1 : 1),
  );
}

function differingFacts(before: RunResults, after: RunResults): RunComparison['facts'] {
  const told: readonly (readonly [string, (results: RunResults) => string])[] = [
    ['System', ({ system }) => `${system.name} (${system.odsCode})`],
    ['Boundary', ({ system }) => system.boundary ?? 'mhs'],
    ['Roles', ({ system }) => system.roles.join(', ')],
    ['Hooks', ({ system }) => system.hooks.join(', ') || 'none'],
    ['Version of spinebox', ({ product }) => product.version],
    ['Seed', ({ seed }) => String(seed)],
    ['Shard', ({ shard }) => shard ?? 'all'],
    ['Schemas', ({ schemas }) => (schemas === 'run' ? 'run' : 'not run')],
  ];
  return told
    .map(([name, of]) => ({ name, before: of(before), after: of(after) }))
    .filter((fact) => fact.before !== fact.after);
}
