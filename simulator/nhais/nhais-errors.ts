import { SimulatorError } from '../../src/platform/simulator-error.ts';

/** The operator named a link that the world does not have. */
export class LinkUnknownError extends SimulatorError {
  readonly code = 'SIM_NHAIS_LINK_UNKNOWN';
  readonly remedy: string;

  constructor(name: string, known: readonly string[]) {
    super(`there is no link ${name.slice(0, 100)} of GP Links`);
    this.remedy =
      known.length > 0
        ? `Name one of: ${known.join(', ')}.`
        : 'Add a link to the world, under nhais.links.';
  }
}

/** What the operator wants an authority to send lacks what its code demands. */
export class TransactionRefusedError extends SimulatorError {
  readonly code = 'SIM_NHAIS_TRANSACTION_REFUSED';
  readonly remedy: string;

  constructor(code: string, problems: readonly string[]) {
    super(`a transaction ${code} cannot be sent: ${problems.join('; ')}`);
    this.remedy = 'Add what is missing; the documentation of GP Links lists what each code brings.';
  }
}

/** It is on record, and the mailbox did not take it. */
export class NotLaidDownError extends SimulatorError {
  readonly code = 'SIM_NHAIS_NOT_DELIVERED';
  readonly remedy =
    'Look whether MESH is up and has the mailbox of the practice; it is tried again.';

  constructor(sequence: number, mailbox: string) {
    super(`interchange ${sequence} could not be laid into mailbox ${mailbox}`);
  }
}
