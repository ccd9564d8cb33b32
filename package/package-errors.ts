import { SimulatorError } from '../src/platform/simulator-error.ts';

/** The control API said no, with its own code and remedy. */
export class SpineboxRefusedError extends SimulatorError {
  readonly code: string;
  readonly remedy: string;
  /** Of HTTP. */
  readonly status: number;

  constructor(status: number, code: string, message: string, remedy: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.remedy = remedy;
  }
}

/** The simulator is gone, or was never there. */
export class SpineboxUnreachableError extends SimulatorError {
  readonly code = 'SIM_UNREACHABLE';
  readonly remedy = 'Look whether it was stopped already, or ended; its log says why.';

  constructor(url: string, cause: unknown) {
    super(`no simulator answers at ${url}`, { cause });
  }
}

/** What was awaited did not come on record. */
export class EntryNotSeenError extends SimulatorError {
  readonly code = 'SIM_JOURNAL_AWAITED';
  readonly remedy =
    'Compare the latest entries with what was awaited; allow more time if the work was only slow.';
}

/** The package and the image are of two versions. */
export class VersionsDifferError extends SimulatorError {
  readonly code = 'SIM_VERSIONS_DIFFER';
  readonly remedy: string;

  constructor(ours: string, theirs: string) {
    super(`this package is spinebox ${ours}, the image holds ${theirs}`);
    this.remedy = `Name an image of version ${ours}, or install spinebox@${theirs}.`;
  }
}

/** An address of the system under test, and no system of the world that it could belong to. */
export class SystemUnclearError extends SimulatorError {
  readonly code = 'SIM_SYSTEM_UNCLEAR';
  readonly remedy =
    'Keep one organisation of the world external, or give its endpoint in the world instead.';

  constructor(found: readonly string[]) {
    const what = found.length === 0 ? 'no organisation' : `${found.length}: ${found.join(', ')}`;
    super(`the system under test is the only external organisation of the world; there is ${what}`);
  }
}

/** A command within the container failed. */
export class ContainerCommandError extends SimulatorError {
  readonly code = 'SIM_CONTAINER_COMMAND';
  readonly remedy = 'Read the log of the container; check that the image is one of spinebox.';

  constructor(command: readonly string[], output: string) {
    super(`${command.join(' ')} failed in the container: ${output.trim()}`);
  }
}

/** No conversation is on record. */
export class NothingToBundleError extends SimulatorError {
  readonly code = 'SIM_NOTHING_TO_BUNDLE';
  readonly remedy =
    'Export after the exchange that is looked for: journal.waitFor tells when it is there.';
}
