import { countsAsIntegrated, normalizeResponseCode, responseText } from './response-codes.ts';
import { allHandedOver, refusedPart, withPart } from './send-parts.ts';
import {
  end,
  isOpen,
  type SenderDecision,
  type SenderPart,
  type SenderState,
  stay,
  transferred,
} from './sender-state.ts';
import { type Arrival, report, sameId, type TransferEffect } from './transfer-event.ts';

type ArrivedAnswer = Extract<Arrival, { kind: 'acknowledgement' }>;

/** The final acknowledgement: what the requester did with the record (gp2gp 4.2, 4.5, 4.7). */
export function extractAcknowledged(state: SenderState, message: ArrivedAnswer): SenderDecision {
  if (state.phase === 'finding') return earlierAcknowledged(state, message);
  if (!isOpen(state)) {
    return stay(state, 'another final acknowledgement came: the first outcome stands');
  }
  const tolerated = toleratedIn(state, message);
  const told = (decided: SenderDecision): SenderDecision => ({
    state: decided.state,
    effects: [...tolerated, ...decided.effects],
  });
  const code = codeOf(message);
  if (message.typeCode === 'AA') return told(accepted(state, undefined));
  if (code !== undefined && countsAsIntegrated(code)) return told(accepted(state, code));
  const because = code === undefined ? 'the requester gave no reason' : responseText(code);
  return told(end(state, { result: 'extract-refused', code, because }));
}

/** What the requester says of a copy that has been sent again since: only that it is in place counts now. */
export function earlierAcknowledged(state: SenderState, message: ArrivedAnswer): SenderDecision {
  const code = codeOf(message);
  const isAccepted = message.typeCode === 'AA';
  const inPlace = isAccepted || (code !== undefined && countsAsIntegrated(code));
  if (inPlace && state.phase !== 'ended') return transferred(state, isAccepted ? undefined : code);
  return stay(state, 'an earlier copy of the extract was answered: ignored');
}

/** Nobody can have filed what has not been sent (gp2gp 3.7). */
function accepted(state: SenderState, code: string | undefined): SenderDecision {
  switch (state.phase) {
    case 'sending':
      return state.parts.length > 0 ? tooEarly(state) : transferred(state, code);
    case 'awaiting-continue':
    case 'rechecking':
      return tooEarly(state);
    case 'sending-parts':
      if (!allHandedOver(state)) return tooEarly(state);
      return stay(
        { ...state, accepted: { code } },
        'the record was accepted while the transport of its last parts was not known to have ended',
      );
    default:
      return transferred(state, code);
  }
}

function tooEarly(state: SenderState): SenderDecision {
  return stay(state, 'the record was accepted before its parts were sent: ignored');
}

/** What the requester made of one message; the extract's own answer decides (gp2gp 4.3). */
export function partAcknowledged(
  state: SenderState,
  part: SenderPart,
  message: ArrivedAnswer,
): SenderDecision {
  if (part.transport === 'planned') {
    return stay(state, `${part.kind} ${part.messageId} was answered before it was sent: ignored`);
  }
  if (part.answer !== undefined) {
    return stay(
      state,
      `${part.kind} ${part.messageId} was answered before: the first answer stands`,
    );
  }
  if (message.typeCode === 'AA') {
    return { state: withPart(state, { ...part, answer: 'AA' }), effects: [] };
  }
  return refusedPart(state, part, codeOf(message));
}

function codeOf({ code }: ArrivedAnswer): string | undefined {
  return code === undefined ? undefined : normalizeResponseCode(code);
}

function toleratedIn({ extract }: SenderState, message: ArrivedAnswer): TransferEffect[] {
  const found: TransferEffect[] = [];
  if (!sameId(message.refTo, extract?.hl7Id)) {
    found.push(
      report('the acknowledgement names the extract by another id than the HL7 one', 'D2'),
    );
  }
  if (message.typeCode === 'AR') found.push(report('the extract was refused with AR', 'D4'));
  if (message.typeCode !== 'AA' && message.codeIn === 'detail') {
    found.push(report('the code stands in acknowledgementDetail alone', 'D5'));
  }
  return found;
}
