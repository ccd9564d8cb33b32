import type { RunResults, ScenarioResult, Summary, Verdict } from '../src/report/results.ts';
import { VERDICTS } from '../src/report/results.ts';
import { REQUIREMENTS } from './requirements.ts';
import type { SutProfile } from './sut/sut-profile.ts';

export interface RunFacts {
  readonly version: string;
  /** Of the run. */
  readonly id: string;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly seed: number;
  readonly shard: string | undefined;
  readonly system: SutProfile;
  readonly hooks: readonly string[];
  readonly schemas: RunResults['schemas'];
  readonly notRun: RunResults['notRun'];
  readonly scenarios: readonly ScenarioResult[];
  readonly journal: RunResults['journal'];
}

/** Everything that a run came to, in the form that reports are made from. */
export function runResults(facts: RunFacts): RunResults {
  const { version, id, startedAt, durationMs, seed, shard, system, hooks, scenarios, journal } =
    facts;
  const { name, odsCode, partyKey, asid, roles, boundary } = system;
  return {
    schemaVersion: 1,
    product: { name: 'spinebox', version },
    run: { id },
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(durationMs),
    seed,
    shard,
    system: { name, odsCode, partyKey, asid, roles: [...roles], hooks, boundary },
    schemas: facts.schemas,
    notRun: facts.notRun,
    summary: summaryOf(scenarios.map(({ verdict }) => verdict)),
    scenarios,
    requirements: REQUIREMENTS,
    journal,
  };
}

export function summaryOf(verdicts: readonly Verdict[]): Summary {
  const counts = VERDICTS.map((verdict) => [
    verdict,
    verdicts.filter((each) => each === verdict).length,
  ]);
  return Object.fromEntries(counts) as Summary;
}
