import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { EHR_EXTRACT, EHR_EXTRACT_WITH_REDACTIONS } from '../../src/domain/interaction.ts';
import type { Content } from '../../src/gp2gp/content.ts';
import { readEhrExtract } from '../../src/gp2gp/ehr-extract.ts';
import type { RecordAttachment } from '../../src/gp2gp/synthetic/attachments.ts';
import {
  type SyntheticOptions,
  synthesizeRecord,
  synthesizeSkeleton,
} from '../../src/gp2gp/synthetic-record.ts';
import type { ExtractIds } from '../../src/gp2gp/transfer-event.ts';
import { readWrapper } from '../../src/wire/hl7/read-wrapper.ts';
import type { SeededRecord } from './hooks/hook-schemas.ts';
import type { SendingPlan } from './large/sending-plan.ts';
import type { PracticeRoom } from './practice-room.ts';
import { isSupported } from './supported-types.ts';

/** What a record is made of. Plain data, but for what lies on the shelf alone. */
export type RecordSourceRef =
  | { readonly kind: 'synthetic'; readonly options: SyntheticOptions }
  | { readonly kind: 'seeded'; readonly record: SeededRecord }
  /** An extract that was put on the shelf in memory: a restart of the machine loses it. */
  | { readonly kind: 'shelf' };

/** A record as it is to be sent. The contents of documents are made or read as they are asked for. */
export interface OutgoingRecord {
  readonly payload: Buffer;
  readonly documents: readonly OutgoingDocument[];
  readonly interaction: string;
  readonly ids: ExtractIds;
}

export type OutgoingDocument = RecordAttachment;

/** The record cannot be had. */
export class RecordFailure extends Error {
  readonly why: 'mapping' | 'source';

  constructor(why: 'mapping' | 'source', message: string) {
    super(message);
    this.why = why;
  }
}

/** Makes a record out of what it is made of: the same each time. */
export async function outgoingRecord(
  room: PracticeRoom,
  sending: SendingPlan,
): Promise<OutgoingRecord> {
  const { source } = sending;
  switch (source.kind) {
    case 'synthetic':
      return invented(room, sending, source.options);
    case 'seeded':
      return seeded(room, sending, source.record);
    case 'shelf': {
      const record = await room.records.recordFor(sending.nhsNumber);
      if (record?.kind !== 'extract') throw new RecordFailure('source', 'the record is gone');
      return given(sending, record);
    }
  }
}

function factsOf(room: Pick<PracticeRoom, 'party'>, sending: SendingPlan) {
  const { ids, time, receiverAsid, priorRequestId, nhsNumber, destinationOds } = sending;
  return {
    hl7Id: ids.hl7Id,
    id: ids.ehrExtractId,
    time: new Date(time),
    senderAsid: room.party.asid,
    receiverAsid,
    priorRequestId,
    nhsNumber,
    authorOds: room.party.odsCode,
    destinationOds,
    interaction: sending.interaction,
  };
}

function invented(
  room: Pick<PracticeRoom, 'party'>,
  sending: SendingPlan,
  options: SyntheticOptions,
): OutgoingRecord {
  const { payload, attachments } = synthesizeRecord(options, factsOf(room, sending));
  const { ids, interaction } = sending;
  return { payload, documents: attachments, interaction, ids };
}

/** A payload that goes as it is: its own ids are looked up, so that its acknowledgement is recognised. */
function given(
  { ids }: SendingPlan,
  record: { readonly payload: Uint8Array; readonly attachments: readonly RecordAttachment[] },
): OutgoingRecord {
  const payload = Buffer.from(record.payload);
  const wrapper = readWrapper(payload);
  const frame = readEhrExtract(payload);
  const hl7Id = (wrapper.ok && wrapper.value.id) || ids.messageId;
  const redacted = wrapper.ok && wrapper.value.rootName === EHR_EXTRACT_WITH_REDACTIONS;
  return {
    payload,
    documents: record.attachments,
    interaction: redacted ? EHR_EXTRACT_WITH_REDACTIONS : EHR_EXTRACT,
    ids: {
      messageId: ids.messageId,
      hl7Id,
      ehrExtractId: frame.ok ? frame.value.id : hl7Id,
    },
  };
}

/** A file as content: only what is asked for is read. */
export function fileContent(path: string, length: number): Content {
  return {
    length,
    slice(from, to) {
      const bytes = Buffer.alloc(Math.max(0, Math.min(to, length) - from));
      let file: number;
      try {
        file = openSync(path, 'r');
      } catch (error) {
        throw new RecordFailure('source', `a document is not there: ${String(error)}`);
      }
      try {
        for (let at = 0; at < bytes.length; ) {
          const read = readSync(file, bytes, at, bytes.length - at, from + at);
          if (read === 0) throw new RecordFailure('source', 'a document is shorter than it was');
          at += read;
        }
      } finally {
        closeSync(file);
      }
      return bytes;
    },
  };
}

/** An invented record with the documents that were given, as files; what cannot be sent is replaced (gp2gp 3.9). */
/** Clinical entries of the largest records that are met; more would only take longer. */
const MOST_ENTRIES = 3000;

function seeded(
  room: Pick<PracticeRoom, 'party'>,
  sending: SendingPlan,
  record: SeededRecord,
): OutgoingRecord {
  const { nhsNumber, conversationId } = sending;
  const { entries, payloadBytes, redactedEntries, earlierPractice, documents } = record;
  return invented(room, sending, {
    seed: seedOf(nhsNumber),
    redacted: redactedEntries,
    // What fills a payload beyond so many entries is text.
    ...(payloadBytes === undefined ? { entries } : { payloadBytes, entries: MOST_ENTRIES }),
    ...(earlierPractice !== undefined && { earlierPractices: [earlierPractice] }),
    ...(isEmpty(record) && { empty: true }),
    documents: documents.map(({ fileName: name, contentType, kind, bytes, absent, path }) => {
      const isMissing = absent || !isSupported(contentType);
      const { odsCode } = room.party;
      return {
        name,
        contentType,
        kind,
        bytes: fileContent(path, bytes),
        ...(isMissing && { absent: { title: name, odsCode, conversationId } }),
      };
    }),
  });
}

function isEmpty({ entries, payloadBytes, redactedEntries, documents }: SeededRecord): boolean {
  const nothing = entries === 0 && redactedEntries === 0 && payloadBytes === undefined;
  return nothing && documents.length === 0;
}

/** The same patient always has the same record. */
function seedOf(nhsNumber: string): number {
  return createHash('sha256').update(nhsNumber).digest().readUInt32BE();
}

/** The extract that goes in place of a payload that is too large: its frame, and one statement (gp2gp 3.6). */
export function skeletonOf(
  room: Pick<PracticeRoom, 'party'>,
  sending: SendingPlan,
  documentId: string,
): Buffer {
  const options = { seed: seedOf(sending.nhsNumber), entries: 0 };
  return synthesizeSkeleton(options, factsOf(room, sending), documentId).core;
}
