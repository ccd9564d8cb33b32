import { createHash } from 'node:crypto';
import {
  EHR_EXTRACT,
  EHR_EXTRACT_WITH_REDACTIONS,
  LARGE_MESSAGE,
} from '../../src/domain/interaction.ts';
import { compressed } from '../../src/gp2gp/content.ts';
import { writeFragment } from '../../src/gp2gp/large/write-fragment.ts';
import { needsSkeleton, planRecord } from '../../src/gp2gp/plan/plan-record.ts';
import {
  type ContentOf,
  documentsOfExtract,
  documentsOfPart,
} from '../../src/gp2gp/plan/planned-documents.ts';
import {
  type MessageLimits,
  type RecordShape,
  type SendingPolicy,
  SPINE_LIMITS,
} from '../../src/gp2gp/plan/record-plan.ts';
import type { RecordAttachment } from '../../src/gp2gp/synthetic/attachments.ts';
import type { TransferEvent } from '../../src/gp2gp/transfer-event.ts';
import { keepPayload } from './large/kept-payload.ts';
import type { SendingPlan } from './large/sending-plan.ts';
import {
  type OutgoingRecord,
  outgoingRecord,
  RecordFailure,
  skeletonOf,
} from './outgoing-record.ts';
import type { PracticeMemory } from './practice-memory.ts';
import { compose, type ReadyMessage } from './practice-messages.ts';
import type { PracticeRoom } from './practice-room.ts';
import type { PatientRecord } from './record-source.ts';
import type { DirectoryDesk } from './registration/directory-desk.ts';
import { recordByPds } from './registration/record-by-pds.ts';
import type { StepAside } from './step-entry.ts';
import type { Transfer } from './transfer-book.ts';

/** Finds the records that are asked for, and makes the messages that bring them, each at its turn. */
export interface RecordDesk {
  /** Says how the record will travel, or why it will not. */
  find(
    transfer: Transfer,
    nhsNumber: string,
  ): Promise<{ readonly event: TransferEvent; readonly aside?: StepAside | undefined }>;
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
  const { clock, conduct, ids, journal, party, world } = room;
  /** Documents of transfers that are being sent. Their contents are made as they are asked for. */
  const documents = new WeakMap<Transfer, readonly RecordAttachment[]>();

  const settings = () => world.current().practiceSettings(party.partyKey)?.transfers;

  const limits = (): MessageLimits => {
    const held = conduct.limits({ limits: world.current().limits }, (asked) => asked.limits);
    return {
      messageBytes: Math.min(held.messageBytes, SPINE_LIMITS.messageBytes),
      parts: held.parts,
      attachmentChars: Math.min(held.partBytes, SPINE_LIMITS.attachmentChars),
    };
  };

  const policy = (): Partial<SendingPolicy> => {
    const set = settings();
    if (!set) return {};
    const { attachments, chunkBytes: chunkChars, extractThreshold: payloadBytes } = set;
    return { attachments, chunkChars, payloadBytes };
  };

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

  const contentOf = (
    attachments: readonly RecordAttachment[],
    wholePayload: Buffer | undefined,
  ): ContentOf => {
    return ({ of, compressed: isCompressed }) => {
      if (of === 'payload') return wholePayload ?? Buffer.alloc(0);
      const document = attachments[of];
      if (!document) throw new Error(`a record lost its document ${of}`);
      const { bytes } = conduct.outgoingDocument({ document }, (asked) => asked.document);
      return isCompressed ? compressed(bytes) : bytes;
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

  /** Whether the other practice can be sent what does not fit one message. */
  const takesLarge = async (transfer: Transfer, odsCode: string): Promise<boolean> =>
    (await directory.contractOf(transfer, odsCode, LARGE_MESSAGE)) !== undefined;

  const prepare = async (
    transfer: Transfer,
    record: PatientRecord,
    interaction: string,
  ): ReturnType<RecordDesk['find']> => {
    const { state } = transfer;
    const asked = state.role === 'sender' ? state.request?.asked : undefined;
    if (!asked) return { event: { kind: 'record-failed', why: 'unexpected' } };
    const contract = await directory.contractOf(transfer, asked.requesterOds, interaction);
    const { peer } = transfer;
    if (!contract || !peer) {
      const because = `${asked.requesterOds} is not registered for ${interaction}`;
      return { event: { kind: 'record-failed', why: 'mapping', because } };
    }
    const id = ids.uuid();
    const before: SendingPlan = {
      source:
        record.kind === 'extract'
          ? { kind: 'shelf' }
          : record.kind === 'seeded'
            ? { kind: 'seeded', record: record.record }
            : { kind: 'synthetic', options: record.options },
      interaction,
      // One UUID for envelope, payload and extract: every known receiver copes with that (gp2gp 1.5 D2).
      ids: { messageId: id, hl7Id: id, ehrExtractId: id },
      time: clock.now().toISOString(),
      conversationId: transfer.conversationId,
      nhsNumber: asked.nhsNumber,
      priorRequestId: asked.id,
      destinationOds: asked.requesterOds,
      receiverAsid: peer.asid,
      plan: { skeleton: undefined, documents: [], parts: [] },
    };
    const outgoing = await made(before);
    const shape: RecordShape = {
      payload: { length: outgoing.payload.length },
      attachments: outgoing.documents.map((document) => ({
        id: document.id,
        fileName: document.fileName,
        contentType: document.contentType,
        length: document.bytes.length,
        ...(document.compressed && { compressedLength: compressed(document.bytes).length }),
      })),
    };
    const whole = needsSkeleton(shape, policy(), limits())
      ? compressed(outgoing.payload)
      : undefined;
    const payload = { length: outgoing.payload.length, compressedLength: whole?.length };
    const planned = planRecord({ ...shape, payload }, ids, policy(), limits());
    if (!planned.ok) return { event: { kind: 'record-too-large', why: 'limit' } };
    const { plan } = planned;
    if (plan.parts.length > 0) {
      if (!memory.settings().largeMessaging) {
        return { event: { kind: 'record-too-large', why: 'sender' } };
      }
      if (!(await takesLarge(transfer, asked.requesterOds))) {
        return { event: { kind: 'record-too-large', why: 'requester' } };
      }
    }
    const summary = 'the payload that a skeleton stands for, compressed';
    const bytes = whole && Buffer.from(whole.slice(0, whole.length));
    const kept = bytes && (await keepPayload(room, transfer.conversationId, summary, bytes));
    const sending: SendingPlan = {
      ...before,
      ids: outgoing.ids,
      interaction: outgoing.interaction,
      plan,
      ...(kept && { wholePayload: kept }),
    };
    documents.set(transfer, outgoing.documents);
    const parts = plan.parts.map(({ messageId, hl7Id, kind }) => ({ messageId, hl7Id, kind }));
    return {
      event: { kind: 'record-found', extract: outgoing.ids, parts },
      aside: { sending },
    };
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
        return await prepare(transfer, record, marked ? EHR_EXTRACT_WITH_REDACTIONS : EHR_EXTRACT);
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
