import { parseNhsNumber } from '../domain/nhs-number.ts';
import type { EhrRequest } from './ehr-request.ts';
import { refuse, type SenderDecision, type SenderState, stay } from './sender-state.ts';
import { type LookupEvent, report, sameId, type TransferEffect } from './transfer-event.ts';

type Decided = SenderDecision;

/** Begins the checks of a request that can be read (gp2gp 1.3 step 6). */
export function examineRequester(
  state: SenderState,
  { nhsNumber, requesterOds }: EhrRequest,
  requesterKnown: boolean,
): Decided {
  const { checks } = state;
  if (!checks.sds && !requesterKnown) {
    return refuse(state, '24', `the directory does not know practice ${requesterOds}`);
  }
  if (!checks.pds) return lookUp(state);
  // PDS would say that the question is wrong, not that nobody has the number.
  if (parseNhsNumber(nhsNumber) === undefined) {
    return refuse(state, '06', 'the number of the patient cannot be an NHS number');
  }
  return step(state, 'checking', { kind: 'retrieve-patient', nhsNumber });
}

/**
 * Goes on with the checks: PDS names the requester as the patient's practice (else 19), SDS knows one
 * system of it (else 24); where either fails, 20 (gp2gp 4.2).
 */
export function decideCheck(
  state: SenderState,
  event: Extract<
    LookupEvent,
    { kind: 'patient-retrieved' | 'patient-not-retrieved' | 'system-found' | 'system-not-found' }
  >,
): Decided {
  const isAboutPatient =
    event.kind === 'patient-retrieved' || event.kind === 'patient-not-retrieved';
  if (state.phase !== (isAboutPatient ? 'checking' : 'looking-up')) {
    return stay(state, `${event.kind} came when nothing waited for it: ignored`);
  }
  switch (event.kind) {
    case 'patient-retrieved': {
      const { practice, nhsNumber } = event.patient;
      const asked = state.request?.asked;
      if (!sameId(practice, asked?.requesterOds)) {
        return refuse(state, '19', `PDS names ${practice ?? 'no practice'}, not the requester`);
      }
      if (nhsNumber === asked?.nhsNumber) return lookUp(state);
      const { state: next, effects } = lookUp(state);
      return { state: next, effects: [report('the NHS number has been superseded'), ...effects] };
    }
    case 'patient-not-retrieved':
      return refuse(state, event.why === 'unknown' ? '19' : '20', event.because);
    case 'system-found':
      return find(state);
    case 'system-not-found':
      return refuse(state, event.why === 'failed' ? '20' : '24', event.because);
  }
}

function lookUp(state: SenderState): Decided {
  const odsCode = state.request?.asked?.requesterOds;
  if (!state.checks.sds || odsCode === undefined) return find(state);
  return step(state, 'looking-up', { kind: 'look-up-system', odsCode });
}

function find(state: SenderState): Decided {
  const nhsNumber = state.request?.asked?.nhsNumber ?? '';
  return step(state, 'finding', { kind: 'find-record', nhsNumber });
}

function step(state: SenderState, phase: SenderState['phase'], effect: TransferEffect): Decided {
  return { state: { ...state, phase }, effects: [effect] };
}
