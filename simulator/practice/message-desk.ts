import { EHR_EXTRACT, GP2GP_SERVICE } from '../../src/domain/interaction.ts';
import { readArrival } from '../../src/gp2gp/read-arrival.ts';
import type { GpMessage } from '../../src/gp2gp/read-message.ts';
import { newSender } from '../../src/gp2gp/sender-state.ts';
import type { Arrival } from '../../src/gp2gp/transfer-event.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { judgeSignal } from '../mhs/judge-attempt.ts';
import { type Outbox, refOf } from '../mhs/outbox.ts';
import type { ReceiverHandlers } from '../mhs/receiver-handlers.ts';
import type { PracticeMemory } from './practice-memory.ts';
import type { PracticeRoom } from './practice-room.ts';
import type { DirectoryDesk } from './registration/directory-desk.ts';
import { isFromPds, type PdsClient } from './registration/pds-client.ts';
import { directoryOf, senderChecks } from './registration/practice-lookups.ts';
import { senderSettings } from './sender-settings.ts';
import { answerStray } from './stray.ts';
import type { Transfer, TransferBook } from './transfer-book.ts';
import type { TransferDesk } from './transfer-desk.ts';

/** Whom what comes in is for. */
export interface MessageDeskParts {
  readonly book: TransferBook;
  readonly outbox: Outbox;
  readonly pds: PdsClient;
  readonly desk: TransferDesk;
  readonly directory: DirectoryDesk;
  readonly memory: PracticeMemory;
}

/** Hands what Spine delivers to the transfer, the message or the update that it is about. */
export function messageDesk(room: PracticeRoom, parts: MessageDeskParts): ReceiverHandlers {
  const { conduct, logger, party, service, world } = room;
  const { book, outbox, pds, desk, directory, memory } = parts;

  /** Where the directory itself is asked about a requester, the answer comes later. */
  const knows = (odsCode: string): boolean => {
    if (directoryOf(room) !== 'world') return true;
    const now = world.current();
    const other = now.partyByOds(odsCode);
    return !!other && !!now.contractFor(other.partyKey, GP2GP_SERVICE, EHR_EXTRACT);
  };

  const transferFor = (message: GpMessage, arrival: Arrival): Transfer | undefined => {
    const { conversationId } = message.envelope;
    const found = book.find(conversationId);
    if (found || arrival.kind !== 'request') return found;
    const settings = senderSettings(room, memory);
    const facts = { conversationId, ownOds: party.odsCode, checks: senderChecks(room) };
    const state = newSender({ ...facts, settings });
    return book.open({ conversationId, state, known: writerOf(message, arrival) });
  };

  const onMessage: ReceiverHandlers['onMessage'] = async (message, at) => {
    const { envelope } = message;
    if (isFromPds(envelope)) return pds.take(message);
    const arrival = conduct.arrivalOf({ message }, (asked) =>
      readArrival(asked.message, ({ requesterOds }) => knows(requesterOds)),
    );
    const transfer = transferFor(message, arrival);
    if (!transfer) {
      return answerStray(
        room,
        { outbox, directory },
        writerOf(message, arrival),
        envelope,
        arrival,
      );
    }
    const { action: interaction, messageId } = envelope;
    transfer.messages.push({ direction: 'received', interaction, messageId, at });
    return desk.dispatch(transfer, { kind: 'arrived', message: arrival });
  };

  const onSignal = (signal: EbxmlMessage): void => {
    if (outbox.settle(signal) || pds.settle(signal)) return;
    const transfer = book.find(signal.conversationId);
    const own = transfer?.sent.get(refOf(signal).toUpperCase());
    const outcome = judgeSignal(signal);
    if (transfer && own && outcome) {
      void desk.dispatch(transfer, { kind: 'transport', ...own, ...outcome });
      return;
    }
    const facts = { service, messageId: signal.messageId, refToMessageId: refOf(signal) };
    logger.warn(facts, `${signal.action} about a message that was not sent from here`);
  };

  return { onMessage, onSignal };
}

/** The system that wrote, as its message says. Spine has held its certificate against the party key. */
function writerOf(
  { envelope }: GpMessage,
  { fromAsid }: Arrival,
): { readonly asid: string; readonly partyKey: string } {
  return { asid: fromAsid ?? '', partyKey: envelope.from.id };
}
