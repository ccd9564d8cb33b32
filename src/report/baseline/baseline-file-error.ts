import { SimulatorError } from '../../platform/simulator-error.ts';

/** A file of known failures cannot be used. */
export class BaselineFileError extends SimulatorError {
  readonly code = 'SIM_BASELINE_FILE';
  readonly remedy =
    'Write it with --write-baseline FILE, or by hand as docs/reports.md shows: version, and failures with id and since.';

  constructor(file: string, why: string, cause?: unknown) {
    super(`${file} is no baseline: ${why}`, { cause });
  }
}
