import {
  acknowledgeRequest,
  end,
  refuse,
  type SenderDecision,
  type SenderPart,
  type SenderState,
  stay,
  transferred,
} from './sender-state.ts';
import {
  type LookupEvent,
  report,
  sameId,
  type TransferEffect,
  type TransferEvent,
} from './transfer-event.ts';

type Recheck = Extract<LookupEvent, { kind: 'patient-retrieved' | 'patient-not-retrieved' }>;
type Transport = Extract<TransferEvent, { kind: 'transport' }>;

/** The requester says to go on: sends what follows, or first asks PDS whether it still may (gp2gp 4.4). */
export function beginParts(state: SenderState): SenderDecision {
  const asked = state.request?.asked;
  if (state.settings.recheck && asked) {
    return {
      state: { ...state, phase: 'rechecking' },
      effects: [{ kind: 'retrieve-patient', nhsNumber: asked.nhsNumber }],
    };
  }
  return sendOn({ ...state, phase: 'sending-parts' });
}

/** What PDS says between the continue and the parts. */
export function decideRecheck(state: SenderState, event: Recheck): SenderDecision {
  const requester = state.request?.asked?.requesterOds;
  if (event.kind === 'patient-retrieved' && sameId(event.patient.practice, requester)) {
    return sendOn({ ...state, phase: 'sending-parts' });
  }
  const unknown = event.kind === 'patient-not-retrieved' && event.why === 'failed';
  const code = unknown ? '20' : '19';
  const because =
    event.kind === 'patient-retrieved'
      ? `PDS names ${event.patient.practice ?? 'no practice'} now, not the requester`
      : event.because;
  // The request may be answered once only: after that there is no message that could say it.
  if (!state.requestAnswered) {
    const { state: next, effects } = refuse(state, code, because);
    const stop: TransferEffect = { kind: 'stop-timer', timer: 'final-acknowledgement-wait' };
    return { state: next, effects: [stop, ...effects] };
  }
  return end(state, { result: 'no-longer-current', code: undefined, because });
}

/** What became of a message that follows the continue: the next one takes its place under way. */
export function partTransport(state: SenderState, event: Transport): SenderDecision {
  const { outcome, detail, messageId } = event;
  const part = state.parts.find((one) => sameId(one.messageId, messageId));
  if (!part || part.transport === 'planned') {
    return stay(state, 'the transport of a fragment that was not sent: ignored');
  }
  const taken = outcome === 'acknowledged';
  const next = withPart(state, { ...part, transport: taken ? 'taken' : 'failed' });
  if (state.phase !== 'sending-parts') return { state: next, effects: [] };
  if (taken) return sendOn(next);
  // Without this one the record cannot become whole: the rest would travel in vain.
  return end(next, { result: 'parts-undeliverable', code: undefined, because: detail });
}

export function withPart(state: SenderState, part: SenderPart): SenderState {
  return {
    ...state,
    parts: state.parts.map((one) => (one.messageId === part.messageId ? part : one)),
  };
}

/** As many as may be under way; when all are there, the final acknowledgement is waited for. */
function sendOn(state: SenderState): SenderDecision {
  const underWay = state.parts.filter(({ transport }) => transport === 'under-way').length;
  const free = Math.max(0, Math.max(1, state.settings.window) - underWay);
  const sent = state.parts.filter(({ transport }) => transport === 'planned').slice(0, free);
  const now = new Set(sent.map(({ messageId }) => messageId));
  const parts = state.parts.map(
    (part): SenderPart => (now.has(part.messageId) ? { ...part, transport: 'under-way' } : part),
  );
  const next: SenderState = { ...state, parts };
  const effects: TransferEffect[] = sent.map(({ messageId }) => ({
    kind: 'send-fragment',
    messageId,
  }));
  if (parts.some(({ transport }) => transport !== 'taken')) return { state: next, effects };
  const said = acknowledgeRequest({ ...next, phase: 'sent' });
  if (!state.accepted) return { state: said.state, effects: [...effects, ...said.effects] };
  const ended = transferred(said.state, state.accepted.code);
  return { state: ended.state, effects: [...effects, ...said.effects, ...ended.effects] };
}

/** Whether every message that follows has at least been handed to the transport. */
export function allHandedOver({ parts }: SenderState): boolean {
  return parts.every(({ transport }) => transport !== 'planned');
}

export function refusedPart(
  state: SenderState,
  part: SenderPart,
  code: string | undefined,
): SenderDecision {
  const said = code ?? 'without a code';
  return {
    state: withPart(state, { ...part, answer: code ?? 'none' }),
    effects: [report(`the requester refused ${part.kind} ${part.messageId}: ${said}`)],
  };
}
