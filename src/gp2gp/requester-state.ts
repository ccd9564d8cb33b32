import { type Decision, type Outcome, report, type TransferEffect } from './transfer-event.ts';

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

/** What the requesting practice knows of a transfer. */
export interface RequesterState {
  readonly role: 'requester';
  readonly conversationId: string;
  /**
   * `retrieving`, `registering` and `looking-up` come before the request; `answering` lasts until the
   * transport has taken the final acknowledgement.
   */
  readonly phase:
    | 'new'
    | 'retrieving'
    | 'registering'
    | 'looking-up'
    | 'requesting'
    | 'waiting'
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
  /** What an extract for an unknown request id brings: NACK 09, or a remark (gp2gp 6.1, REQ-065). */
  readonly priorRequest: 'enforce' | 'report';
  readonly requestAcknowledged: boolean;
  /** The first extract that came, which stands. */
  readonly extract: { readonly messageId: string; readonly hl7Id: string | undefined } | undefined;
  readonly outcome: Outcome | undefined;
}

export type RequesterDecision = Decision<RequesterState>;

/** A transfer that has not been started. */
export function newRequester(
  facts: Pick<RequesterState, 'conversationId' | 'request' | 'nhsNumber' | 'ownOds' | 'senderOds'> &
    Partial<Pick<RequesterState, 'priorRequest' | 'lookups'>>,
): RequesterState {
  return {
    role: 'requester',
    phase: 'new',
    lookups: NO_LOOKUPS,
    priorRequest: 'enforce',
    requestAcknowledged: false,
    extract: undefined,
    outcome: undefined,
    ...facts,
  };
}

export function stay(state: RequesterState, because: string): RequesterDecision {
  return { state, effects: [report(because)] };
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
