import { end, type RequesterDecision, type RequesterState, stay } from './requester-state.ts';
import {
  type LookupEvent,
  type Outcome,
  type PatientFacts,
  report,
  sameId,
  type TransferEffect,
} from './transfer-event.ts';

type Decided = RequesterDecision;

/** The phase in which each event has its place. */
const PLACE: Readonly<Record<LookupEvent['kind'] | 'started', RequesterState['phase']>> = {
  started: 'new',
  'patient-retrieved': 'retrieving',
  'patient-not-retrieved': 'retrieving',
  'registration-updated': 'registering',
  'registration-not-updated': 'registering',
  'system-found': 'looking-up',
  'system-not-found': 'looking-up',
};

/** Whether a request is still to be sent. */
export function isPreparing({ phase }: RequesterState): boolean {
  return Object.values(PLACE).includes(phase);
}

/**
 * The way to a request: retrieve, remember the practice that the patient leaves, register, find that
 * practice's system, ask (gp2gp 1.3 steps 2 to 5, pds-identity 1.8). Whatever fails on the way ends the
 * transfer before anything is asked.
 */
export function decidePreparation(
  state: RequesterState,
  event: LookupEvent | { readonly kind: 'started' },
): Decided {
  if (state.phase !== PLACE[event.kind]) {
    const again = event.kind === 'started' ? 'the transfer has been started before' : undefined;
    return stay(state, again ?? `${event.kind} came when nothing waited for it: ignored`);
  }
  switch (event.kind) {
    case 'started':
      return state.lookups.pds
        ? step(state, 'retrieving', { kind: 'retrieve-patient', nhsNumber: state.nhsNumber })
        : lookUp(state);
    case 'patient-retrieved':
      return retrieved(state, event.patient);
    case 'patient-not-retrieved': {
      const result = event.why === 'unknown' ? 'patient-unknown' : 'pds-failed';
      return fail(state, result, event.because);
    }
    case 'registration-updated':
      return lookUp(state);
    case 'registration-not-updated': {
      const result = event.why === 'refused' ? 'registration-refused' : 'registration-failed';
      return fail(state, result, event.because);
    }
    case 'system-found':
      return ask({ ...state, senderAsid: event.asid ?? state.senderAsid });
    case 'system-not-found': {
      const result = event.why === 'failed' ? 'sds-failed' : 'sender-unknown';
      return fail(state, result, event.because);
    }
  }
}

function retrieved(before: RequesterState, patient: PatientFacts): Decided {
  const { ownOds, lookups, senderOds: ordered } = before;
  const registeredHere = sameId(patient.practice, ownOds);
  const senderOds = registeredHere ? patient.practiceBefore : patient.practice;
  const remarks = remarksOn(before, patient, senderOds).map((text) => report(text));
  const state: RequesterState = { ...before, nhsNumber: patient.nhsNumber, senderOds };
  const proceed = (decided: Decided): Decided => ({
    ...decided,
    effects: [...remarks, ...decided.effects],
  });
  if (patient.deceased && lookups.deceased === 'stop') {
    return proceed(fail(state, 'patient-deceased', 'PDS says that the patient is dead'));
  }
  // Without knowing the practice in force there is nothing to alter, and no second one may be added.
  if (patient.sensitive && patient.practice === undefined) {
    return proceed(fail({ ...state, senderOds: ordered }, 'no-previous-practice', LIMITED));
  }
  if (registeredHere || !lookups.gpUpdate) return proceed(lookUp(state));
  return proceed(step(state, 'registering', { kind: 'update-registration' }));
}

const LIMITED = 'PDS limits what it tells of the patient: the previous practice is not known';

function remarksOn(
  { nhsNumber, senderOds: ordered, ownOds, lookups }: RequesterState,
  patient: PatientFacts,
  senderOds: string | undefined,
): string[] {
  const remarks: string[] = [];
  if (patient.nhsNumber !== nhsNumber) {
    remarks.push('the NHS number has been superseded: the one in its place is used');
  }
  if (patient.deceased) remarks.push('PDS says that the patient is dead');
  if (patient.removal !== undefined) {
    remarks.push(`the patient was removed from the list of a practice: ${patient.removal}`);
  }
  if (sameId(patient.practice, ownOds)) {
    remarks.push('the patient is registered here already');
  } else if (!lookups.gpUpdate) {
    remarks.push('the registration on PDS is left as it is');
  }
  if (ordered !== undefined && senderOds !== undefined && !sameId(ordered, senderOds)) {
    remarks.push(`PDS names ${senderOds} where the order names ${ordered}: PDS counts`);
  }
  return remarks;
}

function lookUp(state: RequesterState): Decided {
  const { senderOds, lookups } = state;
  if (senderOds === undefined) {
    return fail(state, 'no-previous-practice', 'PDS names no practice that could be asked');
  }
  if (!lookups.sds) return ask(state);
  return step(state, 'looking-up', { kind: 'look-up-system', odsCode: senderOds });
}

function ask(state: RequesterState): Decided {
  return step(
    state,
    'requesting',
    { kind: 'start-timer', timer: 'extract-wait' },
    { kind: 'send-request' },
  );
}

function step(
  state: RequesterState,
  phase: RequesterState['phase'],
  ...effects: readonly TransferEffect[]
): Decided {
  return { state: { ...state, phase }, effects };
}

function fail(state: RequesterState, result: Outcome['result'], because: string): Decided {
  return end(state, { result, code: undefined, because });
}
