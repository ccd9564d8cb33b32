import type { Span } from '../mime/mime-package.ts';
import type { XmlElement } from '../xml/xml-element.ts';

/** WS-Addressing as Spine uses it, and the later edition that some clients write. */
export const WSA_NS = 'http://schemas.xmlsoap.org/ws/2004/08/addressing';
export const WSA_2005_NS = 'http://www.w3.org/2005/08/addressing';

/**
 * The header of a synchronous message (mhs 3.9). What is missing reads as an empty string and is told
 * by a deviation; what may be absent is `undefined`.
 */
export interface SyncHeader {
  /** `uuid:` and 36 characters, 41 in all. */
  readonly messageId: string;
  /** Service, a slash, and the interaction. */
  readonly action: string;
  /** The service, or a URL. */
  readonly to: string;
  /** The address in `wsa:From`, often empty. */
  readonly from: string | undefined;
  readonly replyTo: string | undefined;
  /** In responses: the MessageID of the request. */
  readonly relatesTo: string | undefined;
  readonly receiverAsid: string;
  readonly senderAsid: string;
}

/** What stands in the SOAP Body. */
export interface SyncBody {
  /** The element around the message in responses, for example `retrievalQueryResponse`. */
  readonly wrapper: string | undefined;
  /** The HL7 message, inside its wrapper if there is one. */
  readonly message: XmlElement;
  /** The bytes of the first element of the Body, wrapper included. */
  readonly span: Span;
}

export interface SyncEnvelope {
  readonly header: SyncHeader;
  /** `undefined` when the Body is missing or empty. */
  readonly body: SyncBody | undefined;
}

/** The rules of Spine's synchronous validators, by the names it gives them (mhs 2.3). */
export type SyncRule =
  | 'MESSAGE_NOT_WELL_FORMED[soapHeaderCount]'
  | 'MESSAGE_NOT_WELL_FORMED[soapBodyCount]'
  | 'SOAP_MESSAGE_ID_ERROR'
  | 'SOAP_ACTION_ERROR'
  | 'SOAP_TO_ERROR'
  | 'SOAP_COMM_FUNC_RCV_ERROR'
  | 'SOAP_COMM_FUNC_SND_ERROR'
  | 'INCONSISTENT_HL7_INTERACTION_ID'
  | 'INCONSISTENT_COMM_FUNC_RCV'
  | 'INCONSISTENT_COMM_FUNC_SND';

/** The code of a deviation from a rule; `syncRuleOf` finds the rule again. */
export function syncCode(rule: SyncRule): string {
  return `sync.${rule}`;
}

/** The rule that a deviation of `readSyncEnvelope` breaks; `undefined` for other oddities. */
export function syncRuleOf(code: string): string | undefined {
  return /^sync\.([A-Z].*)$/.exec(code)?.[1];
}
