/** What is held of a patient after filing. */
export interface HeldRecord {
  readonly documents: readonly HeldDocument[];
  readonly folders: number;
  readonly compositions: number;
  /** SHA-256 of the HL7 payload, after a skeleton was replaced; lower-case hex. */
  readonly payloadSha256: string;
  /** Entries that are marked as not to be disclosed. */
  readonly redactedEntries: number;
}

export interface HeldDocument {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  /** A placeholder, or a document that never came. */
  readonly absent: boolean;
}

/** How a patient's transfer stands, for people and for programs. */
export interface TransferStatus {
  readonly state:
    | 'none'
    | 'preparing'
    | 'requested'
    | 'receiving'
    | 'deciding'
    | 'filed'
    | 'refused'
    | 'failed'
    | 'sending'
    | 'sent'
    | 'transferred';
  /** Response code, two digits. */
  readonly code?: string | undefined;
  /** What a user reads. */
  readonly text?: string | undefined;
  readonly conversationId?: string | undefined;
  readonly record?: HeldRecord | undefined;
}
