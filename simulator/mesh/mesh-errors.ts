import { SimulatorError } from '../../src/platform/simulator-error.ts';

/** The operator named a mailbox that the world does not have. */
export class MailboxUnknownError extends SimulatorError {
  readonly code = 'SIM_MAILBOX_UNKNOWN';
  readonly remedy =
    'Add it under mesh.mailboxes, or take one of those that `spinebox mesh list` shows.';

  constructor(id: string) {
    super(`there is no mailbox ${id}`);
  }
}

/** The operator named a message that MESH does not know, or not in that mailbox. */
export class MeshMessageUnknownError extends SimulatorError {
  readonly code = 'SIM_MESH_MESSAGE_UNKNOWN';
  readonly remedy =
    'List what the mailbox holds; messages are forgotten after mesh.keepFor and by a reset.';

  constructor(id: string) {
    super(`MESH knows no message ${id} there`);
  }
}
