/**
 * What the suite has a system do, and asks of it. A profile says how each is reached: by HTTP, by a command, or
 * by asking a person. Every call is JSON both ways. A hook that a profile does not have makes the scenarios that
 * need it skipped.
 */
export interface HookCalls {
  /** A patient comes to the practice: the registration, and with it the transfer, begins. */
  readonly registerPatient: {
    readonly input: {
      readonly nhsNumber: string;
      /** Only `permanent` (GMS1) triggers GP2GP (gp2gp 1.3 step 1). */
      readonly registration: 'permanent' | 'temporary' | 'private';
      /** The practice had the patient before and still holds the old record (A-B-A, gp2gp 1.6.11). */
      readonly returning: boolean;
      /** A person with a smartcard does it, so that messages name the author (gp2gp 2.3). */
      readonly byUser: boolean;
    };
    readonly output: {
      /** `false`: the system will not register the patient now. */
      readonly accepted: boolean;
      /** What it tells the user. */
      readonly because?: string | undefined;
    };
  };
  /** What is to become of a record when it comes. Given before the record, or while the user is asked. */
  readonly decideFiling: {
    readonly input: { readonly nhsNumber: string; readonly decision: FilingDecision };
    readonly output: Readonly<Record<string, never>>;
  };
  /** Puts a patient with a record into the system, ready to be asked for. */
  readonly seedRecord: {
    readonly input: { readonly nhsNumber: string; readonly record: SeededRecord };
    readonly output: Readonly<Record<string, never>>;
  };
  readonly transferStatus: {
    readonly input: {
      readonly nhsNumber: string;
      /** The latest transfer of the patient unless given. */
      readonly conversationId?: string | undefined;
    };
    readonly output: TransferStatus;
  };
  /** Stops the system at once and starts it again. Answers when it takes messages again. */
  readonly restart: {
    readonly input: Readonly<Record<string, never>>;
    readonly output: Readonly<Record<string, never>>;
  };
  /** Moves the system's clock on; everything that falls due meanwhile happens. */
  readonly setClock: {
    /** An ISO 8601 duration: `P9D`. */
    readonly input: { readonly advance: string };
    readonly output: Readonly<Record<string, never>>;
  };
  /** Changes a setting of the system until it is set back. */
  readonly configure: {
    readonly input: {
      readonly setting: ConfigurableSetting;
      readonly value: string;
    };
    readonly output: Readonly<Record<string, never>>;
  };
  /** An operator sends a record again. */
  readonly resendExtract: {
    readonly input: { readonly nhsNumber: string; readonly conversationId: string };
    readonly output: Readonly<Record<string, never>>;
  };
}

export type HookName = keyof HookCalls;

export const HOOK_NAMES: readonly HookName[] = [
  'registerPatient',
  'decideFiling',
  'seedRecord',
  'transferStatus',
  'restart',
  'setClock',
  'configure',
  'resendExtract',
];

/** What a user, or the system itself, does with a record that came. */
export type FilingDecision =
  | 'accept'
  /** NACK 11. */
  | 'reject'
  /** A-B-A: kept hidden. NACK 15. */
  | 'suppress'
  /** NACK 17 of a returning patient, else 28. */
  | 'wrong-patient'
  /** A-B-A: kept as a document. NACK 26. */
  | 'file-as-attachment'
  /** The system's own store refuses it. NACK 99 or 11. */
  | 'storage-fails'
  /** Nobody decides. */
  | 'undecided';

/** Settings with their values: `on` and `off`, but for the two that say otherwise. */
export type ConfigurableSetting =
  /** `on`, `off` (NACK 07), `misconfigured` (NACK 13 or 08). */
  | 'gp2gp'
  /** Whether it takes part in large messaging (NACK 23). */
  | 'large-messaging'
  /** UK07 with NOPAT, or UK06 without (gp2gp 2.7). */
  | 'redactions'
  /** An ISO 8601 duration that caps the overall timer (gp2gp 4.6), or `off`. */
  | 'timeout-cap';

/** A record to be held. Contents are given by their rules, so that the same shape is the same record. */
export interface SeededRecord {
  /** `left`: still held, no longer registered. */
  readonly registered: 'current' | 'left';
  /** Clinical entries beside the documents; 0 with no documents is an empty record. */
  readonly entries: number;
  /** About so many bytes of HL7 payload, where the size is the point. */
  readonly payloadBytes?: number | undefined;
  /** Entries that are not to be disclosed. */
  readonly redactedEntries: number;
  /** The record of an earlier practice that came with the patient. */
  readonly earlierPractice?: string | undefined;
  /** Marked as sensitive. */
  readonly confidential: boolean;
  /** What goes wrong when the record is to be sent. */
  readonly problem?: 'source-fails' | 'mapping-fails' | undefined;
  readonly documents: readonly SeededDocument[];
}

export interface SeededDocument {
  readonly fileName: string;
  readonly contentType: string;
  /** What kind of document, for its code in the extract (gp2gp 2.7). */
  readonly kind: 'scan' | 'letter' | 'image' | 'audio' | 'other';
  readonly bytes: number;
  /** The source does not have the file: a placeholder goes in its place (gp2gp 3.9). */
  readonly absent: boolean;
  /** SHA-256 of the content, lower-case hex. */
  readonly sha256: string;
  /** A file on the machine of the suite that holds the content. Byte i is i mod 251 (gp2gp 7.5). */
  readonly path: string;
}

/** How a transfer stands, in the words of the suite. */
export interface TransferStatus {
  readonly state: /** No transfer of this patient is known. */
    | 'none'
    /** Before the request is sent: PDS, SDS. */
    | 'preparing'
    | 'requested'
    /** The extract is here, parts of it are not. */
    | 'receiving'
    /** All is here, and a decision is waited for. */
    | 'deciding'
    | 'filed'
    /** The other side refused, or this side did; `code` says with what. */
    | 'refused'
    /** Ended without a code on the wire: timeout, transport, before the request. */
    | 'failed'
    | 'sending'
    /** Everything is sent; the final acknowledgement is waited for. */
    | 'sent'
    /** As sender: the requester has the record. */
    | 'transferred';
  /** Response code, two digits. */
  readonly code?: string | undefined;
  /** What a user reads. */
  readonly text?: string | undefined;
  readonly conversationId?: string | undefined;
  /** What is held of the patient after filing. */
  readonly record?: HeldRecord | undefined;
}

export interface HeldRecord {
  readonly documents: readonly {
    readonly fileName: string;
    readonly contentType: string;
    readonly bytes: number;
    /** Lower-case hex. */
    readonly sha256: string;
    /** A placeholder or a missing document. */
    readonly absent: boolean;
  }[];
  readonly folders: number;
  readonly compositions: number;
  /** SHA-256 of the HL7 payload that was filed, after a skeleton was replaced. */
  readonly payloadSha256: string;
  readonly redactedEntries: number;
}
