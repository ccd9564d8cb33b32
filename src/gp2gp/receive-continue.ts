import { beginParts } from './send-parts.ts';
import { type SenderDecision, type SenderState, stay } from './sender-state.ts';
import { type Arrival, report, sameId, type TransferEffect } from './transfer-event.ts';

type ArrivedContinue = Extract<Arrival, { kind: 'large-message' }>;

/** The requester asks for the parts: whether it does so rightly, and what follows (gp2gp 2.6, 4.3, 4.5, 4.7). */
export function continueArrived(state: SenderState, message: ArrivedContinue): SenderDecision {
  const { extract, parts, phase } = state;
  if (!extract) return stay(state, 'a continue came before the extract: ignored');
  if (phase !== 'sending' && phase !== 'awaiting-continue') {
    return stay(state, WHY_NOT[phase] ?? 'a continue came when nothing waited for it: ignored');
  }
  if (parts.length === 0) {
    return stay(state, 'a continue came for a record that has no external parts: ignored');
  }
  const { large } = message;
  if (!large || message.fault !== undefined || large.kind !== 'continue') {
    const refTo = message.hl7Id ?? message.messageId;
    const because = message.fault ?? `its subject is "${large?.subject ?? ''}"`;
    return {
      state,
      effects: [
        report(`a large message came that is no continue: ${because}`),
        { kind: 'send-acknowledgement', about: 'continue', refTo, code: '18' },
      ],
    };
  }
  const requester = state.request?.asked?.requesterOds;
  if (large.from !== undefined && !sameId(large.from, requester)) {
    return stay(state, `a continue came from ${large.from}, which did not ask: ignored`);
  }
  const named = [large.messageRef, large.acknowledgedMessage].filter((id) => id !== undefined);
  const ids = [extract.messageId, extract.hl7Id, extract.ehrExtractId];
  const right = named.filter((id) => ids.some((own) => sameId(own, id)));
  if (right.length === 0) {
    return stay(state, `a continue names ${named.join(' and ') || 'nothing'}: ignored`);
  }
  const remarks: TransferEffect[] = [];
  if (right.length < 2) remarks.push(report('only one reference of the continue is the extract'));
  if (!right.every((id) => sameId(id, extract.messageId))) {
    remarks.push(report('the continue names the extract by another id than the ebXML one', 'D3'));
  }
  if (large.from === undefined) remarks.push(report('the continue says not who sends it', 'D9'));
  const begun = beginParts(state);
  return { state: begun.state, effects: [...remarks, ...begun.effects] };
}

const WHY_NOT: Readonly<Partial<Record<SenderState['phase'], string>>> = {
  rechecking: 'the continue came again: ignored',
  'sending-parts': 'the continue came again: ignored',
  sent: 'a continue came when everything was sent: ignored',
  ended: 'a continue came when the transfer had ended: ignored',
};
