import { SimulatorError } from '../platform/simulator-error.ts';

/** A file of results cannot be used. */
export class ResultsFileError extends SimulatorError {
  readonly code = 'SIM_RESULTS_FILE';
  readonly remedy =
    'Name the results.json of a run of `spinebox conform`, as it was written; docs/results.schema.json describes it.';

  constructor(file: string, why: string, cause?: unknown) {
    super(`${file} holds no results: ${why}`, { cause });
  }
}

/** Results that are to be merged are not of one run. */
export class ShardMismatchError extends SimulatorError {
  readonly code = 'SIM_SHARD_MISMATCH';
  readonly remedy =
    'Merge the shards of one run: the same system, seed, version and `--shard n/m`, each shard once.';

  constructor(why: string) {
    super(`the results cannot be merged: ${why}`);
  }
}

/** A file of a report cannot be written. */
export class ReportDirectoryError extends SimulatorError {
  readonly code = 'SIM_REPORT_DIRECTORY';
  readonly remedy = 'Name a directory that can be written to, or make room on its disk.';

  constructor(directory: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`reports cannot be written to ${directory}: ${why}`, { cause });
  }
}
