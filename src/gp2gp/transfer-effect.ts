import type { TimerName } from './transfer-event.ts';

/** What a practice is to do, in the order given. */
export type TransferEffect =
  | { readonly kind: 'send-request' }
  | {
      readonly kind: 'send-acknowledgement';
      /** What is answered. */
      readonly about: 'request' | 'extract' | 'fragment' | 'continue';
      /** The HL7 id of what is answered, its ebXML id where the payload names none. */
      readonly refTo: string;
      /** `undefined` accepts (AA); a response code refuses (gp2gp 4.2). */
      readonly code: string | undefined;
    }
  | { readonly kind: 'find-record'; readonly nhsNumber: string }
  | { readonly kind: 'send-extract' }
  /** Asks for the parts that travel in other messages. `refTo` is the ebXML id of the extract (gp2gp 2.6, Q2). */
  | { readonly kind: 'send-continue'; readonly refTo: string }
  /** One of the `parts` of `record-found`. */
  | { readonly kind: 'send-fragment'; readonly messageId: string }
  /**
   * All pieces of a document are here: they lie in the state (`documentAt`), in the order in which they belong
   * together. Answered by `document-joined` or `document-not-joined`.
   */
  | { readonly kind: 'join-document'; readonly position: number }
  /** Puts these documents in the place of the payload, or of statements of it (gp2gp 3.6). */
  | { readonly kind: 'rebuild-payload'; readonly positions: readonly number[] }
  /** Everything is here: is the record to be filed? Answered by `decided`, or by nothing. */
  | { readonly kind: 'ask-decision'; readonly messageId: string }
  | { readonly kind: 'retrieve-patient'; readonly nhsNumber: string }
  /** Makes the practice the patient's own on PDS. */
  | { readonly kind: 'update-registration' }
  /** Finds the system of another practice in the directory. */
  | { readonly kind: 'look-up-system'; readonly odsCode: string }
  | {
      readonly kind: 'file-record';
      readonly messageId: string;
      /** As the patient's record unless told: hidden (15), or kept as a document (26). */
      readonly as?: 'record' | 'suppressed' | 'document';
    }
  | { readonly kind: 'start-timer'; readonly timer: Exclude<TimerName, 'overall'> }
  | OverallTimer
  | { readonly kind: 'stop-timer'; readonly timer: TimerName }
  /** Worth telling the operator. Never patient data. `deviation` is of the list in gp2gp 1.5. */
  | { readonly kind: 'report'; readonly text: string; readonly deviation?: DeviationId };

/** Known departures of real systems, which are tolerated and told (gp2gp 1.5). */
export type DeviationId = 'D1' | 'D2' | 'D3' | 'D4' | 'D5' | 'D6' | 'D7' | 'D8' | 'D9';

/**
 * T = A x P(interaction) + B x parts x P(COPC), counted from `since`; P is the persist duration in the sender's
 * contract, A and B are weights, both 1 unless set, and T may be capped (gp2gp 4.6). Starts the timer anew, in
 * place of one that runs, whenever the number of parts grows.
 */
export interface OverallTimer {
  readonly kind: 'start-timer';
  readonly timer: 'overall';
  /** Of the extract that came. */
  readonly interaction: string;
  /** External references of the extract, and chunks whose index is known. */
  readonly parts: number;
  /** `eb:Timestamp` of the extract as written; `undefined` when it has none. */
  readonly since: string | undefined;
}

export function report(text: string, deviation?: DeviationId): TransferEffect {
  return deviation === undefined ? { kind: 'report', text } : { kind: 'report', text, deviation };
}
