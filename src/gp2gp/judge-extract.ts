import type { ExtractFrame } from './ehr-extract.ts';
import type { ManifestDocument } from './large/document-facts.ts';
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
  const { fromAsid } = message;
  if (state.senderAsid !== undefined && fromAsid !== undefined && fromAsid !== state.senderAsid) {
    return refuse('09', `the extract is from system ${fromAsid}, which was not asked`);
  }
  const { extract } = message;
  if (!extract) return refuse('21', message.fault ?? 'the extract cannot be read');
  const judged = judgeFrame(state, extract);
  if (judged.verdict === 'refuse') return judged;
  if (message.fault !== undefined) return refuse('21', message.fault);
  return exceeds(state, message.documents) ?? judged;
}

/** Whether a frame belongs to what was asked for; also judges a payload that replaced its skeleton. */
export function judgeFrame(state: RequesterState, extract: ExtractFrame): ExtractVerdict {
  const wrongPatient = state.returning ? '17' : '28';
  if (extract.nhsNumber !== state.nhsNumber) {
    return refuse(wrongPatient, 'the extract is about another patient than the request');
  }
  if (!sameId(extract.destinationOds, state.ownOds)) {
    return refuse(wrongPatient, `the extract is for practice ${extract.destinationOds}`);
  }
  if (!sameId(extract.authorOds, state.senderOds)) {
    return refuse('09', `the extract is from ${extract.authorOds}, which was not asked`);
  }
  const { request } = state;
  const prior = extract.priorRequestId;
  if (sameId(prior, request.ehrRequestId)) return { verdict: 'take', remarks: [] };
  // Some systems name the message or the conversation where the request's own id belongs.
  const known = [request.hl7Id, request.messageId, state.conversationId];
  const isKnown = known.some((id) => sameId(id, prior));
  if (!isKnown && state.priorRequest === 'enforce') {
    return refuse('09', `the extract answers request ${prior}, which is unknown`);
  }
  const remark = `priorEhrRequest names ${prior} instead of the id of the request`;
  return { verdict: 'take', remarks: [remark] };
}

/** What the manifest announces and this practice does not take; `undefined` when it takes it all. */
function exceeds(
  { largeMessaging, limits }: RequesterState,
  documents: readonly ManifestDocument[],
): ExtractVerdict | undefined {
  const external = documents.filter(({ kind }) => kind === 'external');
  if (external.length > 0 && !largeMessaging) {
    const because = `the extract announces ${external.length} external attachments`;
    const outcome = { result: 'large-messaging-not-played', code: '30', because } as const;
    return { verdict: 'refuse', outcome };
  }
  if (external.length > limits.parts) {
    return refuse('30', `the extract announces ${external.length} messages, more than are taken`);
  }
  const lengths = documents.map(({ length }) => length ?? 0);
  const longest = Math.max(0, ...lengths);
  if (limits.attachmentChars !== undefined && longest > limits.attachmentChars) {
    return refuse('30', `an attachment of ${longest} characters is longer than is taken`);
  }
  const all = lengths.reduce((sum, length) => sum + length, 0);
  if (limits.recordChars !== undefined && all > limits.recordChars) {
    return refuse('30', `attachments of ${all} characters are more than is taken`);
  }
  return undefined;
}

function refuse(code: string, because: string): ExtractVerdict {
  return { verdict: 'refuse', outcome: { result: 'extract-refused', code, because } };
}
