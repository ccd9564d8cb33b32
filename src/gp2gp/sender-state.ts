import type { EhrRequest } from './ehr-request.ts';
import { responseText } from './response-codes.ts';
import {
  type Decision,
  type DeviationId,
  type ExtractIds,
  type Outcome,
  type PartIds,
  report,
  sameId,
} from './transfer-event.ts';

/** What a sender asks before it sends a record (gp2gp 1.3 step 6). */
export interface SenderChecks {
  /** Asks PDS whether the requester is the patient's practice. */
  readonly pds: boolean;
  /** Asks SDS for the requester's system; otherwise the request says whether it is known. */
  readonly sds: boolean;
}

/** How a sender takes part, as it was set when the request came. */
export interface SenderSettings {
  /** `off`: requests are refused with 07; `misconfigured`: with 13 (gp2gp 4.2). */
  readonly gp2gp: 'on' | 'off' | 'misconfigured';
  /** When the request is accepted (gp2gp 1.5 D1). */
  readonly acknowledgeRequest: 'before-extract' | 'after-extract' | 'after-fragments';
  /** Whether PDS is asked once more when the requester says to go on. */
  readonly recheck: boolean;
  /** Messages that may be on their way at the same time. */
  readonly window: number;
}

/** A message that follows the continue, and how far it has come. */
export interface SenderPart extends PartIds {
  readonly transport: 'planned' | 'under-way' | 'taken' | 'failed';
  /** What the requester answered: `AA`, a code of two digits, or `none` for a refusal without one. */
  readonly answer: string | undefined;
}

/** What the sending practice knows of a transfer. Plain data: the same events give the same state. */
export interface SenderState {
  readonly role: 'sender';
  readonly conversationId: string;
  /**
   * `checking` and `looking-up` come before the record is looked for; `sending` until the transport has taken
   * the extract; `awaiting-continue` where parts are to follow; `rechecking` while PDS is asked once more;
   * `sending-parts` until the transport has taken all of them; `sent` until the final acknowledgement;
   * `answering` while a refusal is on its way.
   */
  readonly phase:
    | 'new'
    | 'checking'
    | 'looking-up'
    | 'finding'
    | 'sending'
    | 'awaiting-continue'
    | 'rechecking'
    | 'sending-parts'
    | 'sent'
    | 'answering'
    | 'ended';
  readonly checks: SenderChecks;
  readonly settings: SenderSettings;
  readonly ownOds: string;
  /** The request that is answered, once it has come. */
  readonly request:
    | {
        readonly messageId: string;
        readonly refTo: string;
        readonly ehrRequestId: string;
        /** `undefined` when the request cannot be read. */
        readonly asked: EhrRequest | undefined;
        /** The system that asked. Others do not speak in this transfer. */
        readonly fromAsid: string | undefined;
      }
    | undefined;
  readonly requestAnswered: boolean;
  readonly extract: ExtractIds | undefined;
  /** Extracts that an operator had sent again since. */
  readonly earlier: readonly ExtractIds[];
  readonly parts: readonly SenderPart[];
  /** A final acknowledgement that came while the last parts were still on their way. */
  readonly accepted: { readonly code: string | undefined } | undefined;
  readonly outcome: Outcome | undefined;
}

export type SenderDecision = Decision<SenderState>;

const USUAL_SETTINGS: SenderSettings = {
  gp2gp: 'on',
  acknowledgeRequest: 'before-extract',
  recheck: false,
  window: 4,
};

export function newSender(
  facts: Pick<SenderState, 'conversationId' | 'ownOds'> &
    Partial<Pick<SenderState, 'checks'>> & { readonly settings?: Partial<SenderSettings> },
): SenderState {
  return {
    role: 'sender',
    phase: 'new',
    checks: { pds: false, sds: false },
    request: undefined,
    requestAnswered: false,
    extract: undefined,
    earlier: [],
    parts: [],
    accepted: undefined,
    outcome: undefined,
    ...facts,
    settings: { ...USUAL_SETTINGS, ...facts.settings },
  };
}

export function stay(state: SenderState, because: string, deviation?: DeviationId): SenderDecision {
  return { state, effects: [report(because, deviation)] };
}

/** Refuses the request with a code of gp2gp 4.2. */
export function refuse(
  state: SenderState,
  code: string,
  because = responseText(code),
): SenderDecision {
  const refTo = state.request?.refTo ?? '';
  return {
    state: {
      ...state,
      phase: 'answering',
      requestAnswered: true,
      outcome: { result: 'request-refused', code, because },
    },
    effects: [report(because), { kind: 'send-acknowledgement', about: 'request', refTo, code }],
  };
}

const CLOSED: ReadonlySet<SenderState['phase']> = new Set([
  'new',
  'checking',
  'looking-up',
  'finding',
  'answering',
  'ended',
]);

/** Whether an extract is out, and nothing has ended the transfer. */
export function isOpen({ phase }: SenderState): boolean {
  return !CLOSED.has(phase);
}

/**
 * Ends a transfer whose extract was sent. A record that the requester has taken stays taken, whatever becomes of
 * a further copy (gp2gp 4.2, code 12).
 */
export function end(state: SenderState, outcome: Outcome): SenderDecision {
  const stands = state.outcome?.result === 'transferred';
  const because = stands ? `the first copy stands, although ${outcome.because}` : outcome.because;
  return {
    state: { ...state, phase: 'ended', outcome: stands ? state.outcome : outcome },
    effects: [{ kind: 'stop-timer', timer: 'final-acknowledgement-wait' }, report(because)],
  };
}

/** @param code 15 where the record is kept hidden, which counts all the same */
export function transferred(state: SenderState, code: string | undefined): SenderDecision {
  const because = code === undefined ? 'the requester has filed the record' : responseText(code);
  return end(state, { result: 'transferred', code, because });
}

/** Accepts the request, unless it has been answered: it is answered once (gp2gp 1.5 D1). */
export function acknowledgeRequest(state: SenderState): SenderDecision {
  if (state.requestAnswered || !state.request) return { state, effects: [] };
  const { refTo } = state.request;
  return {
    state: { ...state, requestAnswered: true },
    effects: [{ kind: 'send-acknowledgement', about: 'request', refTo, code: undefined }],
  };
}

/** Whether an id names an extract; each of its three ids is met in the wild (D2, D3). */
export function names(refTo: string, extract: ExtractIds | undefined): boolean {
  if (!extract) return false;
  const { hl7Id, messageId, ehrExtractId } = extract;
  return [hl7Id, messageId, ehrExtractId].some((id) => sameId(refTo, id));
}
