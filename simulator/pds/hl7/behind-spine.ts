import type { Finding } from '../../../src/domain/finding.ts';
import type { EbxmlMessage } from '../../../src/wire/ebxml/ebxml-message.ts';
import type { Reading } from '../../../src/wire/reading.ts';
import type { SyncEnvelope } from '../../../src/wire/soap/sync-envelope.ts';
import type { Party, SpineServiceRule } from '../../world/world.ts';

/** What Spine hands over of a synchronous request, before anything but its SOAPAction has been judged. */
export interface SynchronousRequest {
  readonly at: Date;
  readonly soapAction: string;
  readonly rule: SpineServiceRule;
  readonly envelope: Reading<SyncEnvelope>;
  /** The party whose system the header names. */
  readonly sender: Party | undefined;
  /** What Spine has found: whether the certificate speaks for the sender. */
  readonly findings: readonly Finding[];
}

export interface SynchronousAnswer {
  readonly status: number;
  readonly body: Buffer;
  readonly result: string;
  readonly why: string;
  readonly findings: readonly Finding[];
  readonly delayMs: number;
  readonly drop: boolean;
}

/** What Spine hands over of an asynchronous request that it has taken. */
export interface LaterRequest {
  readonly at: Date;
  readonly rule: SpineServiceRule;
  readonly envelope: EbxmlMessage;
  readonly payload: Uint8Array;
  /** The party that the envelope names. */
  readonly sender: Party | undefined;
}

/** Why a message is refused with a MessageError in place of its acknowledgement. */
export interface Objection {
  readonly code: string;
  readonly text: string;
  readonly why: string;
}

export type LaterAnswer = {
  readonly why: string;
  readonly findings: readonly Finding[];
  readonly delayMs: number;
} & (
  | { readonly kind: 'message'; readonly interaction: string; readonly xml: string }
  | { readonly kind: 'message-error'; readonly code: string; readonly text: string }
  | { readonly kind: 'nothing' }
);
