import type { GpMessage } from '../../src/gp2gp/read-message.ts';
import type { TraceStep } from '../../src/journal/entry.ts';
import type { HttpReply } from '../../src/platform/http-message.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';

/** What came, before it is put on record. */
export interface Arrival {
  readonly verdict: 'message' | 'signal';
  readonly message: GpMessage;
  readonly contentType: string | undefined;
  readonly body: Buffer;
}

/** What the handing on of a message changes or tells. */
export interface HandOn {
  /** Why Spine is to send it again; its answer where that is not the usual fault. */
  readonly refused?: { readonly because: string; readonly reply?: HttpReply };
  /** Answers a message that was taken so, in place of what it asked for. */
  readonly reply?: HttpReply;
  /** Ends the connection without an answer. */
  readonly drop?: boolean;
  readonly trace?: readonly TraceStep[];
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
}

export interface ReceiverHandlers {
  /**
   * Hands a message or a signal on before Spine is answered. A text says why it could not be: then Spine has a fault and sends
   * it again.
   */
  readonly handOn?: (arrival: Arrival) => Promise<HandOn | undefined>;
  /** A message for this party that has not come before, and when. Never rejects. */
  readonly onMessage: (message: GpMessage, at: string) => Promise<void>;
  readonly onSignal: (signal: EbxmlMessage) => void;
}
