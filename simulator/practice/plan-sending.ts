import { LARGE_MESSAGE } from '../../src/domain/interaction.ts';
import { compressed, wholeOf } from '../../src/gp2gp/content.ts';
import type { EhrRequest } from '../../src/gp2gp/ehr-request.ts';
import { needsSkeleton, planRecord } from '../../src/gp2gp/plan/plan-record.ts';
import type { RecordPlan, RecordShape } from '../../src/gp2gp/plan/record-plan.ts';
import type { TransferEvent } from '../../src/gp2gp/transfer-event.ts';
import { keepPayload } from './large/kept-payload.ts';
import type { SendingPlan } from './large/sending-plan.ts';
import { messageLimits, sendingPolicy } from './large/sending-rules.ts';
import type { OutgoingRecord, RecordSourceRef } from './outgoing-record.ts';
import type { PracticeMemory } from './practice-memory.ts';
import type { PracticeRoom } from './practice-room.ts';
import type { PatientRecord } from './record-source.ts';
import type { DirectoryDesk } from './registration/directory-desk.ts';
import type { StepAside } from './step-entry.ts';
import type { Transfer } from './transfer-book.ts';

/** What became of the search for a record. */
export interface Found {
  readonly event: TransferEvent;
  readonly aside?: StepAside | undefined;
}

export interface PlanningTools {
  readonly directory: DirectoryDesk;
  readonly memory: PracticeMemory;
  /** Makes the record of a plan. */
  readonly made: (sending: SendingPlan) => Promise<OutgoingRecord>;
}

/** Decides how a record will travel, or why it will not; sends nothing. */
export async function planSending(
  room: PracticeRoom,
  tools: PlanningTools,
  transfer: Transfer,
  record: PatientRecord,
  interaction: string,
): Promise<Found> {
  const { state, conversationId } = transfer;
  const asked = state.role === 'sender' ? state.request?.asked : undefined;
  if (!asked) return { event: { kind: 'record-failed', why: 'unexpected' } };
  const way = await wayTo(tools.directory, transfer, asked, interaction);
  if (way) return { event: way };
  const before = draft(room, transfer, asked, sourceOf(record), interaction);
  const outgoing = await tools.made(before);
  const shape = shapeOf(outgoing);
  const limits = messageLimits(room);
  const policy = sendingPolicy(room);
  const isSkeleton = needsSkeleton(shape, policy, limits);
  const whole = isSkeleton ? wholeOf(compressed(outgoing.payload)) : undefined;
  const payload = { length: outgoing.payload.length, compressedLength: whole?.length };
  const planned = planRecord({ ...shape, payload }, room.ids, policy, limits);
  if (!planned.ok) return { event: { kind: 'record-too-large', why: 'limit' } };
  const { plan } = planned;
  const obstacle = plan.parts.length > 0 && (await obstacleToLarge(tools, transfer, asked));
  if (obstacle) return { event: obstacle };
  const summary = 'the payload that a skeleton stands for, compressed';
  const kept = whole && (await keepPayload(room, conversationId, summary, whole));
  const { ids } = outgoing;
  const sending: SendingPlan = {
    ...before,
    ids,
    interaction: outgoing.interaction,
    plan,
    ...(kept && { wholePayload: kept }),
  };
  return {
    event: { kind: 'record-found', extract: ids, parts: partsOf(plan) },
    aside: { sending },
  };
}

/** Why the extract has no way to the practice that asks; `undefined` when it has one. */
async function wayTo(
  directory: DirectoryDesk,
  transfer: Transfer,
  { requesterOds }: EhrRequest,
  interaction: string,
): Promise<TransferEvent | undefined> {
  const outcome = await directory.find(transfer, requesterOds, interaction);
  if (outcome?.kind === 'found') return undefined;
  const why = outcome?.why === 'failed' ? 'source' : 'mapping';
  const because = `${requesterOds} is not found for ${interaction}: ${outcome?.because ?? ''}`;
  return { kind: 'record-failed', why, because };
}

/** Why nothing that does not fit one message can be sent; `undefined` when it can. */
async function obstacleToLarge(
  { directory, memory }: PlanningTools,
  transfer: Transfer,
  { requesterOds }: EhrRequest,
): Promise<TransferEvent | undefined> {
  if (!memory.settings().largeMessaging) return { kind: 'record-too-large', why: 'sender' };
  const outcome = await directory.find(transfer, requesterOds, LARGE_MESSAGE);
  if (outcome?.kind === 'found') return undefined;
  if (outcome?.why === 'failed') {
    return { kind: 'record-failed', why: 'source', because: outcome.because };
  }
  return { kind: 'record-too-large', why: 'requester' };
}

function draft(
  { clock, ids }: PracticeRoom,
  { conversationId, peer }: Transfer,
  asked: EhrRequest,
  source: RecordSourceRef,
  interaction: string,
): SendingPlan {
  const id = ids.uuid();
  return {
    source,
    interaction,
    // One UUID for envelope, payload and extract: every known receiver copes with that (gp2gp 1.5 D2).
    ids: { messageId: id, hl7Id: id, ehrExtractId: id },
    time: clock.now().toISOString(),
    conversationId,
    nhsNumber: asked.nhsNumber,
    priorRequestId: asked.id,
    destinationOds: asked.requesterOds,
    receiverAsid: peer?.asid ?? '',
    plan: { skeleton: undefined, documents: [], parts: [] },
  };
}

function sourceOf(record: PatientRecord): RecordSourceRef {
  switch (record.kind) {
    case 'extract':
      return { kind: 'shelf' };
    case 'seeded':
      return { kind: 'seeded', record: record.record };
    case 'synthetic':
      return { kind: 'synthetic', options: record.options };
  }
}

function shapeOf({ payload, documents }: OutgoingRecord): RecordShape {
  return {
    payload: { length: payload.length },
    attachments: documents.map((document) => ({
      id: document.id,
      fileName: document.fileName,
      contentType: document.contentType,
      length: document.bytes.length,
      ...(document.compressed && { compressedLength: compressed(document.bytes).length }),
    })),
  };
}

function partsOf({ parts }: RecordPlan) {
  return parts.map(({ messageId, hl7Id, kind }) => ({ messageId, hl7Id, kind }));
}
