import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';

/** A message that stands at Spine's door and would be taken. */
export interface MessageAtDoor {
  readonly envelope: EbxmlMessage;
  readonly contentType: string | undefined;
  /** `undefined` for one that is too large to be held. */
  readonly body: Uint8Array | undefined;
}

interface Told {
  /** Whose doing it is, for the record: the name of a rule or of a situation. */
  readonly by: string;
}

/** What Spine does wrong on purpose to a message that comes. */
export type AcceptanceFault = Told &
  (
    | { readonly kind: 'delay'; readonly ms: number }
    /** The connection ends, nothing is taken. */
    | { readonly kind: 'no-answer' }
    /** It is taken, and the connection ends without a word. */
    | { readonly kind: 'answer-lost' }
    /** It is taken: 202, and never an acknowledgement. */
    | { readonly kind: 'no-acknowledgement' }
    /** It is taken: 202, and the acknowledgement comes so much later in a message of its own. */
    | { readonly kind: 'late-acknowledgement'; readonly ms: number }
    | { readonly kind: 'soap-fault'; readonly code: string; readonly text: string }
    | {
        readonly kind: 'message-error';
        readonly code: string;
        readonly text: string;
        readonly severity: 'Error' | 'Warning';
      }
    /** An answer of HTTP alone, such as 503. */
    | { readonly kind: 'http-error'; readonly status: number }
    /** An answer that cannot be parsed. Nothing is taken. */
    | { readonly kind: 'malformed' }
  );

/** A message that Spine is about to hand on. */
export interface MessageToDeliver {
  readonly fromParty: string;
  readonly toParty: string;
  readonly action: string;
  readonly conversationId: string;
  readonly messageId: string;
}

/** What happens to a message before its first delivery. */
export type DispatchFault = Told &
  (
    | { readonly kind: 'delay'; readonly ms: number }
    /** It is never delivered, and its sender is not told. */
    | { readonly kind: 'hold' }
  );

/** What happens to one attempt to deliver. */
export type DeliveryFault = Told &
  /** As if the recipient could not be reached. */
  (
    | { readonly kind: 'unreachable' }
    /** The attempt is made twice. */
    | { readonly kind: 'duplicate' }
    /** The connection ends in the middle of the message. */
    | { readonly kind: 'reset' }
    /** The bytes take so long altogether. */
    | { readonly kind: 'slow-body'; readonly ms: number }
  );

/** Makes things go wrong at Spine. Asked once for each arrival, dispatch and attempt, so that it can count. */
export interface MessageDisturber {
  /** All of what is to happen, delays first. */
  atDoor?(message: MessageAtDoor): readonly AcceptanceFault[];
  atDispatch?(message: MessageToDeliver): DispatchFault | undefined;
  /** @param attempt counted from 1 */
  atDelivery?(message: MessageToDeliver, attempt: number): DeliveryFault | undefined;
}
