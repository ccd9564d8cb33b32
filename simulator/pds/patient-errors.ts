import { SimulatorError } from '../../src/platform/simulator-error.ts';

/** Problems that are named one by one; of the others only how many. */
const MOST_NAMED = 5;

/** What is named of a list of problems. */
function someOf(problems: readonly string[]): string {
  const more = problems.length - MOST_NAMED;
  return [...problems.slice(0, MOST_NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

/** A file of patients that cannot be opened or read. */
export class PatientFileUnreadableError extends SimulatorError {
  readonly code = 'SIM_PATIENT_FILE_UNREADABLE';
  readonly remedy =
    'Correct `pds.patients` of the world: names are relative to the folder of the world file.';

  constructor(file: string, cause: unknown) {
    const reason = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    super(`the patients of ${file} cannot be read${reason}`, { cause });
  }
}

/** A file of patients with records that are none. */
export class PatientFileError extends SimulatorError {
  readonly code = 'SIM_PATIENT_FILE';
  readonly remedy =
    'Correct the records that are named. `spinebox patient export` shows what records look like.';

  constructor(file: string, problems: readonly string[]) {
    super(`${file} holds what is no record: ${someOf(problems)}`);
  }
}

/** Records that an operator wants to put into the register, but that are none. Nothing was changed. */
export class PatientRefusedError extends SimulatorError {
  readonly code = 'SIM_PATIENT_REFUSED';
  readonly remedy =
    'Correct what is named. `spinebox patient show --json` prints a record; GET /api/v1/openapi.json describes it.';

  constructor(problems: readonly string[]) {
    super(`not taken: ${someOf(problems)}`);
  }
}

/** A number that has a record already. */
export class PatientExistsError extends SimulatorError {
  readonly code = 'SIM_PATIENT_EXISTS';
  readonly remedy =
    'Leave the number out to have one allocated. A record is replaced by `spinebox patient import` or PUT, changed by PATCH.';

  constructor(nhsNumber: string) {
    super(`${nhsNumber} has a record already`);
  }
}

/** More snapshots than are kept. */
export class TooManySnapshotsError extends SimulatorError {
  readonly code = 'SIM_TOO_MANY_SNAPSHOTS';
  readonly remedy = 'Delete a snapshot, or take one under a name that exists.';

  constructor(most: number) {
    super(`there are ${most} snapshots already`);
  }
}
