import {
  EHR_EXTRACT,
  EHR_EXTRACT_WITH_REDACTIONS,
  GP2GP_SERVICE,
} from '../../src/domain/interaction.ts';
import { type BuiltMessage, buildMessage } from '../../src/gp2gp/build-message.ts';
import { readEhrExtract } from '../../src/gp2gp/ehr-extract.ts';
import type { EhrRequest } from '../../src/gp2gp/ehr-request.ts';
import type { RecordAttachment } from '../../src/gp2gp/synthetic/attachments.ts';
import { synthesizeRecord } from '../../src/gp2gp/synthetic-record.ts';
import type { ExtractIds } from '../../src/gp2gp/transfer-event.ts';
import { readWrapper } from '../../src/wire/hl7/read-wrapper.ts';
import type { PracticeRoom } from './practice-room.ts';
import type { PatientRecord } from './record-source.ts';
import type { Peer, Transfer } from './transfer-book.ts';

export type PreparedExtract =
  | { readonly kind: 'ready'; readonly message: BuiltMessage; readonly ids: ExtractIds }
  /** More than one message can carry, and large messaging is not played. */
  | { readonly kind: 'too-large' }
  | { readonly kind: 'no-contract'; readonly interaction: string };

interface Content {
  readonly payload: Uint8Array;
  readonly attachments: readonly RecordAttachment[];
  readonly interaction: string;
  readonly ids: ExtractIds;
}

/** Makes the message that answers a request out of what the practice holds of the patient. */
export function prepareExtract(
  room: PracticeRoom,
  record: PatientRecord,
  request: EhrRequest,
  transfer: Pick<Transfer, 'peer' | 'conversationId' | 'contracts'>,
): PreparedExtract {
  const { peer: requester, conversationId, contracts } = transfer;
  if (!requester) return { kind: 'no-contract', interaction: EHR_EXTRACT };
  const world = room.world.current();
  const content =
    record.kind === 'synthetic'
      ? invented(room, record.options, request, requester)
      : given(room, record);
  const { interaction, ids } = content;
  const contract =
    contracts.get(interaction) ?? world.contractFor(requester.partyKey, GP2GP_SERVICE, interaction);
  if (!contract) return { kind: 'no-contract', interaction };
  const message = buildMessage({
    contract,
    fromPartyKey: room.party.partyKey,
    conversationId,
    messageId: ids.messageId,
    time: room.clock.now(),
    payload: content.payload,
    attachments: content.attachments,
  });
  const { messageBytes, parts } = world.limits;
  if (message.body.length > messageBytes || message.parts > parts) return { kind: 'too-large' };
  return { kind: 'ready', message, ids };
}

/** One UUID for envelope, payload and extract: every known receiver copes with that (gp2gp 1.5 D2). */
function invented(
  room: PracticeRoom,
  options: Extract<PatientRecord, { kind: 'synthetic' }>['options'],
  request: EhrRequest,
  requester: Peer,
): Content {
  const id = room.ids.uuid();
  const { payload, attachments } = synthesizeRecord(options, {
    hl7Id: id,
    id,
    time: room.clock.now(),
    senderAsid: room.party.asid,
    receiverAsid: requester.asid,
    priorRequestId: request.id,
    nhsNumber: request.nhsNumber,
    authorOds: room.party.odsCode,
    destinationOds: request.requesterOds,
  });
  const ids = { messageId: id, hl7Id: id, ehrExtractId: id };
  return { payload, attachments, interaction: EHR_EXTRACT, ids };
}

/** A payload that goes as it is: its own ids are looked up, so that its acknowledgement is recognised. */
function given(room: PracticeRoom, record: Extract<PatientRecord, { kind: 'extract' }>): Content {
  const { payload, attachments } = record;
  const wrapper = readWrapper(payload);
  const frame = readEhrExtract(payload);
  const messageId = room.ids.uuid();
  const hl7Id = (wrapper.ok && wrapper.value.id) || messageId;
  const redacted = wrapper.ok && wrapper.value.rootName === EHR_EXTRACT_WITH_REDACTIONS;
  return {
    payload,
    attachments,
    interaction: redacted ? EHR_EXTRACT_WITH_REDACTIONS : EHR_EXTRACT,
    ids: { messageId, hl7Id, ehrExtractId: frame.ok ? frame.value.id : hl7Id },
  };
}
