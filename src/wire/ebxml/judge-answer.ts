import { parseMediaType } from '../mime/media-type.ts';
import type { Deviation } from '../reading.ts';
import { START } from '../reading.ts';
import { soapFaultFromElement } from '../soap/read-soap-fault.ts';
import type { SoapFault } from '../soap/soap-fault.ts';
import { readXml } from '../xml/read-xml.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { ebxmlFromElement } from './ebxml-from-element.ts';
import type { EbxmlMessage, ErrorList } from './ebxml-message.ts';
import { envelopeIn } from './envelope-in.ts';

/** The HTTP answer of a peer to a message that was posted to it. */
export interface HttpAnswer {
  readonly status: number;
  /** The Content-Type header; `undefined` when there is none. */
  readonly contentType: string | undefined;
  readonly body: Uint8Array;
}

/** What the answer means for the message. */
export type Verdict =
  | { readonly kind: 'acknowledged'; readonly acknowledgment: EbxmlMessage }
  | { readonly kind: 'messageError'; readonly errorList: ErrorList; readonly message: EbxmlMessage }
  | { readonly kind: 'soapFault'; readonly fault: SoapFault; readonly codes: readonly string[] }
  /** A 2xx without an acknowledgement of this message. */
  | { readonly kind: 'accepted' }
  /** It calls itself XML or multipart, but cannot be read. */
  | { readonly kind: 'unreadable'; readonly failure: Deviation }
  /** No 2xx, and nothing in the body that says why. */
  | { readonly kind: 'refused' };

export type JudgedAnswer = Verdict & {
  readonly status: number;
  readonly deviations: readonly Deviation[];
};

/**
 * Judges a peer's answer. The body counts, whatever the status: receivers send MessageErrors with 200
 * and acknowledgements with whatever they like (mhs 1.5, 3.6). Actor, CPAId and From of an
 * acknowledgement are not held against it.
 *
 * @param messageId of the message that was posted; compared without regard to case
 */
export function judgeAnswer(answer: HttpAnswer, messageId: string): JudgedAnswer {
  const { status, contentType, body } = answer;
  const deviations: Deviation[] = [];
  const judged = (verdict: Verdict): JudgedAnswer => ({ ...verdict, status, deviations });
  const silent: Verdict = { kind: status >= 200 && status < 300 ? 'accepted' : 'refused' };
  if (isBlank(body)) return judged(silent);
  const envelope = envelopeIn(contentType, body);
  deviations.push(...envelope.deviations);
  const xml = envelope.ok ? readXml(envelope.value) : envelope;
  if (!xml.ok) {
    return judged(claimsXml(contentType) ? { kind: 'unreadable', failure: xml.failure } : silent);
  }
  if (envelope.ok) deviations.push(...xml.deviations);
  return judged(judgeDocument(xml.value, messageId, silent, deviations));
}

function judgeDocument(
  root: XmlElement,
  messageId: string,
  silent: Verdict,
  deviations: Deviation[],
): Verdict {
  const fault = soapFaultFromElement(root);
  if (fault.ok) {
    deviations.push(...fault.deviations);
    const codes = fault.value.errors.map(({ errorCode }) => errorCode);
    return { kind: 'soapFault', fault: fault.value, codes };
  }
  const reading = ebxmlFromElement(root);
  deviations.push(...reading.deviations);
  if (!reading.ok) {
    deviations.push(reading.failure);
    return silent;
  }
  const message = reading.value;
  const { acknowledgment, errorList, refToMessageId } = message;
  const refs = [acknowledgment?.refToMessageId, refToMessageId].filter((ref) => ref !== undefined);
  const ours = refs.some((ref) => ref.toUpperCase() === messageId.toUpperCase());
  const odd = (code: string, text: string): void => {
    deviations.push({ code: `answer.${code}`, message: text, at: START });
  };
  if (!ours) odd('other-message', `the answer refers to ${refs.join(', ') || 'no message'}`);
  if (errorList !== undefined) return { kind: 'messageError', errorList, message };
  if (acknowledgment === undefined) {
    odd('no-acknowledgment', `a ${message.action} without an Acknowledgment element`);
    return silent;
  }
  if (!ours) return silent;
  if (silent.kind === 'refused')
    odd('status', 'an acknowledgement came with a status that is no 2xx');
  return { kind: 'acknowledged', acknowledgment: message };
}

function isBlank(body: Uint8Array): boolean {
  return body.every((byte) => byte <= 0x20);
}

function claimsXml(contentType: string | undefined): boolean {
  const { mediaType } = parseMediaType(contentType ?? '');
  return /^multipart\/|[/+]xml$/.test(mediaType);
}
