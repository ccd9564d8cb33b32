import type { Contract } from '../../src/domain/contract.ts';
import {
  APPLICATION_ACKNOWLEDGEMENT,
  EHR_REQUEST,
  LARGE_MESSAGE,
} from '../../src/domain/interaction.ts';
import {
  type BuiltMessage,
  buildMessage,
  type MessagePlan,
} from '../../src/gp2gp/build-message.ts';
import { writeEhrRequest } from '../../src/gp2gp/ehr-request.ts';
import { hl7Time } from '../../src/gp2gp/hl7-time.ts';
import { writeContinue as writeContinuePayload } from '../../src/gp2gp/large/write-continue.ts';
import { responseText } from '../../src/gp2gp/response-codes.ts';
import {
  acknowledgementStyle,
  buildApplicationAcknowledgement,
} from '../../src/wire/hl7/build-application-acknowledgement.ts';
import type { WrapperAuthor } from '../../src/wire/hl7/transmission-wrapper.ts';
import { writeWrapper } from '../../src/wire/hl7/write-wrapper.ts';
import type { OutgoingRole } from './conduct.ts';
import type { PracticeMemory } from './practice-memory.ts';
import type { PracticeRoom } from './practice-room.ts';
import type { DirectoryAsker, DirectoryDesk } from './registration/directory-desk.ts';
import { lookupsOf } from './registration/practice-lookups.ts';
import { peerOdsOf, type Transfer } from './transfer-book.ts';

/** A message with the contract that it goes by. */
export interface ReadyMessage {
  readonly message: BuiltMessage;
  readonly contract: Contract;
}

/** Asks for the parts of a large record; `undefined` without a contract for it. */
export async function writeContinue(
  room: PracticeRoom,
  directory: DirectoryDesk,
  transfer: Transfer,
  refTo: string,
): Promise<ReadyMessage | undefined> {
  const { conversationId } = transfer;
  const toOds = peerOdsOf(transfer);
  const contract = await directory.contractOf(transfer, toOds, LARGE_MESSAGE);
  const { peer } = transfer;
  if (!contract || !peer) return undefined;
  const { party, ids, clock } = room;
  const time = clock.now();
  const hl7Id = ids.uuid();
  const payload = writeContinuePayload({
    hl7Id,
    time,
    senderAsid: party.asid,
    receiverAsid: peer.asid,
    fromOds: party.odsCode,
    toOds,
    refTo,
  });
  return compose(room, 'continue', {
    contract,
    fromPartyKey: party.partyKey,
    conversationId,
    messageId: hl7Id,
    time,
    payload: Buffer.from(payload),
  });
}

/** The request of a transfer that this practice starts; `undefined` without a contract for it. */
export async function writeRequest(
  room: PracticeRoom,
  directory: DirectoryDesk,
  memory: Pick<PracticeMemory, 'registrationOf'>,
  transfer: Transfer,
): Promise<ReadyMessage | undefined> {
  const { state, conversationId } = transfer;
  if (state.role !== 'requester' || !state.senderOds) return undefined;
  const contract = await directory.contractOf(transfer, state.senderOds, EHR_REQUEST);
  const { peer } = transfer;
  if (!contract || !peer) return undefined;
  const time = room.clock.now();
  const { request, nhsNumber, ownOds, senderOds } = state;
  const payload = writeEhrRequest(
    { id: request.ehrRequestId, nhsNumber, requesterOds: ownOds, senderOds },
    {
      hl7Id: request.hl7Id,
      time,
      senderAsid: room.party.asid,
      receiverAsid: peer.asid,
      ...(isByUser(memory, transfer) && { author: userOf(room) }),
    },
  );
  return compose(room, 'request', {
    contract,
    fromPartyKey: room.party.partyKey,
    conversationId,
    messageId: request.messageId,
    time,
    payload: Buffer.from(payload),
  });
}

/** An application acknowledgement; `undefined` when its recipient has no contract for it. */
export async function writeAcknowledgement(
  room: PracticeRoom,
  directory: DirectoryDesk,
  to: DirectoryAsker,
  odsCode: string,
  {
    role,
    refTo,
    code,
  }: {
    readonly role: 'acknowledgement' | 'stray-acknowledgement';
    readonly refTo: string;
    readonly code: string | undefined;
  },
): Promise<ReadyMessage | undefined> {
  const contract = await directory.contractOf(to, odsCode, APPLICATION_ACKNOWLEDGEMENT);
  const { conversationId, peer } = to;
  if (!contract || !peer) return undefined;
  const form = room.acknowledgementForm ?? 'REQ';
  const time = room.clock.now();
  const id = room.ids.uuid();
  const wrapper = buildApplicationAcknowledgement(form, {
    id,
    creationTime: hl7Time(time),
    messageRef: refTo,
    fromAsid: room.party.asid,
    toAsid: peer.asid,
    refusal: code === undefined ? undefined : { code, display: responseText(code) },
  });
  return compose(room, role, {
    contract,
    fromPartyKey: room.party.partyKey,
    conversationId,
    messageId: id,
    time,
    payload: Buffer.from(writeWrapper(wrapper, undefined, acknowledgementStyle(form))),
  });
}

/** Whether a person registered the patient, whom the request then names. */
function isByUser(
  memory: Pick<PracticeMemory, 'registrationOf'>,
  { state, opening }: Transfer,
): boolean {
  return [state, opening].some(
    (each) => each.role === 'requester' && memory.registrationOf(each.nhsNumber)?.byUser,
  );
}

/** The user at the practice: the one who is set, else one that is invented (gp2gp 2.3). */
function userOf(room: PracticeRoom): WrapperAuthor {
  return lookupsOf(room).author ?? USER;
}

const USER: WrapperAuthor = {
  roleProfile: '999000000100',
  user: '999000000200',
  jobRole: 'R8000',
};

/** Builds a message as the practice's conduct has it. */
export function compose(
  { conduct }: Pick<PracticeRoom, 'conduct'>,
  role: OutgoingRole,
  plan: MessagePlan,
): ReadyMessage {
  const message = conduct.buildMessage({ role, plan }, (asked) => buildMessage(asked.plan));
  return { message, contract: plan.contract };
}
