import { SimulatorError } from '../../src/platform/simulator-error.ts';

/** The operator named somebody or something that the settings do not have. */
export class IdentityOrderError extends SimulatorError {
  readonly code = 'SIM_IDENTITY_ORDER';
  readonly remedy: string;

  constructor(what: string, remedy: string) {
    super(what);
    this.remedy = remedy;
  }
}
