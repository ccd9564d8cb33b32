import type { ExtractFrame } from './ehr-extract.ts';
import type { EhrRequest } from './ehr-request.ts';

interface ArrivalIds {
  /** Of the ebXML envelope. */
  readonly messageId: string;
  /** The HL7 wrapper id; `undefined` when the payload could not be read so far. */
  readonly hl7Id: string | undefined;
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
        /** `mid:` references of the manifest: the record is large if there is one (gp2gp 3.2). */
        readonly externalReferences: number;
      }
    | {
        readonly kind: 'acknowledgement';
        /** `AA`, `AE` or `AR`; `undefined` when the payload cannot be read. */
        readonly typeCode: string | undefined;
        /** `messageRef/id` as written. */
        readonly refTo: string;
        /** From the reason, else from the detail (gp2gp 2.5). */
        readonly code: string | undefined;
      }
    /** A continue or a fragment of large messaging. */
    | { readonly kind: 'large-message' }
    | { readonly kind: 'other'; readonly action: string }
  );

/** What became of a message that this practice sent. */
export type TransportOutcome = 'acknowledged' | 'refused' | 'delivery-failure';

/** Which of this practice's own messages is meant. */
export type OwnMessage = 'request' | 'extract' | 'acknowledgement';

export type TimerName = 'extract-wait' | 'final-acknowledgement-wait';

export type TransferEvent =
  | { readonly kind: 'started' }
  | { readonly kind: 'arrived'; readonly message: Arrival }
  | {
      readonly kind: 'transport';
      readonly about: OwnMessage;
      readonly outcome: TransportOutcome;
      readonly detail: string;
    }
  | { readonly kind: 'timer-expired'; readonly timer: TimerName }
  /** The answer to `find-record`, with the ids of the extract that is ready to be sent. */
  | { readonly kind: 'record-found'; readonly extract: ExtractIds }
  | { readonly kind: 'record-missing' }
  | { readonly kind: 'record-too-large' }
  | { readonly kind: 'record-failed' }
  /** The answer to `file-record`. */
  | { readonly kind: 'record-filed' }
  | { readonly kind: 'record-not-filed' }
  | LookupEvent;

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
  | { readonly kind: 'system-found' }
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

export type TransferEffect =
  | { readonly kind: 'send-request' }
  | {
      readonly kind: 'send-acknowledgement';
      /** What is answered. */
      readonly about: 'request' | 'extract' | 'fragment';
      /** The HL7 id of what is answered, its ebXML id where the payload names none. */
      readonly refTo: string;
      /** `undefined` accepts (AA); a response code refuses (gp2gp 4.2). */
      readonly code: string | undefined;
    }
  | { readonly kind: 'find-record'; readonly nhsNumber: string }
  | { readonly kind: 'send-extract' }
  | { readonly kind: 'retrieve-patient'; readonly nhsNumber: string }
  /** Makes the practice the patient's own on PDS. */
  | { readonly kind: 'update-registration' }
  /** Finds the system of another practice in the directory. */
  | { readonly kind: 'look-up-system'; readonly odsCode: string }
  | { readonly kind: 'file-record'; readonly messageId: string }
  | { readonly kind: 'start-timer'; readonly timer: TimerName }
  | { readonly kind: 'stop-timer'; readonly timer: TimerName }
  /** Worth telling the operator. Never patient data. */
  | { readonly kind: 'report'; readonly text: string };

export interface Decision<State> {
  readonly state: State;
  readonly effects: readonly TransferEffect[];
}

/** How a transfer ended, from the view of one practice. */
export interface Outcome {
  readonly result:
    | 'integrated'
    | 'transferred'
    | 'request-refused'
    | 'extract-refused'
    | 'large-messaging-not-played'
    | 'no-extract'
    | 'no-final-acknowledgement'
    | 'request-undeliverable'
    | 'extract-undeliverable'
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

export function report(text: string): TransferEffect {
  return { kind: 'report', text };
}
