import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Engine } from '../../conformance/engine/engine.ts';
import type { ScenarioResult } from '../../src/report/results.ts';
import { featurePath, runLaneOf } from './lane.ts';
import { type PlannedScenario, planSuite } from './plan-suite.ts';
import { combineRows } from './support/combine-rows.ts';
import { mergeLanes } from './support/merge-lanes.ts';
import { registerRun } from './support/suite-registry.ts';

/** For listeners that are not Cucumber's. */
const SPARE_LISTENERS = 10;

export interface SuiteOptions {
  readonly engine: Engine;
  /** A tag expression over the suite's own tags. */
  readonly tags?: string;
  /** `1/4`: every fourth id, beginning with the first. */
  readonly shard?: string;
  /** Scenarios side by side; as many as the engine has room for unless given. */
  readonly lanes?: number;
  /** Feature files, by glob patterns from the package's folder; the suite's own unless given. */
  readonly features?: readonly string[];
  /** Folder for Cucumber's messages; none are written without. */
  readonly reportsDirectory?: string;
  /** Told how many rows there will be, before the first. */
  readonly onPlan?: (rows: number) => void;
  readonly onResult?: (result: ScenarioResult) => void;
}

export interface PlayedFeature {
  readonly file: string;
  readonly named: readonly string[];
}

export interface SuiteRunResult {
  /** One an id, in the order of ids. */
  readonly scenarios: readonly ScenarioResult[];
  /** Ids that were chosen. */
  readonly chosen: number;
  /** By id, the file of the feature that it stands in, and what its steps name in quotation marks. */
  readonly features: ReadonlyMap<string, PlayedFeature>;
}

/**
 * Plays the chosen scenarios against the engine's system and judges them. Rejects only when they cannot be played at
 * all, for example for a feature that cannot be read. Cucumber plays one after the other: here each id is a run of its
 * own, and as many go side by side as there are lanes.
 */
export async function runSuite(options: SuiteOptions): Promise<SuiteRunResult> {
  const { engine, reportsDirectory, lanes = engine.capacity, tags = '', features } = options;
  const planned = await planSuite({ tags, ...(features && { features }) });
  const jobs = jobsOf(planned, options.shard);
  options.onPlan?.(jobs.reduce((sum, { rows }) => sum + rows, 0));
  const results: ScenarioResult[] = [];
  const out = reportsDirectory === undefined ? undefined : await openMessages(reportsDirectory);
  const merger = mergeLanes(jobs.length, (message) => out?.write(`${JSON.stringify(message)}\n`));
  const run = registerRun({
    engine,
    onResult(result) {
      results.push(result);
      options.onResult?.(result);
    },
  });
  const queue = [...jobs.entries()];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, { id, uri }] = next;
      const only = tags === '' ? `@${id}` : `@${id} and (${tags})`;
      await runLaneOf({ run: run.name, features: [uri], tags: only }, (message) =>
        merger.take(index, message),
      );
    }
  };
  try {
    const workers = Math.max(1, Math.min(lanes, jobs.length));
    // Cucumber listens for what nobody caught once in each step that runs.
    process.setMaxListeners(Math.max(process.getMaxListeners(), workers + SPARE_LISTENERS));
    await Promise.all(Array.from({ length: workers }, work));
    const files = new Map(
      jobs.map(({ id, uri, named }) => [id, { file: featurePath(uri), named }] as const),
    );
    return { scenarios: combineRows(results), chosen: jobs.length, features: files };
  } finally {
    run.forget();
    if (out) {
      out.end();
      await finished(out);
    }
  }
}

interface Job {
  readonly id: string;
  readonly uri: string;
  readonly rows: number;
  readonly weight: number;
  readonly named: readonly string[];
}

/** The ids of a shard, rows of one id together, those that take long first. */
export function jobsOf(planned: readonly PlannedScenario[], shard = '1/1'): readonly Job[] {
  const [index = 1, total = 1] = shard.split('/').map(Number);
  const withId = planned.filter(({ ids }) => ids.length === 1);
  const byId = Map.groupBy(withId, ({ ids }) => ids[0] ?? '');
  return [...byId]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .filter((_, at) => at % total === index - 1)
    .map(([id, rows]) => {
      const tags = new Set(rows.flatMap((row) => row.tags));
      const heavy = Number(tags.has('@large')) * 2 + Number(tags.has('@exclusive'));
      const named = [...new Set(rows.flatMap(({ quoted }) => quoted))];
      return { id, uri: rows[0]?.uri ?? '', rows: rows.length, weight: heavy, named };
    })
    .toSorted((a, b) => b.weight - a.weight);
}

async function openMessages(directory: string) {
  await mkdir(directory, { recursive: true });
  return createWriteStream(join(directory, 'messages.ndjson'));
}
