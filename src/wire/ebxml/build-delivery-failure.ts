import { buildMessageError } from './build-message-error.ts';
import type { SignalStamp } from './build-signal.ts';
import type { EbxmlMessage, EbxmlParty } from './ebxml-message.ts';

/**
 * How far delivery came: `not-transmitted` is severity Error, the sender must not present the message
 * again; `not-acknowledged` is a Warning, the message probably did not arrive and may be sent again.
 */
export type DeliveryOutcome = 'not-transmitted' | 'not-acknowledged';

export interface DeliveryFailureOptions {
  /** Who reports: the intermediary's own party. The To party of the original when not given. */
  readonly from?: EbxmlParty;
  readonly description?: string;
}

/**
 * Tells the From party that its message could not be delivered: a MessageError with the code
 * `DeliveryFailure` (ebMS 2.0 section 6.5.7; EIS 11.6 section 2.5.2 as quoted in mhs 3.7).
 */
export function buildDeliveryFailure(
  original: EbxmlMessage,
  outcome: DeliveryOutcome,
  stamp: SignalStamp,
  options: DeliveryFailureOptions = {},
): EbxmlMessage {
  const untold =
    outcome === 'not-transmitted'
      ? 'The message could not be transmitted to the recipient'
      : 'The message was transmitted but not acknowledged by the recipient';
  const fault = {
    errorCode: 'DeliveryFailure',
    description: options.description ?? untold,
    severity: outcome === 'not-transmitted' ? 'Error' : 'Warning',
  } as const;
  const failure = buildMessageError(original, [fault], stamp);
  return options.from === undefined ? failure : { ...failure, from: options.from };
}
