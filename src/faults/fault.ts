/** The faces on which something can be made to go wrong. */
export const FAULT_FACES = [
  'spine',
  'ldap',
  'sds-fhir',
  'pds-hl7',
  'pds-fhir',
  'smsp',
  'identity',
  'ods',
  'mesh',
  'nhais',
  'adaptor',
] as const;
export type FaultFace = (typeof FAULT_FACES)[number];

/** What goes wrong. A face says which kinds it knows; others it leaves alone and says so in its trace. */
export type FaultAction =
  /** Answers so much later. Not scaled: the peer's patience is real time. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Answers as late as the percentiles of a real service say. */
  | {
      readonly kind: 'latency';
      readonly p50: number;
      readonly p95: number;
      readonly p99: number;
      readonly max: number;
    }
  /** The service's own way to say that it cannot be reached. */
  | { readonly kind: 'unavailable' }
  /** A result of the face: LDAP result code, HTTP status, or the name of an error of its table. */
  | { readonly kind: 'result'; readonly code: string; readonly text?: string }
  | { readonly kind: 'soap-fault'; readonly code: string; readonly text: string }
  /** An answer that cannot be parsed. */
  | { readonly kind: 'malformed' }
  /** The connection ends without an answer. */
  | { readonly kind: 'drop' }
  /** Acknowledged, but the business answer is never sent. */
  | { readonly kind: 'no-answer' }
  /** The business answer comes twice: the same HL7 id in two messages. */
  | { readonly kind: 'duplicate-answer' }
  /** An ebXML MessageError in place of the business answer, or of the acknowledgement before it. */
  | {
      readonly kind: 'message-error';
      readonly code: string;
      readonly text: string;
      readonly instead?: 'answer' | 'acknowledgment' | undefined;
    }
  /** A business refusal of an update, in the form of the face. */
  | { readonly kind: 'refuse-update'; readonly code: string; readonly text: string }
  /** The record's serial number moves on after every read. */
  | { readonly kind: 'move-serial-number' }
  /** An answer that names a version of the message set that does not exist. */
  | { readonly kind: 'wrong-version' }
  /** An answer with a reason code that no table lists. */
  | { readonly kind: 'unknown-reason' }
  /** What an authority sends is wrong in one respect (mesh-nhais 2.8, number 6). */
  | { readonly kind: 'interchange'; readonly how: InterchangeFault };

/** What can be wrong with an interchange of a health authority. */
export const INTERCHANGE_FAULTS = [
  'no-receipt',
  'receipt-in-error',
  'repeated-numbers',
  'jumped-numbers',
  'sent-twice',
  'several-messages',
  'wrong-count',
  'wrong-mailbox',
  'crlf',
  'no-newline',
  'unknown-cipher',
] as const;
export type InterchangeFault = (typeof INTERCHANGE_FAULTS)[number];

/** A rule: whom it meets, how often, and what it does. All conditions that are given must hold. */
export interface FaultRule {
  readonly name: string;
  /** All faces unless given. */
  readonly faces?: readonly FaultFace[] | undefined;
  readonly when: {
    readonly nhsNumber?: readonly string[] | undefined;
    /** ASID, client id, party key or certificate name, whatever the face knows its caller by. */
    readonly caller?: readonly string[] | undefined;
    /** Interaction, FHIR operation (`Patient.read`), SMSP operation, `search`. */
    readonly operation?: readonly string[] | undefined;
    /** ODS code that is asked for. */
    readonly ods?: readonly string[] | undefined;
    /** Mailbox of MESH: of whom asks, or of whom a message is for. */
    readonly mailbox?: readonly string[] | undefined;
    /** Workflow id, message id, local id or ConversationId. */
    readonly message?: readonly string[] | undefined;
  };
  /** Which requests of one caller about one subject it meets, counted from 1, both inclusive. */
  readonly attempts?: { readonly from: number; readonly to?: number | undefined } | undefined;
  readonly actions: readonly FaultAction[];
}

/** What a face knows of the request at hand. */
export interface FaultSubject {
  readonly face: FaultFace;
  readonly nhsNumber?: string | undefined;
  readonly caller?: string | undefined;
  readonly operation?: string | undefined;
  readonly ods?: string | undefined;
  /** Every mailbox that the request concerns. */
  readonly mailboxes?: readonly string[] | undefined;
  /** Every name that the message has. */
  readonly messages?: readonly string[] | undefined;
}

/** An action with the rule it comes from, for the trace. */
export interface InjectedFault {
  readonly rule: string;
  readonly action: FaultAction;
}
