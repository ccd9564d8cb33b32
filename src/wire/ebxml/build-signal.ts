import type { EbxmlMessage, EbxmlParty } from './ebxml-message.ts';
import { SIGNAL_SERVICE } from './names.ts';
import { writeTimestamp } from './timestamp.ts';

/** What a new signal needs from outside: builders draw no ids and read no clock. */
export interface SignalStamp {
  /** The MessageId of the signal. */
  readonly messageId: string;
  readonly now: Date;
}

/** Who talks to whom under which contract. */
export interface SignalRoute {
  readonly from: EbxmlParty;
  readonly to: EbxmlParty;
  readonly cpaId: string;
  readonly conversationId: string;
}

/** The actions of the ebXML service itself, ebMS 2.0 sections 4.2, 6.3.2, 7 and 8. */
export type SignalAction =
  | 'Acknowledgment'
  | 'MessageError'
  | 'Ping'
  | 'Pong'
  | 'StatusRequest'
  | 'StatusResponse';

/** The way back: parties swapped, contract and conversation copied (mhs 3.6). */
export function answerRoute(original: EbxmlMessage): SignalRoute {
  const { from, to, cpaId, conversationId } = original;
  return { from: to, to: from, cpaId, conversationId };
}

/** The header that every signal has, without anything that belongs to one kind of signal. */
export function buildSignal(
  action: SignalAction,
  route: SignalRoute,
  stamp: SignalStamp,
  refToMessageId?: string,
): EbxmlMessage {
  return {
    version: '2.0',
    from: route.from,
    to: route.to,
    cpaId: route.cpaId,
    conversationId: route.conversationId,
    service: SIGNAL_SERVICE,
    action,
    messageId: stamp.messageId,
    timestamp: writeTimestamp(stamp.now),
    refToMessageId,
    timeToLive: undefined,
    duplicateElimination: false,
    ackRequested: undefined,
    syncReply: undefined,
    acknowledgment: undefined,
    errorList: undefined,
    statusRequest: undefined,
    statusResponse: undefined,
    manifest: undefined,
  };
}
