import { SimulatorError } from '../../src/platform/simulator-error.ts';

/** The operator named a practice that the world does not know. */
export class UnknownPracticeError extends SimulatorError {
  readonly code = 'SIM_UNKNOWN_PRACTICE';
  readonly remedy: string;

  constructor(odsCode: string, known: readonly string[]) {
    super(`there is no practice with the ODS code ${odsCode}`);
    this.remedy = `Name one of ${known.join(', ')}, or add ${odsCode} to the organisations.`;
  }
}

/** The practice that is asked has no contract for requests. */
export class NoContractError extends SimulatorError {
  readonly code = 'SIM_NO_CONTRACT';
  readonly remedy: string;

  constructor(odsCode: string, interaction: string) {
    super(`practice ${odsCode} is not registered for ${interaction}`);
    this.remedy = `Add the interaction to the organisation ${odsCode}.`;
  }
}

/** Nobody says which practice holds the record. */
export class NoSenderError extends SimulatorError {
  readonly code = 'SIM_NO_SENDER';
  readonly remedy =
    'Say from which practice, or ask as registered, where lookups.pds of the requester is not off.';

  constructor(odsCode: string) {
    super(`the order does not say which practice ${odsCode} is to ask`);
  }
}

/** The operator asked for a record that has not been filed here. */
export class NothingFiledError extends SimulatorError {
  readonly code = 'SIM_NOTHING_FILED';
  readonly remedy = 'Wait for the transfer to be integrated, and check the conversation id.';

  constructor(conversationId: string) {
    super(`no record is filed under conversation ${conversationId}`);
  }
}

/** The operator named a transfer that this practice does not send. */
export class NoTransferError extends SimulatorError {
  readonly code = 'SIM_NO_TRANSFER';
  readonly remedy = 'Check the NHS number and the conversation id.';

  constructor(conversationId: string) {
    super(`no record of this patient is sent in conversation ${conversationId}`);
  }
}
