import type { HttpReply } from '../../src/platform/http-message.ts';
import { buildAcknowledgment } from '../../src/wire/ebxml/build-acknowledgment.ts';
import { buildMessageError, UNKNOWN_TO_PARTY } from '../../src/wire/ebxml/build-message-error.ts';
import type { SignalStamp } from '../../src/wire/ebxml/build-signal.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { signalSoapAction } from '../../src/wire/ebxml/soap-action.ts';
import { writeEbxml } from '../../src/wire/ebxml/write-ebxml.ts';
import { buildSoapFault, writeSoapFault } from '../../src/wire/soap/soap-fault.ts';

// Bare text/xml: the MHS adaptor reads no other Content-Type of a signal (mhs 1.5).
const XML = ['Content-Type', 'text/xml'] as const;

/** The acknowledgement on the same connection, as the MHS adaptor gives it (mhs 1.5, 4.1). */
export function acknowledged(message: EbxmlMessage, stamp: SignalStamp): HttpReply {
  return signal(buildAcknowledgment(message, stamp));
}

/** For messages that ask for no acknowledgement, and for signals, which never get one (mhs 3.6). */
export function taken(): HttpReply {
  return { status: 202, headers: [XML], body: Buffer.alloc(0) };
}

/** 200 all the same: a receiver does not fail because a message is not for it (mhs 4.1). */
export function notForMe(message: EbxmlMessage, stamp: SignalStamp): HttpReply {
  return signal(buildMessageError(message, [UNKNOWN_TO_PARTY], stamp));
}

/** What cannot be read is a fault 201; whether to send it again is the sender's choice (mhs 4.1, 4.5). */
export function unreadable(why: string): HttpReply {
  const fault = buildSoapFault('201', `message is not well formed: ${why}`);
  return { status: 500, headers: [XML], body: writeSoapFault(fault) };
}

/** What the handler itself could not do; Spine may try again (mhs 3.8). */
export function failed(): HttpReply {
  const fault = buildSoapFault('200', 'System failure to process message - default');
  return { status: 500, headers: [XML], body: writeSoapFault(fault) };
}

function signal(message: EbxmlMessage): HttpReply {
  const headers = [XML, ['SOAPAction', signalSoapAction(message.action)]] as const;
  return { status: 200, headers, body: writeEbxml(message) };
}
