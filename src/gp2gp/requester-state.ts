import { NOTHING_YET, type Reassembly } from './large/reassembly.ts';
import {
  type Decided,
  type Decision,
  type DeviationId,
  type Outcome,
  report,
  type TransferEffect,
} from './transfer-event.ts';

/** What a requester asks and does before its request (gp2gp 1.3 steps 2 to 4). */
export interface RequesterLookups {
  /** Asks PDS which practice the patient is leaving. */
  readonly pds: boolean;
  /** Registers the patient on PDS before it asks for the record; otherwise it leaves PDS as it is. */
  readonly gpUpdate: boolean;
  /** Asks SDS for the other practice's system. */
  readonly sds: boolean;
  /** What a patient who is dead on PDS brings: a remark, or the end (pds-identity G05: no source rules). */
  readonly deceased: 'record' | 'stop';
}

const NO_LOOKUPS: RequesterLookups = {
  pds: false,
  gpUpdate: false,
  sds: false,
  deceased: 'record',
};

/** Beyond this an extract is refused with 30 (gp2gp 3.1: some systems have such limits). */
export interface RequesterLimits {
  /** Characters of one attachment as sent; no limit when `undefined`. */
  readonly attachmentChars?: number | undefined;
  /** Characters of all attachments together. */
  readonly recordChars?: number | undefined;
  /** Messages that may follow the extract. */
  readonly parts: number;
}

/** A fragment whose acknowledgement waits for what became of the document that it completed. */
export interface WaitingFragment {
  readonly position: number;
  readonly refTo: string;
}

/** What the requesting practice knows of a transfer. Plain data: the same events give the same state. */
export interface RequesterState {
  readonly role: 'requester';
  readonly conversationId: string;
  /**
   * `retrieving`, `registering` and `looking-up` come before the request. `receiving`: the extract is here and
   * parts of it are not, or are not joined yet. `rebuilding`: a skeleton is being replaced. `deciding`: all is
   * here, and nobody has said what is to become of it. `answering` lasts until the transport has taken the
   * final acknowledgement.
   */
  readonly phase:
    | 'new'
    | 'retrieving'
    | 'registering'
    | 'looking-up'
    | 'requesting'
    | 'waiting'
    | 'receiving'
    | 'rebuilding'
    | 'deciding'
    | 'filing'
    | 'answering'
    | 'ended';
  readonly lookups: RequesterLookups;
  readonly request: {
    readonly messageId: string;
    readonly hl7Id: string;
    readonly ehrRequestId: string;
  };
  readonly nhsNumber: string;
  readonly ownOds: string;
  /** The practice that is asked; where PDS is asked first, what PDS says. */
  readonly senderOds: string | undefined;
  /** The system that is asked, where the directory said so. Others do not speak in this transfer. */
  readonly senderAsid: string | undefined;
  /** What an extract for an unknown request id brings: NACK 09, or a remark (gp2gp 6.1, REQ-065). */
  readonly priorRequest: 'enforce' | 'report';
  /** The practice still holds an old record of the patient (A-B-A): 17 where it would be 28 (gp2gp 4.2). */
  readonly returning: boolean;
  /** Whether somebody is asked before a record is filed. */
  readonly asksDecision: boolean;
  /** Whether it takes records with external parts; otherwise they are refused with 30. */
  readonly largeMessaging: boolean;
  readonly limits: RequesterLimits;
  readonly requestAcknowledged: boolean;
  /** The extract that counts: the first, or one that came after the first had failed. */
  readonly extract:
    | {
        readonly messageId: string;
        readonly hl7Id: string | undefined;
        readonly interaction: string;
        readonly timestamp: string | undefined;
      }
    | undefined;
  readonly reassembly: Reassembly;
  readonly waiting: readonly WaitingFragment[];
  /** What was decided, until it is carried out. */
  readonly decision: Decided | undefined;
  readonly outcome: Outcome | undefined;
}

export type RequesterDecision = Decision<RequesterState>;

type Needed = 'conversationId' | 'request' | 'nhsNumber' | 'ownOds' | 'senderOds';
type Chosen =
  | 'priorRequest'
  | 'lookups'
  | 'returning'
  | 'asksDecision'
  | 'largeMessaging'
  | 'limits'
  | 'senderAsid';

/** A transfer that has not been started. */
export function newRequester(
  facts: Pick<RequesterState, Needed> & Partial<Pick<RequesterState, Chosen>>,
): RequesterState {
  return {
    role: 'requester',
    phase: 'new',
    lookups: NO_LOOKUPS,
    priorRequest: 'enforce',
    senderAsid: undefined,
    returning: false,
    asksDecision: false,
    largeMessaging: true,
    limits: { parts: 10_000 },
    requestAcknowledged: false,
    extract: undefined,
    reassembly: NOTHING_YET,
    waiting: [],
    decision: undefined,
    outcome: undefined,
    ...facts,
  };
}

export function stay(
  state: RequesterState,
  because: string,
  deviation?: DeviationId,
): RequesterDecision {
  return { state, effects: [report(because, deviation)] };
}

export function end(
  state: RequesterState,
  outcome: Outcome,
  ...before: readonly TransferEffect[]
): RequesterDecision {
  return {
    state: { ...state, phase: 'ended', outcome },
    effects: [...before, report(outcome.because)],
  };
}

/** While these last, the overall timer runs. */
const UNDER_WAY: ReadonlySet<RequesterState['phase']> = new Set([
  'receiving',
  'rebuilding',
  'deciding',
  'filing',
]);

/** Answers the extract: an outcome with a code refuses it. Whatever runs for the extract stops. */
export function answer(
  state: RequesterState,
  outcome: Outcome,
  ...before: readonly TransferEffect[]
): RequesterDecision {
  const refTo = state.extract?.hl7Id ?? state.extract?.messageId ?? '';
  const stop: readonly TransferEffect[] = UNDER_WAY.has(state.phase)
    ? [{ kind: 'stop-timer', timer: 'overall' }]
    : [];
  return {
    state: { ...state, phase: 'answering', outcome },
    effects: [
      ...before,
      ...stop,
      report(outcome.because),
      { kind: 'send-acknowledgement', about: 'extract', refTo, code: outcome.code },
    ],
  };
}

/** Whether the extract that came before has come to nothing, so that another may take its place. */
export function hasFailed({ outcome }: RequesterState): boolean {
  return outcome !== undefined && FAILED.has(outcome.result);
}

const FAILED: ReadonlySet<Outcome['result']> = new Set([
  'extract-refused',
  'large-messaging-not-played',
  'parts-failed',
  'timed-out',
  'continue-undeliverable',
]);

/** Effects first, then what was decided. */
export function after(
  effects: readonly TransferEffect[],
  decided: RequesterDecision,
): RequesterDecision {
  return { state: decided.state, effects: [...effects, ...decided.effects] };
}
