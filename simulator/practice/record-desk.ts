import { createHash } from 'node:crypto';
import {
  EHR_EXTRACT,
  EHR_EXTRACT_WITH_REDACTIONS,
  LARGE_MESSAGE,
} from '../../src/domain/interaction.ts';
import { type Content, compressed } from '../../src/gp2gp/content.ts';
import { writeFragment } from '../../src/gp2gp/large/write-fragment.ts';
import {
  type ContentOf,
  documentsOfExtract,
  documentsOfPart,
} from '../../src/gp2gp/plan/planned-documents.ts';
import type { RecordAttachment } from '../../src/gp2gp/synthetic/attachments.ts';
import type { SendingPlan } from './large/sending-plan.ts';
import {
  type OutgoingRecord,
  outgoingRecord,
  RecordFailure,
  skeletonOf,
} from './outgoing-record.ts';
import { type Found, planSending } from './plan-sending.ts';
import type { PracticeMemory } from './practice-memory.ts';
import { compose, type ReadyMessage } from './practice-messages.ts';
import type { PracticeRoom } from './practice-room.ts';
import type { PatientRecord } from './record-source.ts';
import type { DirectoryDesk } from './registration/directory-desk.ts';
import { recordByPds } from './registration/record-by-pds.ts';
import type { Transfer } from './transfer-book.ts';

/** Finds the records that are asked for, and makes the messages that bring them, each at its turn. */
export interface RecordDesk {
  /** Says how the record will travel, or why it will not. */
  find(transfer: Transfer, nhsNumber: string): Promise<Found>;
  /** `undefined` when the directory names no way to the other practice. */
  extract(transfer: Transfer): Promise<ReadyMessage | undefined>;
  /** A message that follows the continue. */
  part(transfer: Transfer, messageId: string): Promise<ReadyMessage | undefined>;
}

export function recordDesk(
  room: PracticeRoom,
  directory: DirectoryDesk,
  memory: PracticeMemory,
): RecordDesk {
  const { conduct, journal, party } = room;
  /** Documents of transfers that are being sent. Their contents are made as they are asked for. */
  const documents = new WeakMap<Transfer, readonly RecordAttachment[]>();

  const made = (sending: SendingPlan): Promise<OutgoingRecord> =>
    outgoingRecord(room, sending).then((record) =>
      conduct.outgoingRecord({ record }, (asked) => asked.record),
    );

  const documentsOf = async (
    transfer: Transfer,
    sending: SendingPlan,
  ): Promise<readonly RecordAttachment[]> => {
    const known = documents.get(transfer);
    if (known) return known;
    const record = await made(sending);
    documents.set(transfer, record.documents);
    return record.documents;
  };

  /** The chunks of a document follow each other: it need not be compressed anew for each. */
  let last: { readonly bytes: Content; readonly content: Content } | undefined;
  const compressedOnce = (bytes: Content): Content => {
    if (last?.bytes !== bytes) last = { bytes, content: compressed(bytes) };
    return last.content;
  };

  const contentOf = (
    attachments: readonly RecordAttachment[],
    wholePayload: Buffer | undefined,
  ): ContentOf => {
    return ({ of, compressed: isCompressed }) => {
      if (of === 'payload') return wholePayload ?? Buffer.alloc(0);
      const document = attachments[of];
      if (!document) throw new Error(`a record lost its document ${of}`);
      const { bytes } = conduct.outgoingDocument({ document }, (asked) => asked.document);
      return isCompressed ? compressedOnce(bytes) : bytes;
    };
  };

  const wholePayloadOf = async ({ wholePayload }: SendingPlan): Promise<Buffer | undefined> =>
    wholePayload && journal.readBody(wholePayload.body);

  const recordOf = async (
    transfer: Transfer,
    nhsNumber: string,
  ): Promise<PatientRecord | undefined> => {
    const seeded = memory.seededRecord(nhsNumber);
    const held: PatientRecord | undefined = seeded
      ? { kind: 'seeded', record: seeded }
      : await room.records.recordFor(nhsNumber);
    const record = held ?? recordByPds(room, transfer);
    transfer.person = undefined;
    return record;
  };

  return {
    async find(transfer, nhsNumber) {
      try {
        const record = await recordOf(transfer, nhsNumber);
        const seeded = record?.kind === 'seeded' ? record.record : undefined;
        if (!record || seeded?.registered === 'left') return { event: { kind: 'record-missing' } };
        if (seeded?.confidential) return { event: { kind: 'record-failed', why: 'withheld' } };
        if (seeded?.problem) {
          const why = seeded.problem === 'source-fails' ? 'source' : 'mapping';
          return { event: { kind: 'record-failed', why } };
        }
        const marked = memory.settings().redactions && (seeded?.redactedEntries ?? 0) > 0;
        const interaction = marked ? EHR_EXTRACT_WITH_REDACTIONS : EHR_EXTRACT;
        const tools = { directory, memory, made };
        return await planSending(room, tools, transfer, record, interaction);
      } catch (error) {
        const { conversationId } = transfer;
        const { logger, service } = room;
        logger.warn(
          { service, conversationId, error: String(error) },
          'a record was not to be had',
        );
        const why = error instanceof RecordFailure ? error.why : 'mapping';
        return { event: { kind: 'record-failed', why } };
      }
    },

    async extract(transfer) {
      const { sending, conversationId } = transfer;
      if (!sending) return undefined;
      const { interaction, destinationOds, ids: own, plan } = sending;
      const contract = await directory.contractOf(transfer, destinationOds, interaction);
      if (!contract) return undefined;
      const record = await made(sending);
      documents.set(transfer, record.documents);
      const whole = await wholePayloadOf(sending);
      return compose(room, 'extract', {
        contract,
        fromPartyKey: party.partyKey,
        conversationId,
        messageId: own.messageId,
        time: new Date(sending.time),
        payload:
          plan.skeleton === undefined ? record.payload : skeletonOf(room, sending, plan.skeleton),
        documents: documentsOfExtract(plan, contentOf(record.documents, whole)),
      });
    },

    async part(transfer, messageId) {
      const { sending, conversationId } = transfer;
      const part = sending?.plan.parts.find((each) => each.messageId === messageId);
      if (!sending || !part) return undefined;
      const { destinationOds, receiverAsid, plan } = sending;
      const contract = await directory.contractOf(transfer, destinationOds, LARGE_MESSAGE);
      if (!contract) return undefined;
      const isPayload = plan.documents[part.document]?.of === 'payload';
      const whole = isPayload ? await wholePayloadOf(sending) : undefined;
      const content = contentOf(isPayload ? [] : await documentsOf(transfer, sending), whole);
      const time = new Date(sending.time);
      const brought = documentsOfPart(plan, part, content);
      const payload = writeFragment({
        hl7Id: part.hl7Id,
        time,
        senderAsid: party.asid,
        receiverAsid,
        fromOds: party.odsCode,
        toOds: destinationOds,
        fileName: brought.fileName,
        bodyId: bodyIdOf(messageId),
      });
      return compose(room, 'fragment', {
        contract,
        fromPartyKey: party.partyKey,
        conversationId,
        messageId,
        time,
        payload: Buffer.from(payload),
        documents: brought.documents,
      });
    },
  };
}

/** A UUID that follows from the message's: made again, the message is the same. */
function bodyIdOf(messageId: string): string {
  const hex = createHash('sha256').update(messageId).digest('hex').toUpperCase();
  const variant = '89AB'[Number.parseInt(hex[16] ?? '0', 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
