import type { Engine } from '../../../conformance/engine/engine.ts';
import type { ScenarioResult } from '../../../src/report/results.ts';

/** What the steps of a run share. Cucumber hands over JSON alone, so they find it by its name. */
export interface SuiteRun {
  readonly engine: Engine;
  /** Called with every row, as it ends. */
  readonly onResult: (result: ScenarioResult) => void;
}

const runs = new Map<string, SuiteRun>();
let count = 0;

/** Makes a run findable. Gives its name, and what forgets it. */
export function registerRun(run: SuiteRun): { readonly name: string; forget(): void } {
  const name = `run ${++count}`;
  runs.set(name, run);
  return { name, forget: () => void runs.delete(name) };
}

export function runNamed(name: unknown): SuiteRun {
  const run = runs.get(String(name));
  if (!run) throw new Error(`no run is called ${String(name)}`);
  return run;
}
