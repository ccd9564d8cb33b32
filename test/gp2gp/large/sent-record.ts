import { type BuiltMessage, buildMessage } from '../../../src/gp2gp/build-message.ts';
import { type Content, compressed } from '../../../src/gp2gp/content.ts';
import { writeFragment } from '../../../src/gp2gp/large/write-fragment.ts';
import { needsSkeleton, planRecord } from '../../../src/gp2gp/plan/plan-record.ts';
import { documentsOfExtract, documentsOfPart } from '../../../src/gp2gp/plan/planned-documents.ts';
import type {
  AttachmentShape,
  MessageLimits,
  PlannedDocument,
  RecordPlan,
  SendingPolicy,
} from '../../../src/gp2gp/plan/record-plan.ts';
import { type GpMessage, readMessage } from '../../../src/gp2gp/read-message.ts';
import { synthesizeSkeleton } from '../../../src/gp2gp/synthetic-record.ts';
import { seededIds } from '../../../src/platform/ids.ts';
import { seededRandom } from '../../../src/platform/random.ts';
import { FACTS } from '../extract-facts.ts';
import { PLAN } from '../message-plan.ts';

export interface Held {
  readonly bytes: Uint8Array;
  readonly compressed: boolean;
  readonly shape?: Partial<AttachmentShape>;
}

/** A record on its way: what was planned, and every message of it. */
export interface SentRecord {
  readonly plan: RecordPlan;
  readonly payload: Buffer;
  readonly extract: BuiltMessage;
  readonly parts: readonly BuiltMessage[];
}

const TIME = new Date('2026-03-01T09:20:00Z');
const NOTHING = '00000000-0000-4000-8000-000000000000';

/** Plans a record and builds all its messages; text when no plan keeps the limits. */
export function sendRecord(
  held: readonly Held[],
  payloadBytes: number,
  policy: Partial<SendingPolicy>,
  limits: MessageLimits,
): SentRecord | string {
  const facts = { ...FACTS, hl7Id: PLAN.messageId };
  const options = { seed: 5, entries: 1, payloadBytes };
  const { payload } = synthesizeSkeleton(options, facts, NOTHING);
  const contents = held.map((one) => (one.compressed ? compressed(one.bytes) : one.bytes));
  const attachments = held.map((one, n) => ({
    id: `AAAAAAAA-1111-4111-8111-${String(n).padStart(12, '0')}`,
    // TPP gives many the same name.
    fileName: 'Untitled',
    contentType: 'text/plain',
    length: one.bytes.length,
    ...(one.compressed && { compressedLength: contents[n]?.length ?? 0 }),
    ...one.shape,
  }));
  const bare = { payload: { length: payload.length }, attachments };
  const whole: Content | undefined = needsSkeleton(bare, policy, limits)
    ? compressed(payload)
    : undefined;
  const shape = { ...bare, payload: { length: payload.length, compressedLength: whole?.length } };
  const planning = planRecord(shape, seededIds(seededRandom(3)), policy, limits);
  if (!planning.ok) return planning.because;
  const { plan } = planning;
  const contentOf = ({ of }: PlannedDocument): Content =>
    (of === 'payload' ? whole : contents[of]) ?? new Uint8Array();
  const skeleton = plan.skeleton;
  const extract = buildMessage({
    ...PLAN,
    payload: skeleton ? synthesizeSkeleton(options, facts, skeleton).core : payload,
    documents: documentsOfExtract(plan, contentOf),
  });
  const contract = { ...PLAN.contract, action: 'COPC_IN000001UK01' };
  const parts = plan.parts.map((part) => {
    const { fileName, documents } = documentsOfPart(plan, part, contentOf);
    const text = writeFragment({
      hl7Id: part.hl7Id,
      time: TIME,
      senderAsid: FACTS.senderAsid,
      receiverAsid: FACTS.receiverAsid,
      fromOds: FACTS.authorOds,
      toOds: FACTS.destinationOds,
      fileName,
      bodyId: part.hl7Id,
    });
    return buildMessage({
      ...PLAN,
      contract,
      messageId: part.messageId,
      payload: Buffer.from(text),
      documents,
    });
  });
  return { plan, payload, extract, parts };
}

export function received({ headers, body }: BuiltMessage): GpMessage {
  const read = readMessage(headers[0]?.[1], body);
  if (!read.ok) throw new Error(read.failure.message);
  return read.value;
}
