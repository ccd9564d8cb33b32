import { judgeExtract } from './judge-extract.ts';
import { decidePreparation, isPreparing } from './prepare-request.ts';
import { end, type RequesterDecision, type RequesterState, stay } from './requester-state.ts';
import { normalizeResponseCode, responseText } from './response-codes.ts';
import {
  type Arrival,
  type Outcome,
  report,
  sameId,
  type TransferEffect,
  type TransferEvent,
} from './transfer-event.ts';

type Decided = RequesterDecision;
type ArrivalOf<Kind extends Arrival['kind']> = Extract<Arrival, { kind: Kind }>;

const STOP_WAITING: TransferEffect = { kind: 'stop-timer', timer: 'extract-wait' };

/** The requesting side of a transfer (gp2gp 1.3 steps 5 to 13 without large messaging). */
export function decideRequester(state: RequesterState, event: TransferEvent): Decided {
  switch (event.kind) {
    case 'started':
    case 'patient-retrieved':
    case 'patient-not-retrieved':
    case 'registration-updated':
    case 'registration-not-updated':
    case 'system-found':
    case 'system-not-found':
      return decidePreparation(state, event);
    case 'arrived':
      return arrived(state, event.message);
    case 'transport':
      return transport(state, event);
    case 'timer-expired':
      if (!isOpen(state)) return { state, effects: [] };
      // Nothing goes on the wire: there is nothing to answer (gp2gp 4.6).
      return stop(state, {
        result: 'no-extract',
        code: undefined,
        because: 'no extract came within the time allowed',
      });
    case 'record-filed':
      if (state.phase !== 'filing') return { state, effects: [] };
      return answer(state, {
        result: 'integrated',
        code: undefined,
        because: 'the record is filed',
      });
    case 'record-not-filed':
      if (state.phase !== 'filing') return { state, effects: [] };
      return answer(state, refusal('extract-refused', '11', 'the record could not be filed'));
    default:
      return stay(state, `${event.kind} means nothing to a requester`);
  }
}

function arrived(state: RequesterState, message: Arrival): Decided {
  if (isPreparing(state)) return stay(state, `${message.kind} came before anything was asked`);
  switch (message.kind) {
    case 'acknowledgement':
      return acknowledged(state, message);
    case 'extract':
      return extractArrived(state, message);
    case 'large-message':
      return {
        state,
        effects: [
          report('a large-messaging fragment came, which is not played'),
          {
            kind: 'send-acknowledgement',
            about: 'fragment',
            refTo: message.hl7Id ?? message.messageId,
            code: '30',
          },
        ],
      };
    case 'request':
      return stay(state, 'a request came in a conversation that this practice started: ignored');
    case 'other':
      return stay(state, `${message.action} is not part of a transfer: ignored`);
  }
}

function acknowledged(state: RequesterState, message: ArrivalOf<'acknowledgement'>): Decided {
  if (message.typeCode === undefined) return stay(state, 'an acknowledgement could not be read');
  const { request } = state;
  // D2 and D3: both ids are met, so either names the request.
  if (!sameId(message.refTo, request.hl7Id) && !sameId(message.refTo, request.messageId)) {
    return stay(
      state,
      `an acknowledgement names ${message.refTo}, which is not the request: ignored`,
    );
  }
  if (message.typeCode === 'AA') {
    // D1: before or after the extract, or after everything is over.
    const phase = state.phase === 'requesting' ? 'waiting' : state.phase;
    const late = isOpen(state) ? [] : [report('the request was acknowledged after the extract')];
    return { state: { ...state, phase, requestAcknowledged: true }, effects: late };
  }
  const code = message.code === undefined ? undefined : normalizeResponseCode(message.code);
  if (state.extract) return stay(state, `the request was refused (${code}) after the extract came`);
  if (!isOpen(state))
    return stay(state, `the request was refused (${code}) after the transfer ended`);
  const because = code === undefined ? 'the sender gave no reason' : responseText(code);
  return stop(state, { result: 'request-refused', code, because });
}

function extractArrived(state: RequesterState, message: ArrivalOf<'extract'>): Decided {
  const refTo = message.hl7Id ?? message.messageId;
  if (state.extract) {
    if (sameId(state.extract.messageId, message.messageId)) {
      return stay(state, 'the same extract came again: ignored');
    }
    return {
      state,
      effects: [
        report('a second extract came: the first one stands'),
        { kind: 'send-acknowledgement', about: 'extract', refTo, code: '12' },
      ],
    };
  }
  const seen: RequesterState = {
    ...state,
    extract: { messageId: message.messageId, hl7Id: message.hl7Id },
  };
  const judged = judgeExtract(state, message);
  if (judged.verdict === 'refuse') {
    const { state: next, effects } = answer(seen, judged.outcome);
    return { state: next, effects: [STOP_WAITING, ...effects] };
  }
  // An extract that comes after the wait is over is still a whole record, so it is taken.
  const late = state.phase === 'ended' ? [report('the extract came late and is taken')] : [];
  return {
    state: { ...seen, phase: 'filing', outcome: undefined },
    effects: [
      STOP_WAITING,
      ...late,
      ...judged.remarks.map((text) => report(text)),
      { kind: 'file-record', messageId: message.messageId },
    ],
  };
}

function transport(
  state: RequesterState,
  event: Extract<TransferEvent, { kind: 'transport' }>,
): Decided {
  if (event.about === 'request') {
    if (event.outcome === 'acknowledged') {
      const phase = state.phase === 'requesting' ? 'waiting' : state.phase;
      return { state: { ...state, phase }, effects: [] };
    }
    if (!isOpen(state)) return stay(state, `the request's transport failed late: ${event.detail}`);
    return stop(state, {
      result: 'request-undeliverable',
      code: undefined,
      because: event.detail,
    });
  }
  if (event.about !== 'acknowledgement') return { state, effects: [] };
  const ended: RequesterState = state.phase === 'answering' ? { ...state, phase: 'ended' } : state;
  if (event.outcome === 'acknowledged') return { state: ended, effects: [] };
  return stay(ended, `an acknowledgement did not reach the sender: ${event.detail}`);
}

function isOpen(state: RequesterState): boolean {
  return state.phase === 'requesting' || state.phase === 'waiting';
}

/** Ends while the extract is waited for. */
function stop(state: RequesterState, outcome: Outcome): Decided {
  return end(state, outcome, STOP_WAITING);
}

function answer(state: RequesterState, outcome: Outcome): Decided {
  const refTo = state.extract?.hl7Id ?? state.extract?.messageId ?? '';
  return {
    state: { ...state, phase: 'answering', outcome },
    effects: [
      report(outcome.because),
      { kind: 'send-acknowledgement', about: 'extract', refTo, code: outcome.code },
    ],
  };
}

function refusal(result: Outcome['result'], code: string, because: string): Outcome {
  return { result, code, because };
}
