import { HL7_NS } from '../../../wire/hl7/names.ts';
import { wrapperFromElement } from '../../../wire/hl7/read-wrapper.ts';
import { type Reading, readAs, unreadable } from '../../../wire/reading.ts';
import { readSyncEnvelope } from '../../../wire/soap/read-sync-envelope.ts';
import { firstChild, type XmlElement } from '../../../wire/xml/xml-element.ts';
import { PAYLOAD_XML_LIMITS } from '../../../wire/xml/xml-limits.ts';
import { QUERY_FAILURE, RETRIEVAL_ANSWER } from './client-names.ts';
import { type PdsReason, reasonsOf } from './pds-reason.ts';
import { readPerson } from './read-person.ts';
import type { RetrievedPerson } from './retrieved-person.ts';

/** What PDS answered to a retrieval (pds-identity 1.7, 1.9). */
export type RetrievalAnswer = {
  /** `wsa:RelatesTo`: the SOAP id of the question. */
  readonly relatesTo: string | undefined;
  /** HL7 id of the question. */
  readonly messageRef: string;
  readonly reasons: readonly PdsReason[];
} & (
  | { readonly kind: 'found'; readonly person: RetrievedPerson }
  /** There is no such patient, or none that may be told of. */
  | { readonly kind: 'no-match' }
  | { readonly kind: 'refused' }
);

const NO_MATCH: ReadonlySet<string> = new Set(['1', 'RT003']);

/**
 * Reads the SOAP answer of a retrieval. Fails with the failures of `readSyncEnvelope`, and with
 * `pds.no-answer`, `pds.other-answer` and `pds.no-person` for answers that tell nothing of a patient.
 */
export function readRetrievalAnswer(body: Uint8Array): Reading<RetrievalAnswer> {
  const read = readSyncEnvelope(body, PAYLOAD_XML_LIMITS);
  if (!read.ok) return read;
  const message = read.value.body?.message;
  if (!message) return unreadable('pds.no-answer', 'the SOAP Body holds no message');
  const wrapped = wrapperFromElement(message);
  if (!wrapped.ok) return wrapped;
  const wrapper = wrapped.value;
  const deviations = [...read.deviations, ...wrapped.deviations];
  const common = {
    relatesTo: read.value.header.relatesTo,
    messageRef: wrapper.acknowledgement?.messageRef ?? '',
    reasons: reasonsOf(wrapper),
  };
  const accepted = wrapper.acknowledgement?.typeCode === 'AA';
  if (wrapper.rootName === RETRIEVAL_ANSWER && accepted) {
    const response = payloadOf(message);
    const person = response && readPerson(response);
    if (!person) {
      return unreadable('pds.no-person', 'the answer tells of no patient', message.at, deviations);
    }
    return readAs({ ...common, kind: 'found', person }, deviations);
  }
  if (wrapper.rootName === RETRIEVAL_ANSWER || !wrapper.acknowledgement) {
    const text = `${wrapper.rootName} neither accepts nor refuses`;
    return unreadable('pds.other-answer', text, message.at, deviations);
  }
  const unknown =
    wrapper.rootName === QUERY_FAILURE && common.reasons.some(({ code }) => NO_MATCH.has(code));
  return readAs({ ...common, kind: unknown ? 'no-match' : 'refused' }, deviations);
}

function payloadOf(message: XmlElement): XmlElement | undefined {
  const act = firstChild(message, HL7_NS, 'ControlActEvent');
  const subject = act && firstChild(act, HL7_NS, 'subject');
  return subject && firstChild(subject, HL7_NS, 'PDSResponse');
}
