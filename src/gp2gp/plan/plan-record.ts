import type { Ids } from '../../platform/ids.ts';
import { base64Length } from '../content.ts';
import { ENVELOPE_BYTES, PART_BYTES, referenceBytes } from './message-room.ts';
import {
  type AttachmentShape,
  type MessageLimits,
  type PlannedDocument,
  type PlannedPart,
  type Planning,
  type RecordShape,
  type SendingPolicy,
  SPINE_LIMITS,
  USUAL_POLICY,
  type Way,
} from './record-plan.ts';
import { wayOutside } from './way-outside.ts';

/** A skeleton of an extract: frame, one folder, one narrative. */
const SKELETON_BYTES = 20_000;

interface Candidate extends AttachmentShape {
  readonly of: number | 'payload';
  readonly chars: number;
}

/** Whether the payload must be replaced by a skeleton (gp2gp 3.6), so that it must be compressed first. */
export function needsSkeleton(
  shape: RecordShape,
  policy: Partial<SendingPolicy> = {},
  limits: MessageLimits = SPINE_LIMITS,
): boolean {
  const { skeleton, payloadBytes } = { ...USUAL_POLICY, ...policy };
  if (skeleton !== 'by-size') return skeleton === 'always';
  const bare = ENVELOPE_BYTES + referenceBytes(shape.attachments) + shape.payload.length;
  return shape.payload.length > payloadBytes || bare > limits.messageBytes;
}

/**
 * Says how a record travels: what goes inline, what in a message of its own, what in chunks behind an index,
 * and whether the payload is replaced by a skeleton (gp2gp 3.1 to 3.7). No message of the plan breaks the
 * limits. Lengths and ids alone are looked at, never bytes.
 *
 * @throws RangeError when a skeleton is needed and nobody knows how long the compressed payload is
 */
export function planRecord(
  shape: RecordShape,
  ids: Ids,
  options: Partial<SendingPolicy> = {},
  limits: MessageLimits = SPINE_LIMITS,
): Planning {
  const policy = { ...USUAL_POLICY, ...options };
  const skeleton = needsSkeleton(shape, policy, limits) ? ids.uuid() : undefined;
  const candidates: readonly Candidate[] = [
    ...(skeleton === undefined ? [] : [payloadCandidate(shape, skeleton, policy)]),
    ...shape.attachments.map((one, of) => ({ ...one, of, chars: charsOf(one) })),
  ];
  const core = skeleton === undefined ? shape.payload.length : SKELETON_BYTES;
  let room = limits.messageBytes - ENVELOPE_BYTES - core - referenceBytes(candidates);
  if (room < 0) return { ok: false, because: 'the extract itself does not fit a message' };
  let partsLeft = limits.parts - 2;
  const documents: PlannedDocument[] = [];
  const parts: PlannedPart[] = [];
  for (const candidate of candidates) {
    const { chars, fileName } = candidate;
    const fits = chars + PART_BYTES <= room && chars <= limits.attachmentChars && partsLeft > 0;
    let way: Way | string;
    if (wantsInline(candidate, policy, fits)) {
      way = fits ? { kind: 'inline' } : `${fileName} does not fit the extract`;
      room -= chars + PART_BYTES;
      partsLeft -= 1;
    } else way = wayOutside(candidate, chars, policy.chunkChars, ids, limits);
    if (typeof way === 'string') return { ok: false, because: way };
    documents.push(documentOf(candidate, way));
    parts.push(...partsOf(way, documents.length - 1, policy.hl7Ids, ids));
    if (parts.length > policy.mostMessages) {
      return { ok: false, because: `the record needs more than ${policy.mostMessages} messages` };
    }
  }
  return { ok: true, plan: { skeleton, documents, parts } };
}

/** What stands for the payload goes outside unless told: a sender that wants room does not fill it again. */
function wantsInline({ travels, of }: Candidate, policy: SendingPolicy, fits: boolean): boolean {
  if (travels !== undefined) return travels === 'inline';
  return of !== 'payload' && policy.attachments === 'inline' && fits;
}

function payloadCandidate(shape: RecordShape, id: string, policy: SendingPolicy): Candidate {
  const { length, compressedLength } = shape.payload;
  if (compressedLength === undefined) {
    throw new RangeError('a payload that a skeleton stands for must have been compressed');
  }
  return {
    of: 'payload',
    id,
    fileName: `${id}.gzip`,
    contentType: 'text/xml',
    length,
    compressedLength,
    chars: base64Length(compressedLength),
    travels: policy.skeletonTravels,
  };
}

function charsOf({ length, compressedLength }: AttachmentShape): number {
  return base64Length(compressedLength ?? length);
}

function documentOf(candidate: Candidate, way: Way): PlannedDocument {
  const { of, id, fileName, contentType, chars, compressedLength, announcedLarge } = candidate;
  return {
    of,
    id,
    fileName,
    contentType,
    compressed: compressedLength !== undefined,
    chars,
    announcedLarge: announcedLarge ?? way.kind === 'chunks',
    way,
  };
}

function partsOf(
  way: Way,
  document: number,
  hl7Ids: SendingPolicy['hl7Ids'],
  ids: Ids,
): PlannedPart[] {
  const part = (messageId: string, kind: PlannedPart['kind'], chunk?: number): PlannedPart => ({
    messageId,
    hl7Id: hl7Ids === 'same' ? messageId : ids.uuid(),
    kind,
    document,
    chunk,
  });
  if (way.kind === 'inline') return [];
  if (way.kind === 'whole') return [part(way.messageId, 'fragment')];
  const own = way.chunks[0]?.messageId === way.messageId ? 0 : undefined;
  return [
    part(way.messageId, 'index', own),
    ...way.chunks.flatMap(({ messageId }, n) => (n === own ? [] : [part(messageId, 'chunk', n)])),
  ];
}
