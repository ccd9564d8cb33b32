import { gzipSync } from 'node:zlib';
import { EHR_EXTRACT, EHR_EXTRACT_WITH_REDACTIONS } from '../domain/interaction.ts';
import type { DocumentToWrite } from '../gp2gp/document-to-write.ts';
import {
  type SyntheticFacts,
  type SyntheticOptions,
  synthesizeRecord,
  synthesizeSkeleton,
} from '../gp2gp/synthetic-record.ts';
import type { Ids } from '../platform/ids.ts';
import { cutsOf, type HeldDocument } from './held-document.ts';
import { documentShape, type RecordShape } from './record-shape.ts';
import { announcementOf, partsOf, skeletonDocument, type WirePart } from './wire-part.ts';

/** A record as it goes out in one conversation. */
export interface RecordInPlay {
  readonly interaction: string;
  /** The payload of the extract: of the record, or of its skeleton. */
  readonly core: Buffer;
  /** The payload that the receiver is to end up with. */
  readonly payload: Buffer;
  /** The manifest of the extract beside its payload. Inline documents are encoded when it is asked for. */
  announced(): readonly DocumentToWrite[];
  /** The messages that follow, in the order in which they are announced. */
  readonly parts: readonly WirePart[];
}

export interface RecordFacts {
  readonly seed: number;
  readonly documents: readonly HeldDocument[];
  /** ODS codes of practices that held the record before, as many as are needed. */
  readonly earlier: readonly string[];
  /** The HL7 id of a message is its ebXML MessageId. */
  readonly sameHl7Id: boolean;
  readonly pretty: boolean;
  /** NHS number of the patient that the record inside a skeleton is about, where that is another. */
  readonly skeletonNhsNumber?: string | undefined;
  readonly extract: Omit<SyntheticFacts, 'interaction'>;
}

/** Writes a record for a conversation. The same shape, facts and ids give the same bytes. */
export function playRecord(shape: RecordShape, facts: RecordFacts, ids: Ids): RecordInPlay {
  const { documents, sameHl7Id, seed } = facts;
  const interaction = shape.interaction === 'UK07' ? EHR_EXTRACT_WITH_REDACTIONS : EHR_EXTRACT;
  const options = optionsOf(shape, facts);
  const transfer = { ...facts.extract, interaction };
  if (!shape.skeleton) {
    const payload = laidOut(synthesizeRecord(options, transfer).payload, facts.pretty);
    const parts = documents.flatMap((document) => partsOf(document, ids, sameHl7Id));
    const announced = () => documents.flatMap((each) => announcementOf(each, parts) ?? []);
    return { interaction, core: payload, payload, announced, parts };
  }
  const { skeleton } = shape;
  const id = ids.uuid();
  const made = synthesizeSkeleton(options, transfer, id, skeleton.form);
  const other = facts.skeletonNhsNumber;
  const inside =
    other === undefined
      ? made
      : synthesizeSkeleton(options, { ...transfer, nhsNumber: other }, id, skeleton.form);
  const whole = documentShape.parse({
    name: 'payload',
    contentType: 'text/xml',
    travels: skeleton.travels,
    chunk: skeleton.chunk,
    compressed: skeleton.compressed,
  });
  const packed = skeleton.compressed ? gzipSync(inside.replaced) : inside.replaced;
  // What is no gzip cannot be unpacked; what is no XML cannot be read.
  const carried = skeleton.broken ? Buffer.from(`broken ${seed}`.repeat(40)) : packed;
  const stand = skeletonDocument({ id, shape: whole }, carried, (length) =>
    skeleton.travels === 'in-chunks' ? cutsOf(whole, length) : [[0, length]],
  );
  const all = [stand, ...documents];
  const parts = all.flatMap((document) => partsOf(document, ids, sameHl7Id));
  const announced = () =>
    all.flatMap(
      (each) => announcementOf(each, parts, each === stand ? skeleton.marker : undefined) ?? [],
    );
  const { core, payload } = made;
  return { interaction, core: laidOut(core, facts.pretty), payload, announced, parts };
}

function optionsOf(
  shape: RecordShape,
  { seed, documents, earlier }: RecordFacts,
): SyntheticOptions {
  const { entries, payloadBytes, folders, empty, nesting, redacted, readCodes, narrative } = shape;
  return {
    seed,
    empty,
    redacted,
    readCodes,
    earlierPractices: earlier.slice(0, folders - 1),
    ...(nesting > 0 && { nesting }),
    ...(entries !== undefined && { entries }),
    ...(payloadBytes !== undefined && { payloadBytes }),
    ...(narrative !== undefined && { narrative }),
    documents: documents.map((document) => ({
      id: document.id,
      name: document.shape.placeholder ? document.fileName : document.name,
      contentType: document.contentType,
      bytes: new Uint8Array(),
      anchored: document.shape.anchored,
      ...(document.shape.placeholder && {
        absent: { title: document.shape.name, odsCode: '', conversationId: '' },
      }),
    })),
  };
}

/** Line breaks between elements, for readers that are thrown by them, or by none (D6). */
function laidOut(payload: Buffer, pretty: boolean): Buffer {
  if (!pretty) return payload;
  return Buffer.from(payload.toString('utf8').replaceAll('><', '>\n<'));
}
