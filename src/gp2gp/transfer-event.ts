import type { ExtractFrame } from './ehr-extract.ts';
import type { EhrRequest } from './ehr-request.ts';
import type { ManifestDocument } from './large/document-facts.ts';
import type { LargeMessage } from './large/large-message.ts';

interface ArrivalIds {
  /** Of the ebXML envelope. */
  readonly messageId: string;
  /** The HL7 wrapper id; `undefined` when the payload could not be read so far. */
  readonly hl7Id: string | undefined;
  /** ASID of the system that the HL7 wrapper names as sender. */
  readonly fromAsid?: string | undefined;
  /** `eb:Timestamp` as written. */
  readonly timestamp?: string | undefined;
}

/** A message of the conversation that came in, as far as it could be read. */
export type Arrival = ArrivalIds &
  (
    | {
        readonly kind: 'request';
        /** `undefined` when it cannot be read; `fault` says why. */
        readonly request: EhrRequest | undefined;
        readonly fault: string | undefined;
        /** Whether the directory names exactly one system for the requester. */
        readonly requesterKnown: boolean;
      }
    | {
        readonly kind: 'extract';
        readonly extract: ExtractFrame | undefined;
        readonly fault: string | undefined;
        /** `RCMR_IN030000UK06` or `UK07`, the ebXML action; its contract gives the overall timer (gp2gp 4.6). */
        readonly interaction: string;
        /**
         * References of the manifest beside the payload. The record is large if one of them is external
         * (gp2gp 3.2).
         */
        readonly documents: readonly ManifestDocument[];
      }
    | {
        readonly kind: 'acknowledgement';
        /** `AA`, `AE` or `AR`; `undefined` when the payload cannot be read. */
        readonly typeCode: string | undefined;
        /** `messageRef/id` as written. */
        readonly refTo: string;
        /** From the reason, else from the detail (gp2gp 2.5). */
        readonly code: string | undefined;
        /** Where the code stands: suppliers differ (D5). */
        readonly codeIn?: 'reason' | 'detail' | 'both' | undefined;
      }
    /** A continue, a fragment or an index. */
    | {
        readonly kind: 'large-message';
        /** `undefined` when it cannot be read; `fault` says why. */
        readonly large: LargeMessage | undefined;
        readonly fault: string | undefined;
      }
    | { readonly kind: 'other'; readonly action: string }
  );

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

/** The answers to what a practice asks of PDS and SDS. */
export type LookupEvent =
  /** To `retrieve-patient`. */
  | { readonly kind: 'patient-retrieved'; readonly patient: PatientFacts }
  | {
      readonly kind: 'patient-not-retrieved';
      readonly why: 'unknown' | 'failed';
      readonly because: string;
    }
  /** To `update-registration`. */
  | { readonly kind: 'registration-updated' }
  | {
      readonly kind: 'registration-not-updated';
      readonly why: 'refused' | 'failed';
      readonly because: string;
    }
  /** To `look-up-system`. */
  /** `asid` where the directory says it: an extract must come from that system. */
  | { readonly kind: 'system-found'; readonly asid?: string }
  | {
      readonly kind: 'system-not-found';
      readonly why: 'none' | 'several' | 'failed';
      readonly because: string;
    };

/** What PDS tells of a patient, as far as a transfer turns on it (pds-identity 1.7). */
export interface PatientFacts {
  /** Another one than was asked for when that has been superseded. */
  readonly nhsNumber: string;
  /** ODS code of the practice in force. */
  readonly practice: string | undefined;
  /** The one before it, where the practice in force is the one that asks PDS. */
  readonly practiceBefore: string | undefined;
  readonly deceased: boolean;
  /** Reason code of a removal from the practice's list that is in force. */
  readonly removal: string | undefined;
  /** PDS tells only the number: the practice stays unknown. */
  readonly sensitive: boolean;
}

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

export function report(text: string, deviation?: DeviationId): TransferEffect {
  return deviation === undefined ? { kind: 'report', text } : { kind: 'report', text, deviation };
}
