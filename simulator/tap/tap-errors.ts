import { SimulatorError } from '../../src/platform/simulator-error.ts';

/** The settings of a tap cannot stand. */
export class TapConfigError extends SimulatorError {
  readonly code = 'SIM_TAP_CONFIG';
  readonly remedy = 'Correct what is named. "spinebox tap --help" shows what is needed.';

  constructor(source: string, problems: readonly string[]) {
    super(`${source} does not describe a tap\n${problems.join('\n')}`);
  }
}

/** A key or certificate that a leg names cannot be used. */
export class TapIdentityError extends SimulatorError {
  readonly code = 'SIM_TAP_IDENTITY';
  readonly remedy =
    'Name PEM files of a key, its certificate with the issuers below the root, and what to trust; or an fqdn of the certificate store.';

  constructor(leg: string, what: string, cause?: unknown) {
    super(`leg ${leg}: ${what}`, { cause });
  }
}
