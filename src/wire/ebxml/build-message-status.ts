import { answerRoute, buildSignal, type SignalRoute, type SignalStamp } from './build-signal.ts';
import type { EbxmlMessage, MessageStatus } from './ebxml-message.ts';
import { writeTimestamp } from './timestamp.ts';

/** Asks what became of an earlier message, ebMS 2.0 section 7.1.1. */
export function buildStatusRequest(
  route: SignalRoute,
  askedMessageId: string,
  stamp: SignalStamp,
): EbxmlMessage {
  const signal = buildSignal('StatusRequest', route, stamp);
  return { ...signal, statusRequest: { refToMessageId: askedMessageId } };
}

/**
 * Tells what became of the message that was asked about, ebMS 2.0 section 7.1.2.
 *
 * @param received when the message arrived; not told for `NotRecognized` and `UnAuthorized`
 */
export function buildStatusResponse(
  request: EbxmlMessage,
  status: MessageStatus,
  stamp: SignalStamp,
  received?: Date,
): EbxmlMessage {
  const signal = buildSignal('StatusResponse', answerRoute(request), stamp, request.messageId);
  const silent = received === undefined || status === 'NotRecognized' || status === 'UnAuthorized';
  return {
    ...signal,
    statusResponse: {
      refToMessageId: request.statusRequest?.refToMessageId ?? '',
      status,
      timestamp: silent ? undefined : writeTimestamp(received),
    },
  };
}
