import type { RecordPlan } from '../../../src/gp2gp/plan/record-plan.ts';
import type { ExtractIds } from '../../../src/gp2gp/transfer-event.ts';
import type { RecordSourceRef } from '../outgoing-record.ts';
import type { KeptPayload } from './kept-payload.ts';

/**
 * What a sender has decided to send: with it every message can be made at its turn, and made the same again. Plain
 * data.
 */
export interface SendingPlan {
  /** What the record is made of. */
  readonly source: RecordSourceRef;
  /** `RCMR_IN030000UK06` or `UK07`. */
  readonly interaction: string;
  readonly ids: ExtractIds;
  /** Stands in every message of it, ISO 8601 UTC. */
  readonly time: string;
  readonly conversationId: string;
  readonly nhsNumber: string;
  readonly priorRequestId: string;
  readonly destinationOds: string;
  readonly receiverAsid: string;
  readonly plan: RecordPlan;
  /** The compressed payload that a skeleton stands for. */
  readonly wholePayload?: KeptPayload | undefined;
}
