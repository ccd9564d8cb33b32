import { access } from 'node:fs/promises';
import { EXIT_CODES, exitCodeOf } from '../conformance/verdict.ts';
import { SimulatorError } from '../src/platform/simulator-error.ts';
import { applyBaseline } from '../src/report/baseline/apply-baseline.ts';
import type { Baseline } from '../src/report/baseline/baseline.ts';
import { gatedVerdicts } from '../src/report/baseline/gated-verdicts.ts';
import { readBaselineFile } from '../src/report/baseline/read-baseline.ts';
import { writeBaselineFile } from '../src/report/baseline/write-baseline.ts';
import type { RunResults } from '../src/report/results.ts';
import type { Command } from './command.ts';

export interface BaselineOptions {
  readonly baseline?: string;
  readonly strictBaseline?: boolean;
  readonly writeBaseline?: string;
}

/** The known failures of a command line. */
export interface BaselineGate {
  /** Results with what the baseline says of them. */
  hold(results: RunResults): RunResults;
  /** The exit code of results that were held against it; `chosen` is how many scenarios there should be. */
  exitCode(results: RunResults, chosen: number): number;
  /** Writes the next baseline where one is wanted, and says so in a line. */
  write(results: RunResults, today: Date): Promise<string>;
}

/** Known failures are to be strict about, and no file of them was named. */
class BaselineMissingError extends SimulatorError {
  readonly code = 'SIM_BASELINE_MISSING';
  readonly remedy = 'Name it: --baseline FILE.';

  constructor() {
    super('--strict-baseline wants a baseline');
  }
}

export function withBaselineOptions(command: Command): Command {
  return command
    .option('--baseline <file>', 'known failures: they are told and do not fail the build')
    .option('--strict-baseline', 'fail also for what is fixed and still in the baseline')
    .option('--write-baseline <file>', 'write the failures of these results as the known ones');
}

/**
 * Reads the baseline before anything is played.
 *
 * @throws BaselineFileError for a file that is not one, also for one that is to be written over
 */
export async function openBaselineGate(options: BaselineOptions): Promise<BaselineGate> {
  const { baseline: file, strictBaseline = false, writeBaseline: target } = options;
  if (strictBaseline && file === undefined) throw new BaselineMissingError();
  const baseline: Baseline | undefined =
    file === undefined ? undefined : await readBaselineFile(file);
  if (target !== undefined && (await isThere(target))) await readBaselineFile(target);
  return {
    hold: (results) => (baseline ? applyBaseline(results, baseline) : results),
    exitCode: ({ scenarios }, chosen) =>
      exitCodeOf(gatedVerdicts(scenarios, strictBaseline), chosen),
    async write(results, today) {
      if (target === undefined) return '';
      const count = await writeBaselineFile(target, results, today.toISOString().slice(0, 10));
      return `Baseline: ${target}, ${count === 1 ? '1 known failure' : `${count} known failures`}\n`;
    },
  };
}

/** The exit code of merged results: a shard that is missing leaves open what was to be shown. */
export function mergedExitCode(gate: BaselineGate, results: RunResults): number {
  const { length } = results.scenarios;
  const code = gate.exitCode(results, results.shard === undefined ? length : length + 1);
  return code === EXIT_CODES.badConfiguration && results.shard !== undefined
    ? EXIT_CODES.ourError
    : code;
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
