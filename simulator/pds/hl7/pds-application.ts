import type {
  LaterAnswer,
  LaterRequest,
  Objection,
  SynchronousAnswer,
  SynchronousRequest,
} from '../../doors/spine-application.ts';
import { answerLater } from './answer-later.ts';
import { answerSynchronously } from './answer-synchronously.ts';
import type { Hl7Parts } from './hl7-parts.ts';
import { metFaults, objectTo } from './object-to.ts';
import { rememberedIds } from './remembered-ids.ts';

/** The Personal Demographics Service as Spine sees it. */
export interface PdsApplication {
  objection(request: LaterRequest): Objection | undefined;
  answer(request: SynchronousRequest): Promise<SynchronousAnswer>;
  answerLater(request: LaterRequest): Promise<readonly LaterAnswer[]>;
  /** Forgets which messages came before. */
  reset(): void;
}

/** PDS over HL7 v3: settings, faults and records are looked at anew for each request. */
export function pdsApplication(parts: Hl7Parts): PdsApplication {
  const remembered = rememberedIds();
  const met = metFaults();
  const since = parts.clock.now();
  return {
    objection: (request) => objectTo(parts, met, request),
    answer: async (request) => answerSynchronously(parts, request),
    answerLater: async (request) => answerLater(parts, { remembered, met, since }, request),
    reset() {
      remembered.clear();
      met.clear();
    },
  };
}
