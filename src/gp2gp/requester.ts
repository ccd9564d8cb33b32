import { decideRecord } from './finish-record.ts';
import { decidePreparation, isPreparing } from './prepare-request.ts';
import { extractArrived } from './receive-extract.ts';
import { decideJoin } from './receive-joins.ts';
import { partArrived } from './receive-parts.ts';
import {
  answer,
  end,
  type RequesterDecision,
  type RequesterState,
  stay,
} from './requester-state.ts';
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

/** The requesting side of a transfer (gp2gp 1.3 steps 2 to 13, 3.7, 4.2 to 4.7). */
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
      return event.timer === 'overall' ? timedOut(state) : waitedInVain(state);
    case 'document-joined':
    case 'document-not-joined':
      return decideJoin(state, event);
    case 'payload-rebuilt':
    case 'payload-not-rebuilt':
    case 'decided':
    case 'record-filed':
    case 'record-not-filed':
      return decideRecord(state, event);
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
      return partArrived(state, message);
    case 'request':
      return stay(state, 'a request came in a conversation that this practice started: ignored');
    case 'other':
      return stay(state, `${message.action} is not part of a transfer: ignored`);
  }
}

function acknowledged(state: RequesterState, message: ArrivalOf<'acknowledgement'>): Decided {
  if (message.typeCode === undefined) return stay(state, 'an acknowledgement could not be read');
  const { request, senderAsid } = state;
  const { refTo, fromAsid, typeCode } = message;
  if (senderAsid !== undefined && fromAsid !== undefined && fromAsid !== senderAsid) {
    return stay(state, `system ${fromAsid}, which was not asked, sent an acknowledgement: ignored`);
  }
  if (!sameId(refTo, request.hl7Id) && !sameId(refTo, request.messageId)) {
    return stay(state, `an acknowledgement names ${refTo}, which is not the request: ignored`);
  }
  const tolerated = sameId(refTo, request.hl7Id)
    ? []
    : [report('the acknowledgement names the request by its ebXML id', 'D2')];
  const isNews = isOpen(state);
  if (typeCode === 'AA') {
    // D1: before or after the extract, or after everything is over.
    const phase = state.phase === 'requesting' ? 'waiting' : state.phase;
    const late = isNews ? [] : [report('the request was acknowledged after the extract', 'D1')];
    const next: RequesterState = { ...state, phase, requestAcknowledged: true };
    return { state: next, effects: [...tolerated, ...late] };
  }
  const code = message.code === undefined ? undefined : normalizeResponseCode(message.code);
  const said = code ?? 'without a code';
  if (state.extract) return stay(state, `the request was refused (${said}) after the extract came`);
  if (!isNews) return stay(state, `the request was refused (${said}) after the transfer ended`);
  if (typeCode === 'AR') tolerated.push(report('the request was refused with AR', 'D4'));
  if (message.codeIn === 'detail') {
    tolerated.push(report('the code stands in acknowledgementDetail alone', 'D5'));
  }
  const because = code === undefined ? 'the sender gave no reason' : responseText(code);
  return stop(state, { result: 'request-refused', code, because }, ...tolerated);
}

function transport(
  state: RequesterState,
  event: Extract<TransferEvent, { kind: 'transport' }>,
): Decided {
  const { about, outcome, detail } = event;
  const taken = outcome === 'acknowledged';
  switch (about) {
    case 'request': {
      if (taken) {
        const phase = state.phase === 'requesting' ? 'waiting' : state.phase;
        return { state: { ...state, phase }, effects: [] };
      }
      if (!isOpen(state)) return stay(state, `the request's transport failed late: ${detail}`);
      return stop(state, { result: 'request-undeliverable', code: undefined, because: detail });
    }
    case 'continue': {
      if (taken) return { state, effects: [] };
      if (state.phase !== 'receiving') {
        return stay(state, `the continue's transport failed late: ${detail}`);
      }
      return answer(state, { result: 'continue-undeliverable', code: '99', because: detail });
    }
    case 'acknowledgement': {
      const phase = state.phase === 'answering' ? 'ended' : state.phase;
      const next: RequesterState = { ...state, phase };
      if (taken) return { state: next, effects: [] };
      return stay(next, `an acknowledgement did not reach the sender: ${detail}`);
    }
    default:
      return stay(state, `a requester sends no ${about}`);
  }
}

/** Nothing goes on the wire: there is nothing to answer (gp2gp 4.6). */
function waitedInVain(state: RequesterState): Decided {
  if (!isOpen(state)) return { state, effects: [] };
  return stop(state, {
    result: 'no-extract',
    code: undefined,
    because: 'no extract came within the time allowed',
  });
}

/** 31 while parts are missing, 99 where all is here and nothing has become of it (gp2gp 4.6). */
function timedOut(state: RequesterState): Decided {
  switch (state.phase) {
    case 'receiving':
      return answer(state, {
        result: 'timed-out',
        code: '31',
        because: 'parts of the record did not come within the time allowed',
      });
    case 'rebuilding':
    case 'deciding':
    case 'filing':
      return answer(state, {
        result: 'timed-out',
        code: '99',
        because: 'the record was not filed within the time allowed',
      });
    default:
      return { state, effects: [] };
  }
}

function isOpen(state: RequesterState): boolean {
  return state.phase === 'requesting' || state.phase === 'waiting';
}

/** Ends while the extract is waited for. */
function stop(
  state: RequesterState,
  outcome: Outcome,
  ...before: readonly TransferEffect[]
): Decided {
  return end(state, outcome, ...before, STOP_WAITING);
}
