import type { RequesterState } from './requester-state.ts';
import { type Arrival, type Outcome, sameId } from './transfer-event.ts';

export type ExtractVerdict =
  | { readonly verdict: 'take'; readonly remarks: readonly string[] }
  | { readonly verdict: 'refuse'; readonly outcome: Outcome };

/**
 * Whether an extract answers this practice's request. The codes are those of gp2gp 4.2; where the
 * catalogue leaves a choice (gp2gp 6.1, REQ-065 to 067) the one that names the cause best is taken.
 */
export function judgeExtract(
  state: RequesterState,
  message: Extract<Arrival, { kind: 'extract' }>,
): ExtractVerdict {
  if (state.outcome?.result === 'request-refused') {
    return refuse('09', 'an extract came although its sender had refused the request');
  }
  const { extract } = message;
  if (!extract) return refuse('21', message.fault ?? 'the extract cannot be read');
  if (extract.nhsNumber !== state.nhsNumber) {
    return refuse('28', 'the extract is about another patient than the request');
  }
  if (!sameId(extract.destinationOds, state.ownOds)) {
    return refuse('28', `the extract is for practice ${extract.destinationOds}`);
  }
  if (!sameId(extract.authorOds, state.senderOds)) {
    return refuse('09', `the extract is from ${extract.authorOds}, which was not asked`);
  }
  const { request } = state;
  const prior = extract.priorRequestId;
  const remarks: string[] = [];
  if (!sameId(prior, request.ehrRequestId)) {
    // Some systems name the message or the conversation where the request's own id belongs.
    const known = [request.hl7Id, request.messageId, state.conversationId];
    const isKnown = known.some((id) => sameId(id, prior));
    if (!isKnown && state.priorRequest === 'enforce') {
      return refuse('09', `the extract answers request ${prior}, which is unknown`);
    }
    remarks.push(`priorEhrRequest names ${prior} instead of the id of the request`);
  }
  if (message.fault !== undefined) return refuse('21', message.fault);
  const external = message.documents.filter(({ kind }) => kind === 'external').length;
  if (external > 0) {
    return {
      verdict: 'refuse',
      outcome: {
        result: 'large-messaging-not-played',
        code: '30',
        because: `the extract announces ${external} external attachments`,
      },
    };
  }
  return { verdict: 'take', remarks };
}

function refuse(code: string, because: string): ExtractVerdict {
  return { verdict: 'refuse', outcome: { result: 'extract-refused', code, because } };
}
