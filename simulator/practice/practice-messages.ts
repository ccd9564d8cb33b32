import type { Contract } from '../../src/domain/contract.ts';
import {
  APPLICATION_ACKNOWLEDGEMENT,
  EHR_REQUEST,
  GP2GP_SERVICE,
} from '../../src/domain/interaction.ts';
import { type BuiltMessage, buildMessage } from '../../src/gp2gp/build-message.ts';
import { writeEhrRequest } from '../../src/gp2gp/ehr-request.ts';
import { hl7Time } from '../../src/gp2gp/hl7-time.ts';
import { responseText } from '../../src/gp2gp/response-codes.ts';
import {
  acknowledgementStyle,
  buildApplicationAcknowledgement,
} from '../../src/wire/hl7/build-application-acknowledgement.ts';
import { writeWrapper } from '../../src/wire/hl7/write-wrapper.ts';
import type { PracticeRoom } from './practice-room.ts';
import type { Peer, Transfer } from './transfer-book.ts';

/** The request of a transfer that this practice starts; `undefined` without a contract for it. */
export function writeRequest(room: PracticeRoom, transfer: Transfer): BuiltMessage | undefined {
  const { state, peer, conversationId } = transfer;
  if (!peer || state.role !== 'requester' || !state.senderOds) return undefined;
  const contract =
    transfer.contracts.get(EHR_REQUEST) ??
    room.world.current().contractFor(peer.partyKey, GP2GP_SERVICE, EHR_REQUEST);
  if (!contract) return undefined;
  const time = room.clock.now();
  const { request, nhsNumber, ownOds, senderOds } = state;
  const payload = writeEhrRequest(
    { id: request.ehrRequestId, nhsNumber, requesterOds: ownOds, senderOds },
    { hl7Id: request.hl7Id, time, senderAsid: room.party.asid, receiverAsid: peer.asid },
  );
  return buildMessage({
    contract,
    fromPartyKey: room.party.partyKey,
    conversationId,
    messageId: request.messageId,
    time,
    payload: Buffer.from(payload),
  });
}

/**
 * An application acknowledgement; `undefined` when its recipient has no contract for it.
 *
 * @param agreed the recipient's contract where the directory was asked for it
 */
export function writeAcknowledgement(
  room: PracticeRoom,
  to: Peer | undefined,
  conversationId: string,
  { refTo, code }: { readonly refTo: string; readonly code: string | undefined },
  agreed?: Contract,
): BuiltMessage | undefined {
  const world = room.world.current();
  const contract =
    agreed ?? (to && world.contractFor(to.partyKey, GP2GP_SERVICE, APPLICATION_ACKNOWLEDGEMENT));
  if (!to || !contract) return undefined;
  const form = room.acknowledgementForm ?? 'REQ';
  const time = room.clock.now();
  const id = room.ids.uuid();
  const wrapper = buildApplicationAcknowledgement(form, {
    id,
    creationTime: hl7Time(time),
    messageRef: refTo,
    fromAsid: room.party.asid,
    toAsid: to.asid,
    refusal: code === undefined ? undefined : { code, display: responseText(code) },
  });
  return buildMessage({
    contract,
    fromPartyKey: room.party.partyKey,
    conversationId,
    messageId: id,
    time,
    payload: Buffer.from(writeWrapper(wrapper, undefined, acknowledgementStyle(form))),
  });
}
