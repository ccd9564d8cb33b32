import { SimulatorError } from '../platform/simulator-error.ts';

/** There is no file of that name, or it may not be read. */
export class BundleMissingError extends SimulatorError {
  readonly code = 'SIM_BUNDLE_MISSING';
  readonly remedy = 'Name a file that `spinebox bundle create` or `spinebox conform` wrote.';

  constructor(path: string, cause: unknown) {
    super(`${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

/** The file is something else. */
export class NotABundleError extends SimulatorError {
  readonly code = 'SIM_BUNDLE_NONE';
  readonly remedy =
    'Name the file as it was written: one that was unpacked and packed again is another.';

  constructor(path: string, why: string) {
    super(`${path} is no bundle: ${why}`);
  }
}

/** Written by a later spinebox than this one. */
export class BundleNewerError extends SimulatorError {
  readonly code = 'SIM_BUNDLE_NEWER';
  readonly remedy: string;

  constructor(path: string, version: number, own: number, product: string) {
    super(
      `${path} has version ${version} of the form of bundles, this spinebox reads up to ${own}`,
    );
    this.remedy = `Read it with spinebox ${product} or a later one.`;
  }
}

/** The file was a bundle once and is not what was written any more. */
export class BundleDamagedError extends SimulatorError {
  readonly code = 'SIM_BUNDLE_DAMAGED';
  readonly remedy =
    'Get the file again from where it was written; `spinebox bundle verify` names everything that is wrong with it.';

  constructor(path: string, why: string) {
    super(`${path} is damaged: ${why}`);
  }
}

/** Nothing is on record of what was asked for. */
export class BundleEmptyError extends SimulatorError {
  readonly code = 'SIM_BUNDLE_EMPTY';
  readonly remedy = '`spinebox journal list` shows what is on record, with its conversations.';

  constructor(conversations: readonly string[]) {
    super(`nothing is on record of ${conversations.join(', ') || 'what was asked for'}`);
  }
}

/** The file cannot be put where it was asked for. */
export class BundleWriteError extends SimulatorError {
  readonly code = 'SIM_BUNDLE_WRITE';
  readonly remedy = 'Name a file in a folder that may be written to, on a disk with room (--out).';

  constructor(path: string, cause: unknown) {
    super(`${path} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}
