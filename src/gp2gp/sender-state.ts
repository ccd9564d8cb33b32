import type { EhrRequest } from './ehr-request.ts';
import { responseText } from './response-codes.ts';
import { type Decision, type ExtractIds, type Outcome, report } from './transfer-event.ts';

/** What a sender asks before it sends a record (gp2gp 1.3 step 6). */
export interface SenderChecks {
  /** Asks PDS whether the requester is the patient's practice. */
  readonly pds: boolean;
  /** Asks SDS for the requester's system; otherwise the request says whether it is known. */
  readonly sds: boolean;
}

/** What the sending practice knows of a transfer. */
export interface SenderState {
  readonly role: 'sender';
  readonly conversationId: string;
  /**
   * `checking` and `looking-up` come before the record is looked for; `answering` while a refusal is on its
   * way; `sending` until the transport has taken the extract.
   */
  readonly phase:
    | 'new'
    | 'checking'
    | 'looking-up'
    | 'finding'
    | 'sending'
    | 'sent'
    | 'answering'
    | 'ended';
  readonly checks: SenderChecks;
  readonly ownOds: string;
  /** The request that is answered, once it has come. */
  readonly request:
    | {
        readonly messageId: string;
        readonly refTo: string;
        readonly ehrRequestId: string;
        /** `undefined` when the request cannot be read. */
        readonly asked: EhrRequest | undefined;
      }
    | undefined;
  readonly extract: ExtractIds | undefined;
  readonly outcome: Outcome | undefined;
}

export type SenderDecision = Decision<SenderState>;

export function newSender(
  facts: Pick<SenderState, 'conversationId' | 'ownOds'> & Partial<Pick<SenderState, 'checks'>>,
): SenderState {
  return {
    role: 'sender',
    phase: 'new',
    checks: { pds: false, sds: false },
    request: undefined,
    extract: undefined,
    outcome: undefined,
    ...facts,
  };
}

export function stay(state: SenderState, because: string): SenderDecision {
  return { state, effects: [report(because)] };
}

/** Refuses the request with a code of gp2gp 4.2. */
export function refuse(
  state: SenderState,
  code: string,
  because = responseText(code),
): SenderDecision {
  const refTo = state.request?.refTo ?? '';
  return {
    state: { ...state, phase: 'answering', outcome: { result: 'request-refused', code, because } },
    effects: [report(because), { kind: 'send-acknowledgement', about: 'request', refTo, code }],
  };
}
