import type { GpMessage } from '../../src/gp2gp/read-message.ts';
import { newSender } from '../../src/gp2gp/sender-state.ts';
import type { Arrival } from '../../src/gp2gp/transfer-event.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { headerValue } from '../../src/platform/http-message.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import type { Party } from '../world/world.ts';
import { arrivalOf } from './arrival-of.ts';
import { judgeSignal } from './judge-attempt.ts';
import { type Outbox, refOf } from './outbox.ts';
import type { PracticeRoom } from './practice-room.ts';
import type { ReceiverHandlers } from './receiver.ts';
import { isFromPds, type PdsClient } from './registration/pds-client.ts';
import { senderChecks } from './registration/practice-lookups.ts';
import { answerStray } from './stray.ts';
import type { Transfer, TransferBook } from './transfer-book.ts';
import type { TransferDesk } from './transfer-desk.ts';

/** Whom what comes in is for. */
export interface MessageDeskParts {
  readonly book: TransferBook;
  readonly outbox: Outbox;
  readonly pds: PdsClient;
  readonly desk: TransferDesk;
}

/** Hands what Spine delivers to the transfer, the message or the update that it is about. */
export function messageDesk(
  room: PracticeRoom,
  { book, outbox, pds, desk }: MessageDeskParts,
): ReceiverHandlers {
  const { logger, party, service, world } = room;

  /** The system to answer: the one the directory has for the practice, else the one that sent. */
  const peerOf = ({ envelope }: GpMessage, odsCode: string | undefined): Party | undefined => {
    const now = world.current();
    return (odsCode && now.partyByOds(odsCode)) || now.party(envelope.from.id);
  };

  const transferFor = (message: GpMessage, arrival: Arrival): Transfer | undefined => {
    const { conversationId } = message.envelope;
    const known = book.find(conversationId);
    if (known || arrival.kind !== 'request') return known;
    const peer = peerOf(message, arrival.request?.requesterOds);
    if (!peer) return undefined;
    const transfer = book.open(
      conversationId,
      peer,
      newSender({ conversationId, ownOds: party.odsCode, checks: senderChecks(room) }),
    );
    transfer.request = arrival.request;
    return transfer;
  };

  const onMessage = (message: GpMessage, entry: Entry): void => {
    const { envelope } = message;
    if (isFromPds(envelope)) {
      void pds.take(message);
      return;
    }
    const arrival = arrivalOf(message, world.current());
    const transfer = transferFor(message, arrival);
    if (!transfer) {
      void answerStray(room, outbox, peerOf(message, undefined), envelope, arrival);
      return;
    }
    const { action, messageId } = envelope;
    transfer.messages.push({ direction: 'received', interaction: action, messageId, at: entry.at });
    if (arrival.kind === 'extract' && entry.request?.body) {
      // Only the first extract is filed; the rest are refused.
      const contentType = headerValue(entry.request.headers, 'content-type');
      transfer.filed ??= { body: entry.request.body, contentType };
    }
    void desk.dispatch(transfer, { kind: 'arrived', message: arrival });
  };

  const onSignal = (signal: EbxmlMessage): void => {
    if (outbox.settle(signal) || pds.settle(signal)) return;
    const about = book.find(signal.conversationId)?.sent.get(refOf(signal).toUpperCase());
    const transfer = book.find(signal.conversationId);
    const outcome = judgeSignal(signal);
    if (transfer && about && outcome) {
      void desk.dispatch(transfer, { kind: 'transport', about, ...outcome });
      return;
    }
    const facts = { service, messageId: signal.messageId, refToMessageId: refOf(signal) };
    logger.warn(facts, `${signal.action} about a message that was not sent from here`);
  };

  return { onMessage, onSignal };
}
