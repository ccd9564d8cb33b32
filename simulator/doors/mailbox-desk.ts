import type { Readable } from 'node:stream';

/** The states of a message of MESH (mesh-nhais 1.5). */
export type MeshStatus = 'uploading' | 'accepted' | 'acknowledged' | 'undeliverable' | 'error';

/** A mailbox for lists. */
export interface MailboxFacts {
  readonly id: string;
  readonly name: string;
  readonly odsCode: string;
  readonly active: boolean;
  /** Messages that can be collected. */
  readonly waiting: number;
}

/** Something that happened to a message. */
export interface MeshEvent {
  readonly status: MeshStatus;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly code?: string | undefined;
  readonly event?: string | undefined;
  readonly description?: string | undefined;
  readonly linkedMessageId?: string | undefined;
}

/** A message without its content. */
export interface MeshMessageView {
  readonly id: string;
  /** Mailbox ids; reports come from nobody. */
  readonly from: string | undefined;
  readonly to: string;
  readonly workflowId: string;
  readonly type: 'DATA' | 'REPORT';
  readonly status: MeshStatus;
  readonly subject?: string | undefined;
  readonly localId?: string | undefined;
  readonly fileName?: string | undefined;
  /** `gzip` or nothing. */
  readonly contentEncoding?: string | undefined;
  readonly bytes: number;
  readonly chunks: number;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
  /** Latest first. */
  readonly events: readonly MeshEvent[];
}

/** A message that is put into a mailbox without asking at the door. */
export interface MeshDraft {
  readonly from: string;
  readonly to: string;
  readonly workflowId: string;
  readonly body: Uint8Array;
  readonly fileName?: string;
  readonly subject?: string;
  readonly localId?: string;
}

/** Mailboxes as other services and the operator see them. Rejections are SimulatorErrors. */
export interface MailboxDesk {
  mailboxes(): readonly MailboxFacts[];
  /** All that a mailbox has received and still knows, oldest first. */
  inbox(mailbox: string): readonly MeshMessageView[];
  /** All that a mailbox has sent and is still known, oldest first. */
  outbox(mailbox: string): readonly MeshMessageView[];
  message(id: string): MeshMessageView | undefined;
  /** The chunks in their order, as sent. `undefined` when it is not known. */
  content(id: string): Readable | undefined;
  /** Resolves with the message id once it is on record. */
  send(draft: MeshDraft): Promise<string>;
  /** As the recipient would. */
  acknowledge(mailbox: string, id: string): Promise<void>;
  /** Puts a message into another state, with its report to the sender where it has failed. */
  change(id: string, event: Omit<MeshEvent, 'at'>): Promise<void>;
  /** Forgets what lies in one mailbox, or in all. */
  empty(mailbox?: string): Promise<void>;
  /** Tells of every message that becomes collectable, in any mailbox. Returns what ends it. */
  onArrival(listener: (message: MeshMessageView) => void): () => void;
}
