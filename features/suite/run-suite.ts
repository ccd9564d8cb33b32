import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Engine } from '../../conformance/engine/engine.ts';
import type { ScenarioResult } from '../../src/report/results.ts';
import { type LaneOptions, runLaneOf } from './lane.ts';
import { combineRows } from './support/combine-rows.ts';
import { mergeLanes } from './support/merge-lanes.ts';
import { registerRun } from './support/suite-registry.ts';

export interface SuiteOptions {
  readonly engine: Engine;
  /** A tag expression over the suite's own tags. */
  readonly tags?: string;
  /** `1/4`: every fourth scenario, beginning with the first. */
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

export interface SuiteRunResult {
  /** One a catalogue id, in the order of ids. */
  readonly scenarios: readonly ScenarioResult[];
  /** Rows that were chosen. */
  readonly rows: number;
  /** Feature files that cannot be read, a line each. */
  readonly errors: readonly string[];
}

/**
 * Plays the chosen scenarios against the engine's system and judges them. Rejects only when they cannot be played at
 * all. Cucumber plays one after the other: for more at once, lanes run side by side, each with its part of the whole.
 */
export async function runSuite(options: SuiteOptions): Promise<SuiteRunResult> {
  const { engine, reportsDirectory, lanes = engine.capacity, tags, features } = options;
  const chosen = { ...(tags !== undefined && { tags }), ...(features && { features }) };
  const results: ScenarioResult[] = [];
  const errors: string[] = [];
  const out = reportsDirectory === undefined ? undefined : await openMessages(reportsDirectory);
  const run = registerRun({
    engine,
    onResult(result) {
      results.push(result);
      options.onResult?.(result);
    },
  });
  try {
    const rows = await countRows({ ...chosen, shard: options.shard ?? '1/1' });
    options.onPlan?.(rows);
    const count = Math.max(1, Math.min(lanes, rows));
    const merger = mergeLanes(count, (message) => {
      if (message.parseError) errors.push(message.parseError.message);
      out?.write(`${JSON.stringify(message)}\n`);
    });
    const lane = async (index: number) => {
      const shard = laneShard(options.shard, index, count);
      await runLaneOf({ ...chosen, run: run.name, shard }, (message) =>
        merger.take(index, message),
      );
    };
    if (rows > 0) await Promise.all(Array.from({ length: count }, (_, index) => lane(index)));
    return { scenarios: combineRows(results), rows, errors };
  } finally {
    run.forget();
    if (out) {
      out.end();
      await finished(out);
    }
  }
}

/** The part of a lane in the part that was chosen: both take every nth. */
export function laneShard(shard: string | undefined, lane: number, lanes: number): string {
  const [index = 1, total = 1] = shard?.split('/').map(Number) ?? [];
  return `${index + total * lane}/${total * lanes}`;
}

async function countRows(options: Omit<LaneOptions, 'run' | 'dryRun'>): Promise<number> {
  let rows = 0;
  await runLaneOf({ ...options, run: '', dryRun: true }, ({ testCase }) => {
    if (testCase) rows++;
  });
  return rows;
}

async function openMessages(directory: string) {
  await mkdir(directory, { recursive: true });
  return createWriteStream(join(directory, 'messages.ndjson'));
}
