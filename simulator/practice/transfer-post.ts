import type { BuiltMessage } from '../../src/gp2gp/build-message.ts';
import type { OwnMessage, TransferEvent } from '../../src/gp2gp/transfer-event.ts';
import type { Outbox, SendOutcome } from './outbox.ts';
import type { PracticeRoom } from './practice-room.ts';
import { peerOdsOf, type Transfer } from './transfer-book.ts';

/** Sends the messages of a transfer in the order in which they were decided. */
export interface TransferPost {
  /**
   * Has a message made and sent once the one before it has been tried. Resolves at once.
   * @param make `undefined` when the directory names no way to the other practice
   */
  leave(transfer: Transfer, about: OwnMessage, make: () => BuiltMessage | undefined): Promise<void>;
}

export function transferPost(
  room: PracticeRoom,
  outbox: Outbox,
  dispatch: (transfer: Transfer, event: TransferEvent) => void,
): TransferPost {
  const { clock, logger, service, world } = room;

  const send = async (
    transfer: Transfer,
    about: OwnMessage,
    message: BuiltMessage | undefined,
  ): Promise<void> => {
    const told = ({ outcome, detail }: SendOutcome) =>
      dispatch(transfer, { kind: 'transport', about, outcome, detail });
    const header = message?.envelope;
    const contract =
      header &&
      (transfer.contracts.get(header.action) ??
        world.current().contractFor(header.to.id, header.service, header.action));
    if (!message || !contract) {
      told({ outcome: 'refused', detail: `${peerOdsOf(transfer)} has no contract for it` });
      return;
    }
    const { action, messageId } = message.envelope;
    transfer.sent.set(messageId.toUpperCase(), about);
    const at = clock.now().toISOString();
    transfer.messages.push({ direction: 'sent', interaction: action, messageId, at });
    const sending = outbox.send(message, contract);
    void sending.outcome.then((outcome) => outcome && told(outcome));
    await sending.firstAttempt;
  };

  return {
    async leave(transfer, about, make) {
      const message = make();
      transfer.leaving = transfer.leaving
        .then(() => send(transfer, about, message))
        .catch((error: unknown) => {
          const { conversationId } = transfer;
          logger.error(
            { service, conversationId, error: String(error) },
            'a message did not leave',
          );
        });
    },
  };
}
