import { buildAcknowledgment } from '../../src/wire/ebxml/build-acknowledgment.ts';
import { buildMessageError } from '../../src/wire/ebxml/build-message-error.ts';
import type { SignalStamp } from '../../src/wire/ebxml/build-signal.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { signalSoapAction } from '../../src/wire/ebxml/soap-action.ts';
import { writeAcknowledgment } from '../../src/wire/ebxml/write-acknowledgment.ts';
import { writeEbxml } from '../../src/wire/ebxml/write-ebxml.ts';
import { buildSoapFault, writeSoapFault } from '../../src/wire/soap/soap-fault.ts';
import type { Answer } from './arrival.ts';
import type { Refusal } from './refusal.ts';

/** The codes whose fault blames the sender (mhs 3.8, missing SOAPAction). */
const CLIENT_FAULTS = new Set(['101']);

/** An answer that is always `text/xml` without a charset and always has a length (mhs 1.5). */
export function answer(
  status: number,
  body: Buffer,
  more: readonly (readonly [string, string])[] = [],
): Answer {
  const headers = [
    ['Content-Type', 'text/xml'],
    ['Content-Length', String(body.length)],
    ...more,
  ] as const;
  return { status, headers, body };
}

const EMPTY = Buffer.alloc(0);

/** 202 without a body, as Spine answers what it does not acknowledge (mhs 1.5). */
export function answerAccepted(): Answer {
  return answer(202, EMPTY, [['SOAPAction', 'asyncExpressSyncAck']]);
}

/** 202 with the acknowledgement of the hop (mhs 1.5, 3.6). */
export function answerAcknowledgment(message: EbxmlMessage, stamp: SignalStamp): Answer {
  const body = writeAcknowledgment(buildAcknowledgment(message, stamp));
  return answer(202, body, [['SOAPAction', signalSoapAction('Acknowledgment')]]);
}

/** 200 with a signal such as Pong. */
export function answerSignal(signal: EbxmlMessage): Answer {
  return answer(200, writeEbxml(signal), [['SOAPAction', signalSoapAction(signal.action)]]);
}

/** A SOAP fault with status 500, or a MessageError with status 200 (mhs 1.5, 3.7, 3.8). */
export function answerRefusal(
  refusals: readonly Refusal[],
  message: Partial<EbxmlMessage>,
  stamp: SignalStamp,
): Answer {
  const [first] = refusals;
  if (!first || first.form.channel === 'soapFault') {
    const code = first?.form.code ?? '200';
    const blamed = CLIENT_FAULTS.has(code) ? 'Client' : 'Server';
    const fault = buildSoapFault(code, first?.text ?? 'System failure', first?.location, blamed);
    return answer(500, writeSoapFault(fault));
  }
  const faults = refusals.map(({ form, text }) => ({ errorCode: form.code, description: text }));
  return answerSignal(buildMessageError(message, faults, stamp));
}
