import type { BodyRef } from '../../../src/journal/entry.ts';
import type { MeshEvent, MeshStatus } from '../../doors/mailbox-desk.ts';

/** What a sender says of a message (mesh-nhais 1.4.3). */
export interface MessageHead {
  /** Mailbox id; reports come from nobody. */
  readonly from?: string | undefined;
  readonly to: string;
  readonly workflowId: string;
  readonly type: 'DATA' | 'REPORT';
  /** Chunks that make it up; none for a report. */
  readonly chunkCount: number;
  readonly subject?: string | undefined;
  readonly localId?: string | undefined;
  readonly partnerId?: string | undefined;
  readonly fileName?: string | undefined;
  readonly checksum?: string | undefined;
  readonly contentType?: string | undefined;
  /** `gzip` or nothing. */
  readonly contentEncoding?: string | undefined;
  readonly compressed?: boolean | undefined;
  readonly encrypted?: boolean | undefined;
  /** Of a report: what has failed, and for whom it was meant. */
  readonly failure?: MeshEvent | undefined;
  readonly intendedFor?: string | undefined;
}

/** A message of MESH as far as it has come. */
export interface MeshMessage extends MessageHead {
  readonly id: string;
  /** When its first chunk was taken. */
  readonly createdAt: Date;
  /** Where its chunks lie, by number. */
  readonly chunks: ReadonlyMap<number, BodyRef>;
  readonly bytes: number;
  /** Latest first. */
  readonly events: readonly MeshEvent[];
  /** The place in its inbox: the sequence of the entry by which it became collectable. */
  readonly place: number;
}

export function statusOf({ events }: Pick<MeshMessage, 'events'>): MeshStatus {
  return events[0]?.status ?? 'uploading';
}

/** Whether somebody may still do something with it: send the rest of it, or collect it. */
export function isOpen(message: Pick<MeshMessage, 'events'>): boolean {
  const status = statusOf(message);
  return status === 'uploading' || status === 'accepted';
}

/** When it came into a state; the latest time if it did so more than once. */
export function timeOf(message: MeshMessage, status: MeshStatus): Date | undefined {
  const found = message.events.find((event) => event.status === status);
  return found && new Date(found.at);
}

/** What went wrong with it, or of a report with the message that it is about. */
export function failureOf(message: MeshMessage): MeshEvent | undefined {
  if (message.failure) return message.failure;
  const [latest] = message.events;
  return latest?.status === 'error' || latest?.status === 'undeliverable' ? latest : undefined;
}
