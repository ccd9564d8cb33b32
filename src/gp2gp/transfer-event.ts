import type { Arrival } from './arrival.ts';
import type { ExtractFrame } from './ehr-extract.ts';
import type { LookupEvent } from './lookup-event.ts';
import type { TransferEffect } from './transfer-effect.ts';

export type { Arrival } from './arrival.ts';
export type { LookupEvent, PatientFacts } from './lookup-event.ts';
export {
  type DeviationId,
  type OverallTimer,
  report,
  type TransferEffect,
} from './transfer-effect.ts';

/** What became of a message that this practice sent. */
export type TransportOutcome = 'acknowledged' | 'refused' | 'delivery-failure';

/** Which of this practice's own messages is meant. */
export type OwnMessage = 'request' | 'extract' | 'continue' | 'fragment' | 'acknowledgement';

/** `overall` is that of gp2gp 4.6: from the extract until the record is answered. */
export type TimerName = 'extract-wait' | 'overall' | 'final-acknowledgement-wait';

export type TransferEvent =
  | { readonly kind: 'started' }
  | { readonly kind: 'arrived'; readonly message: Arrival }
  | {
      readonly kind: 'transport';
      readonly about: OwnMessage;
      /** ebXML MessageId; must be given of a fragment, and of an extract that was sent again. */
      readonly messageId?: string | undefined;
      readonly outcome: TransportOutcome;
      readonly detail: string;
    }
  | { readonly kind: 'timer-expired'; readonly timer: TimerName }
  /**
   * The answer to `find-record`, with the ids of the extract that is ready to be sent, and of every message that
   * follows the continue, in the order in which they are to be sent.
   */
  | {
      readonly kind: 'record-found';
      readonly extract: ExtractIds;
      readonly parts?: readonly PartIds[];
    }
  /** NACK 06. */
  | { readonly kind: 'record-missing' }
  /**
   * `sender`: this system does not do large messaging (NACK 23, and so when nothing is said); `requester`: the
   * other one is not registered for it (14); `limit`: beyond what can be sent at all (30).
   */
  | { readonly kind: 'record-too-large'; readonly why?: 'sender' | 'requester' | 'limit' }
  /** `mapping` (NACK 10, and so when nothing is said), `source` (20), `withheld` (10), `unexpected` (99). */
  | {
      readonly kind: 'record-failed';
      readonly why?: 'mapping' | 'source' | 'withheld' | 'unexpected';
      readonly because?: string;
    }
  /** The answer to `join-document`. */
  | { readonly kind: 'document-joined'; readonly position: number; readonly bytes?: number }
  /**
   * `encoding`, `compression` (NACK 29), `too-large` (30), `storage` (30): a fragment that brought it is refused
   * with that, and the extract with 31 (30 for `too-large`, 99 for `storage`).
   */
  | {
      readonly kind: 'document-not-joined';
      readonly position: number;
      readonly why: 'encoding' | 'compression' | 'too-large' | 'storage';
      readonly because: string;
    }
  /** The answer to `rebuild-payload`: what the whole payload says. */
  | { readonly kind: 'payload-rebuilt'; readonly extract: ExtractFrame }
  /** `content` (NACK 21), `compression` (31), `too-large` (30), `storage` (99). */
  | {
      readonly kind: 'payload-not-rebuilt';
      readonly why: 'content' | 'compression' | 'too-large' | 'storage';
      readonly because: string;
    }
  /** The answer to `ask-decision`. */
  | { readonly kind: 'decided'; readonly decision: Decided }
  /** The answer to `file-record`. */
  | { readonly kind: 'record-filed' }
  /** `attachments` (NACK 21), `storage` (99), `refused` (11, and so when nothing is said). */
  | {
      readonly kind: 'record-not-filed';
      readonly why?: 'attachments' | 'storage' | 'refused';
      readonly because?: string;
    }
  /** An operator wants the record sent once more in the same conversation (gp2gp 4.3, SND-099). */
  | { readonly kind: 'resend-ordered' }
  | LookupEvent;

/** What became of the question whether to file a record (gp2gp 4.2, codes 11, 15, 17, 26, 28, 99). */
export type Decided =
  | 'accept'
  | 'reject'
  | 'suppress'
  | 'wrong-patient'
  | 'file-as-attachment'
  | 'storage-fails';

export interface ExtractIds {
  readonly messageId: string;
  readonly hl7Id: string;
  readonly ehrExtractId: string;
}

/** A message that follows the continue. */
export interface PartIds {
  readonly messageId: string;
  readonly hl7Id: string;
  readonly kind: 'fragment' | 'index' | 'chunk';
}

export interface Decision<State> {
  readonly state: State;
  readonly effects: readonly TransferEffect[];
}

/** How a transfer ended, from the view of one practice. */
export interface Outcome {
  readonly result: /** With code 15 when it is kept hidden. */
    | 'integrated'
    | 'filed-as-attachment'
    | 'transferred'
    | 'request-refused'
    | 'extract-refused'
    | 'large-messaging-not-played'
    /** The overall timer: 31 when parts were missing, 99 when the record was not filed in time. */
    | 'timed-out'
    /** A part could not be used: 31, or what names the cause better. */
    | 'parts-failed'
    | 'no-extract'
    | 'no-final-acknowledgement'
    | 'request-undeliverable'
    | 'extract-undeliverable'
    | 'continue-undeliverable'
    | 'parts-undeliverable'
    /** Between extract and continue the patient has gone elsewhere, or PDS could not be asked. */
    | 'no-longer-current'
    // Ends before a request was sent.
    | 'patient-unknown'
    | 'patient-deceased'
    | 'no-previous-practice'
    | 'pds-failed'
    | 'registration-refused'
    | 'registration-failed'
    | 'sender-unknown'
    | 'sds-failed';
  /** The response code that was sent or received; `undefined` when there was none. */
  readonly code: string | undefined;
  readonly because: string;
}

/** Ids differ in case between layers and systems (real-client-habits). */
export function sameId(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one.toUpperCase() === other.toUpperCase();
}
