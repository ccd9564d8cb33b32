import type { RunBundle, RunDesk, RunSummary } from '../../simulator/doors/run-desk.ts';
import type { RunResults, ScenarioResult } from '../../src/report/results.ts';
import { parseRunId, type RunId } from '../../src/report/run-id.ts';
import { type RunStore, runBundle, runBundles } from '../../src/report/run-store.ts';
import { type RunFacts, runResults } from '../run-results.ts';

export type BegunRun = Omit<RunFacts, 'durationMs' | 'scenarios' | 'journal'>;

/** A run that is being played, as far as the desk shows it. */
export interface RunUnderWay {
  /** How many rows of scenarios there will be. */
  plan(rows: number): void;
  result(result: ScenarioResult): void;
  /** Its results are kept: from here on they are what is shown. */
  end(): void;
}

export interface OpenRunDesk extends RunDesk {
  begin(run: BegunRun): RunUnderWay;
}

/** Not known before the end. */
const NO_JOURNAL: RunResults['journal'] = { entries: 0, chain: '' };

/** The runs of a directory of reports, and the one that this process plays. */
export function openRunDesk(reports: string, store: RunStore): OpenRunDesk {
  const listeners = new Set<(id: string) => void>();
  const summaries = new Map<RunId, { readonly version: string; readonly summary: RunSummary }>();
  let current: { readonly id: string; results(): RunResults; planned(): number } | undefined;

  const summarised = async (id: RunId): Promise<readonly RunSummary[]> => {
    const version = await store.version(id);
    if (version === undefined) return [];
    const known = summaries.get(id);
    if (known?.version === version) return [known.summary];
    const summary = await store.read(id).then(
      (results) => results && summaryOf(id, results),
      (error: unknown) => unreadable(id, error),
    );
    if (!summary) return [];
    summaries.set(id, { version, summary });
    return [summary];
  };

  return {
    async list() {
      const ids = (await store.ids()).filter((id) => id !== current?.id);
      const kept: RunSummary[] = [];
      for (const id of ids) kept.push(...(await summarised(id)));
      if (!current) return kept;
      const planned = { underWay: true, planned: current.planned() };
      return [{ ...summaryOf(current.id, current.results()), ...planned }, ...kept];
    },
    async get(text) {
      if (text === current?.id) return current.results();
      const id = parseRunId(text);
      return id && store.read(id);
    },
    underWay: () => current?.id,
    async bundles(text) {
      const id = parseRunId(text);
      return id === undefined ? [] : runBundles(reports, id);
    },
    async bundle(text, scenario): Promise<RunBundle | undefined> {
      const id = parseRunId(text);
      return id && runBundle(reports, id, scenario);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    begin(run) {
      const scenarios: ScenarioResult[] = [];
      let rows = 0;
      const tell = () => {
        for (const listener of listeners) listener(run.id);
      };
      const began = performance.now();
      current = {
        id: run.id,
        planned: () => rows,
        results: () =>
          runResults({
            ...run,
            ...{ durationMs: performance.now() - began, scenarios: [...scenarios] },
            journal: NO_JOURNAL,
          }),
      };
      tell();
      return {
        plan(planned) {
          rows = planned;
          tell();
        },
        result(result) {
          scenarios.push(result);
          tell();
        },
        end() {
          current = undefined;
          tell();
        },
      };
    },
  };
}

function summaryOf(id: string, results: RunResults): RunSummary {
  const { startedAt, system, seed, summary, scenarios, durationMs } = results;
  const planned = scenarios.length;
  return {
    ...{ id, startedAt, durationMs, seed, summary, planned },
    ...{ underWay: false, system: system.name },
  };
}

/** A file that somebody changed or broke: shown, so that nobody misses it, with the reason. */
function unreadable(id: RunId, error: unknown): RunSummary {
  const summary = { pass: 0, fail: 0, error: 0, skip: 0, notApplicable: 0, report: 0 };
  return {
    ...{ id, startedAt: '', durationMs: 0, seed: 0, system: '', summary, planned: 0 },
    underWay: false,
    unreadable: error instanceof Error ? error.message : String(error),
  };
}
