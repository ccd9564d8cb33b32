import { decideCheck, examineRequester } from './check-requester.ts';
import { countsAsIntegrated, normalizeResponseCode, responseText } from './response-codes.ts';
import { refuse, type SenderDecision, type SenderState, stay } from './sender-state.ts';
import {
  type Arrival,
  type Outcome,
  report,
  sameId,
  type TransferEvent,
} from './transfer-event.ts';

type Decided = SenderDecision;
type ArrivalOf<Kind extends Arrival['kind']> = Extract<Arrival, { kind: Kind }>;

/** The sending side of a transfer (gp2gp 1.3 steps 6 to 8 and 13 without large messaging). */
export function decideSender(state: SenderState, event: TransferEvent): Decided {
  switch (event.kind) {
    case 'arrived':
      return arrived(state, event.message);
    case 'transport':
      return transport(state, event);
    case 'timer-expired':
      if (!isOpen(state)) return { state, effects: [] };
      return end(state, {
        result: 'no-final-acknowledgement',
        code: undefined,
        because: 'no final acknowledgement came within the time allowed',
      });
    case 'patient-retrieved':
    case 'patient-not-retrieved':
    case 'system-found':
    case 'system-not-found':
      return decideCheck(state, event);
    case 'record-found':
      if (state.phase !== 'finding' || !state.request) return { state, effects: [] };
      return {
        state: { ...state, phase: 'sending', extract: event.extract },
        effects: [
          { kind: 'start-timer', timer: 'final-acknowledgement-wait' },
          {
            kind: 'send-acknowledgement',
            about: 'request',
            refTo: state.request.refTo,
            code: undefined,
          },
          { kind: 'send-extract' },
        ],
      };
    case 'record-missing':
      return state.phase === 'finding' ? refuse(state, '06') : { state, effects: [] };
    case 'record-too-large':
      return state.phase === 'finding' ? refuse(state, '23') : { state, effects: [] };
    case 'record-failed':
      return state.phase === 'finding' ? refuse(state, '10') : { state, effects: [] };
    default:
      return stay(state, `${event.kind} means nothing to a sender`);
  }
}

function arrived(state: SenderState, message: Arrival): Decided {
  switch (message.kind) {
    case 'request':
      return requestArrived(state, message);
    case 'acknowledgement':
      return acknowledged(state, message);
    case 'large-message':
      return stay(state, 'a continue came for a record that has no external parts: ignored');
    case 'extract':
      return stay(
        state,
        'an extract came in a conversation that another practice started: ignored',
      );
    case 'other':
      return stay(state, `${message.action} is not part of a transfer: ignored`);
  }
}

function requestArrived(state: SenderState, message: ArrivalOf<'request'>): Decided {
  // One conversation, one extract: whatever id the second request has (gp2gp 4.5).
  if (state.phase !== 'new') return stay(state, 'the request came again: ignored');
  const refTo = message.hl7Id ?? message.messageId;
  const { request } = message;
  const next: SenderState = {
    ...state,
    request: {
      messageId: message.messageId,
      refTo,
      ehrRequestId: request?.id ?? '',
      asked: request,
    },
  };
  if (!request) return refuse(next, '18', message.fault);
  if (!sameId(request.senderOds, state.ownOds)) {
    return refuse(next, '18', `the request is for practice ${request.senderOds}`);
  }
  return examineRequester(next, request, message.requesterKnown);
}

function acknowledged(state: SenderState, message: ArrivalOf<'acknowledgement'>): Decided {
  if (message.typeCode === undefined) return stay(state, 'an acknowledgement could not be read');
  const { extract } = state;
  // D2 and D3: each of the three ids is met in the wild.
  const ids = extract ? [extract.hl7Id, extract.messageId, extract.ehrExtractId] : [];
  if (!ids.some((id) => sameId(id, message.refTo))) {
    return stay(
      state,
      `an acknowledgement names ${message.refTo}, which is not the extract: ignored`,
    );
  }
  if (!isOpen(state)) {
    return stay(state, 'another final acknowledgement came: the first outcome stands');
  }
  if (message.typeCode === 'AA') {
    return end(state, {
      result: 'transferred',
      code: undefined,
      because: 'the requester has filed the record',
    });
  }
  const code = message.code === undefined ? undefined : normalizeResponseCode(message.code);
  const because = code === undefined ? 'the requester gave no reason' : responseText(code);
  const integrated = code !== undefined && countsAsIntegrated(code);
  return end(state, { result: integrated ? 'transferred' : 'extract-refused', code, because });
}

function transport(
  state: SenderState,
  event: Extract<TransferEvent, { kind: 'transport' }>,
): Decided {
  const { about, outcome, detail } = event;
  if (about === 'extract') {
    if (outcome === 'acknowledged') {
      return {
        state: state.phase === 'sending' ? { ...state, phase: 'sent' } : state,
        effects: [],
      };
    }
    if (!isOpen(state)) return stay(state, `the extract's transport failed late: ${detail}`);
    return end(state, { result: 'extract-undeliverable', code: undefined, because: detail });
  }
  const ended: SenderState = state.phase === 'answering' ? { ...state, phase: 'ended' } : state;
  if (about !== 'acknowledgement' || outcome === 'acknowledged')
    return { state: ended, effects: [] };
  return stay(ended, `an acknowledgement did not reach the requester: ${detail}`);
}

function isOpen(state: SenderState): boolean {
  return state.phase === 'sending' || state.phase === 'sent';
}

function end(state: SenderState, outcome: Outcome): Decided {
  return {
    state: { ...state, phase: 'ended', outcome },
    effects: [{ kind: 'stop-timer', timer: 'final-acknowledgement-wait' }, report(outcome.because)],
  };
}
