import { answerRoute, buildSignal, type SignalRoute, type SignalStamp } from './build-signal.ts';
import type { EbxmlMessage } from './ebxml-message.ts';

/** Asks whether the other message handler is there, ebMS 2.0 section 8.1. */
export function buildPing(route: SignalRoute, stamp: SignalStamp): EbxmlMessage {
  return buildSignal('Ping', route, stamp);
}

/** The answer to a Ping, ebMS 2.0 section 8.2. */
export function buildPong(ping: EbxmlMessage, stamp: SignalStamp): EbxmlMessage {
  return buildSignal('Pong', answerRoute(ping), stamp, ping.messageId);
}
