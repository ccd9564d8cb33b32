import { decideCheck, examineRequester } from './check-requester.ts';
import { earlierAcknowledged, extractAcknowledged, partAcknowledged } from './receive-answers.ts';
import { continueArrived } from './receive-continue.ts';
import { extractTaken, recordFound, resend, resendFailed } from './send-extract.ts';
import { decideRecheck, partTransport } from './send-parts.ts';
import {
  end,
  isOpen,
  names,
  refuse,
  type SenderDecision,
  type SenderState,
  stay,
} from './sender-state.ts';
import { type Arrival, sameId, type TransferEvent } from './transfer-event.ts';

type Decided = SenderDecision;
type ArrivalOf<Kind extends Arrival['kind']> = Extract<Arrival, { kind: Kind }>;

/** The sending side of a transfer (gp2gp 1.3 steps 6 to 10 and 13, 3.7, 4.2 to 4.7). */
export function decideSender(state: SenderState, event: TransferEvent): Decided {
  switch (event.kind) {
    case 'arrived':
      return arrived(state, event.message);
    case 'transport':
      return transport(state, event);
    case 'timer-expired':
      if (event.timer !== 'final-acknowledgement-wait' || !isOpen(state)) {
        return { state, effects: [] };
      }
      // Nothing goes on the wire (gp2gp 4.6).
      return end(state, {
        result: 'no-final-acknowledgement',
        code: undefined,
        because: 'no final acknowledgement came within the time allowed',
      });
    case 'patient-retrieved':
    case 'patient-not-retrieved':
      return state.phase === 'rechecking' ? decideRecheck(state, event) : decideCheck(state, event);
    case 'system-found':
    case 'system-not-found':
      return decideCheck(state, event);
    case 'record-found':
      return recordFound(state, event);
    case 'record-missing':
    case 'record-too-large':
    case 'record-failed':
      return noRecord(state, event);
    case 'resend-ordered':
      return resend(state);
    default:
      return stay(state, `${event.kind} means nothing to a sender`);
  }
}

function arrived(state: SenderState, message: Arrival): Decided {
  if (message.kind === 'request') return requestArrived(state, message);
  const asked = state.request?.fromAsid;
  if (asked !== undefined && message.fromAsid !== undefined && message.fromAsid !== asked) {
    return stay(state, `system ${message.fromAsid}, which did not ask, sent a message: ignored`);
  }
  switch (message.kind) {
    case 'acknowledgement':
      return acknowledged(state, message);
    case 'large-message':
      return continueArrived(state, message);
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
  const { request, messageId, fromAsid } = message;
  const next: SenderState = {
    ...state,
    request: {
      messageId,
      refTo: message.hl7Id ?? messageId,
      ehrRequestId: request?.id ?? '',
      asked: request,
      fromAsid,
    },
  };
  if (!request) return refuse(next, '18', message.fault);
  if (!sameId(request.senderOds, state.ownOds)) {
    return refuse(next, '18', `the request is for practice ${request.senderOds}`);
  }
  if (state.settings.gp2gp === 'off') return refuse(next, '07');
  if (state.settings.gp2gp === 'misconfigured') return refuse(next, '13');
  return examineRequester(next, request, message.requesterKnown);
}

/** Which answer each reason for having nothing to send gets (gp2gp 4.2, 4.3). */
function noRecord(
  state: SenderState,
  event: Extract<TransferEvent, { kind: 'record-missing' | 'record-too-large' | 'record-failed' }>,
): Decided {
  if (state.phase !== 'finding') return { state, effects: [] };
  // The request was answered when the first copy went out.
  if (state.extract) return resendFailed(state, `the record cannot be sent again: ${event.kind}`);
  switch (event.kind) {
    case 'record-missing':
      return refuse(state, '06');
    case 'record-too-large':
      return refuse(state, { sender: '23', requester: '14', limit: '30' }[event.why ?? 'sender']);
    case 'record-failed': {
      const why = event.why ?? 'mapping';
      const code = { mapping: '10', source: '20', withheld: '10', unexpected: '99' }[why];
      return refuse(state, code, event.because);
    }
  }
}

function acknowledged(state: SenderState, message: ArrivalOf<'acknowledgement'>): Decided {
  if (message.typeCode === undefined) return stay(state, 'an acknowledgement could not be read');
  const { refTo } = message;
  if (names(refTo, state.extract)) return extractAcknowledged(state, message);
  if (state.earlier.some((one) => names(refTo, one))) return earlierAcknowledged(state, message);
  const part = state.parts.find(
    ({ messageId, hl7Id }) => sameId(refTo, messageId) || sameId(refTo, hl7Id),
  );
  if (part) return partAcknowledged(state, part, message);
  return stay(state, `an acknowledgement names ${refTo}, which is not the extract: ignored`);
}

function transport(
  state: SenderState,
  event: Extract<TransferEvent, { kind: 'transport' }>,
): Decided {
  const { about, outcome, detail } = event;
  switch (about) {
    case 'extract': {
      const { messageId } = event;
      if (messageId !== undefined && !sameId(messageId, state.extract?.messageId)) {
        return stay(state, `an earlier copy of the extract: ${detail || outcome}`);
      }
      if (outcome === 'acknowledged') return extractTaken(state);
      // Who asks for the parts has the extract, whatever the transport thinks.
      const isThere = state.phase === 'rechecking' || state.phase === 'sending-parts';
      if (isThere || !isOpen(state)) {
        return stay(state, `the extract's transport failed late: ${detail}`);
      }
      return end(state, { result: 'extract-undeliverable', code: undefined, because: detail });
    }
    case 'fragment':
      return partTransport(state, event);
    case 'acknowledgement': {
      const ended: SenderState = state.phase === 'answering' ? { ...state, phase: 'ended' } : state;
      if (outcome === 'acknowledged') return { state: ended, effects: [] };
      return stay(ended, `an acknowledgement did not reach the requester: ${detail}`);
    }
    default:
      return stay(state, `a sender sends no ${about}`);
  }
}
