import type { Finding } from '../../src/domain/finding.ts';
import type { Peer } from '../../src/journal/entry.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import type { Reading } from '../../src/wire/reading.ts';
import type { SyncEnvelope } from '../../src/wire/soap/sync-envelope.ts';
import type { Party, SpineServiceRule } from '../world/world.ts';

/** A synchronous request, before anything but its SOAPAction has been judged. */
export interface SynchronousRequest {
  readonly at: Date;
  /** As it came. */
  readonly bytes: Uint8Array;
  readonly soapAction: string;
  readonly rule: SpineServiceRule;
  /** The envelope with every rule that it breaks, or why it is none. */
  readonly envelope: Reading<SyncEnvelope>;
  readonly peer: Peer;
  /** The party whose system the header names. */
  readonly sender: Party | undefined;
  /** What Spine has found itself, the identity of the sender among it. */
  readonly findings: readonly Finding[];
}

export interface SynchronousAnswer {
  readonly status: number;
  readonly body: Buffer;
  /** One word or a few, for the journal: `answered`, `refused: SOAP_TO_ERROR`. */
  readonly result: string;
  readonly why: string;
  /** Besides those of the request. */
  readonly findings: readonly Finding[];
  /** Milliseconds of real time that the answer is held back. */
  readonly delayMs: number;
  /** Ends the connection without an answer. */
  readonly drop: boolean;
}

/** An asynchronous request that Spine takes, or has taken and put on record. */
export interface LaterRequest {
  /** When it was taken. */
  readonly at: Date;
  readonly rule: SpineServiceRule;
  readonly envelope: EbxmlMessage;
  /** The HL7 payload. */
  readonly payload: Uint8Array;
  readonly peer: Peer | undefined;
  /** The party that the envelope names. */
  readonly sender: Party | undefined;
}

/** One message of an answer. It travels by the contract that the requester holds for its interaction. */
export type LaterAnswer = {
  readonly why: string;
  readonly findings: readonly Finding[];
  /** Milliseconds after the request was served. */
  readonly delayMs: number;
} & (
  | { readonly kind: 'message'; readonly interaction: string; readonly xml: string }
  | { readonly kind: 'message-error'; readonly code: string; readonly text: string }
  /** Deliberately no answer. */
  | { readonly kind: 'nothing' }
);

/** Why a message is not taken. */
export interface Objection {
  readonly code: string;
  readonly text: string;
  readonly why: string;
}

/**
 * A service behind Spine that answers from data of its own. It never throws for what a peer sent. An
 * asynchronous request comes again if the simulator stops before all of its answers are on record.
 */
export interface SpineApplication {
  /**
   * Asked before an asynchronous message is taken, with payloads that are held in memory: what it objects to is
   * refused with a MessageError in place of the acknowledgement.
   */
  objection?(request: LaterRequest): Objection | undefined;
  answer(request: SynchronousRequest): Promise<SynchronousAnswer>;
  answerLater(request: LaterRequest): Promise<readonly LaterAnswer[]>;
}

/** The applications behind Spine, by the `kind` of the rules that they answer. */
export interface SpineApplications {
  readonly pds?: SpineApplication;
}
