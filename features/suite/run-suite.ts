import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Engine } from '../../conformance/engine/engine.ts';
import type { ScenarioResult } from '../../src/report/results.ts';
import { loadConfiguration, loadSupport, runCucumber } from '../support/cucumber.ts';
import { combineRows } from './support/combine-rows.ts';
import { type Message, mergeLanes } from './support/merge-lanes.ts';
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

// Sources run as they are, the published package from `dist`, where only the code lies: the feature files
// are always below `features` in the package's own folder.
const SUFFIX = extname(import.meta.filename);
const ROOT = join(import.meta.dirname, ...(SUFFIX === '.ts' ? ['..', '..'] : ['..', '..', '..']));
const FEATURES = ['features/gp2gp/**/*.feature'];

type Support = Awaited<ReturnType<typeof loadSupport>>;
let support: Promise<Support> | undefined;

/**
 * Plays the chosen scenarios against the engine's system and judges them. Rejects only when they cannot be played at
 * all. Cucumber plays one after the other: for more at once, lanes run side by side, each with its part of the whole.
 */
export async function runSuite(options: SuiteOptions): Promise<SuiteRunResult> {
  const { engine, reportsDirectory, lanes = engine.capacity } = options;
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
    const rows = await countRows(options, run.name);
    options.onPlan?.(rows);
    const count = Math.max(1, Math.min(lanes, rows));
    const merger = mergeLanes(count, (message) => {
      if (message.parseError) errors.push(message.parseError.message);
      out?.write(`${JSON.stringify(message)}\n`);
    });
    const lane = async (index: number) => {
      const shard = laneShard(options.shard, index, count);
      await runLane(options, run.name, shard, (message) => merger.take(index, message));
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

async function countRows(options: SuiteOptions, name: string): Promise<number> {
  let rows = 0;
  await runLane(
    options,
    name,
    options.shard ?? '1/1',
    (message) => {
      if (message.testCase) rows++;
    },
    true,
  );
  return rows;
}

async function runLane(
  { tags = '', features = FEATURES }: SuiteOptions,
  name: string,
  shard: string,
  take: (message: Message) => void,
  dryRun = false,
): Promise<void> {
  const environment = { cwd: ROOT, stdout: nowhere(), stderr: nowhere() };
  const { runConfiguration } = await loadConfiguration(
    {
      file: false,
      provided: {
        paths: [...features],
        import: [`${forGlob(import.meta.dirname)}/{support,steps}/*${SUFFIX}`],
        tags,
        shard,
        dryRun,
        parallel: 0,
        worldParameters: { run: name },
      },
    },
    environment,
  );
  // Modules load once in a process, so the steps of the first lane serve all of them.
  support ??= loadSupport(runConfiguration, environment);
  const runtime = { ...runConfiguration.runtime, worldParameters: { run: name } };
  await runCucumber({ ...runConfiguration, runtime, support: await support }, environment, take);
}

async function openMessages(directory: string) {
  await mkdir(directory, { recursive: true });
  return createWriteStream(join(directory, 'messages.ndjson'));
}

/** Glob patterns are written with slashes on every system. */
function forGlob(path: string): string {
  return path.replaceAll('\\', '/');
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
