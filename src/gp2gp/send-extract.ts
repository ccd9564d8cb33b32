import {
  acknowledgeRequest,
  end,
  type SenderDecision,
  type SenderState,
  stay,
} from './sender-state.ts';
import type { TransferEffect, TransferEvent } from './transfer-event.ts';

type Found = Extract<TransferEvent, { kind: 'record-found' }>;

/** The record is ready: accepts the request at the time that is set, and sends the extract (gp2gp 1.5 D1). */
export function recordFound(state: SenderState, event: Found): SenderDecision {
  if (state.phase !== 'finding' || !state.request) return { state, effects: [] };
  const again = state.extract;
  const next: SenderState = {
    ...state,
    phase: 'sending',
    extract: event.extract,
    earlier: again ? [...state.earlier, again] : state.earlier,
    parts: (event.parts ?? []).map((part) => ({
      ...part,
      transport: 'planned',
      answer: undefined,
    })),
    accepted: undefined,
  };
  const send: TransferEffect[] = [
    { kind: 'start-timer', timer: 'final-acknowledgement-wait' },
    { kind: 'send-extract' },
  ];
  const when = state.settings.acknowledgeRequest;
  const withoutParts = next.parts.length === 0 && when === 'after-fragments';
  if (when === 'before-extract') {
    const { state: said, effects } = acknowledgeRequest(next);
    return { state: said, effects: [...send.slice(0, 1), ...effects, ...send.slice(1)] };
  }
  if (when === 'after-extract' || withoutParts) {
    const { state: said, effects } = acknowledgeRequest(next);
    return { state: said, effects: [...send, ...effects] };
  }
  return { state: next, effects: send };
}

/** The transport has taken the extract: now it is for the requester to speak. */
export function extractTaken(state: SenderState): SenderDecision {
  if (state.phase !== 'sending') return { state, effects: [] };
  const phase = state.parts.length > 0 ? 'awaiting-continue' : 'sent';
  return { state: { ...state, phase }, effects: [] };
}

/** An operator has the record sent again, in the same conversation and with new ids (gp2gp 4.3). */
export function resend(state: SenderState): SenderDecision {
  const { extract, request, phase } = state;
  if (!extract || !request?.asked) {
    return stay(state, 'there is no extract that could be sent again');
  }
  if (phase === 'finding' || phase === 'sending' || phase === 'sending-parts') {
    return stay(state, 'the extract is still being sent: it is not sent again');
  }
  const { nhsNumber } = request.asked;
  return {
    state: { ...state, phase: 'finding' },
    effects: [
      { kind: 'stop-timer', timer: 'final-acknowledgement-wait' },
      { kind: 'report', text: 'an operator has the record sent again' },
      { kind: 'find-record', nhsNumber },
    ],
  };
}

/** What could not be made a second time leaves the first outcome in place. */
export function resendFailed(state: SenderState, because: string): SenderDecision {
  const outcome = { result: 'no-final-acknowledgement', code: undefined, because } as const;
  return state.outcome ? stay({ ...state, phase: 'ended' }, because) : end(state, outcome);
}
