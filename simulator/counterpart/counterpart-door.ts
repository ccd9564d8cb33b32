import type { IncomingMessage, ServerResponse } from 'node:http';
import { type GpMessage, readMessage } from '../../src/gp2gp/read-message.ts';
import type { Clock } from '../../src/platform/clock.ts';
import {
  type HttpReply,
  headerList,
  headerValue,
  readBody,
  writeReply,
} from '../../src/platform/http-message.ts';
import type { Ids } from '../../src/platform/ids.ts';
import type { Logger } from '../../src/platform/logger.ts';
import { buildAcknowledgment } from '../../src/wire/ebxml/build-acknowledgment.ts';
import { buildMessageError, UNKNOWN_TO_PARTY } from '../../src/wire/ebxml/build-message-error.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { SIGNAL_SERVICE } from '../../src/wire/ebxml/names.ts';
import { signalSoapAction } from '../../src/wire/ebxml/soap-action.ts';
import { writeEbxml } from '../../src/wire/ebxml/write-ebxml.ts';
import { buildSoapFault, writeSoapFault } from '../../src/wire/soap/soap-fault.ts';

export interface DoorParts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly limit: () => number;
  /** Takes a message for a party; `false` when nobody of that party key is here. */
  take(partyKey: string, message: GpMessage): boolean;
}

/** Spine holds the limit; a little more is let in, so that what Spine let through is told. */
const SLACK = 1_048_576;
const XML = ['Content-Type', 'text/xml'] as const;
const EMPTY = Buffer.alloc(0);

/** Takes what Spine delivers to counterparts, acknowledges it, and hands it to the one it is for. */
export function counterpartDoor(parts: DoorParts) {
  const exchange = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const headers = headerList(request.rawHeaders);
    const arrived = await readBody(request, parts.limit() + SLACK);
    if (!arrived.ok) {
      if (arrived.reason === 'too-large') await writeReply(response, unreadable('it is too large'));
      return;
    }
    const read = readMessage(headerValue(headers, 'content-type'), arrived.body);
    const reply = read.ok ? answer(parts, read.value) : unreadable(read.failure.message);
    await writeReply(response, reply);
  };
  return (request: IncomingMessage, response: ServerResponse): void => {
    exchange(request, response).catch((error: unknown) => {
      parts.logger.error({ error: String(error) }, 'a counterpart could not take a message');
      response.destroy();
    });
  };
}

/** Taken before it is answered: a situation goes on while the acknowledgement is on its way. */
function answer(parts: DoorParts, message: GpMessage): HttpReply {
  const { envelope } = message;
  const stamp = { messageId: parts.ids.uuid(), now: parts.clock.now() };
  if (envelope.service === SIGNAL_SERVICE) return { status: 202, headers: [XML], body: EMPTY };
  if (!parts.take(envelope.to.id, message)) {
    return signal(buildMessageError(envelope, [UNKNOWN_TO_PARTY], stamp));
  }
  if (!envelope.ackRequested) return { status: 202, headers: [XML], body: EMPTY };
  return signal(buildAcknowledgment(envelope, stamp));
}

function signal(message: EbxmlMessage): HttpReply {
  const headers = [XML, ['SOAPAction', signalSoapAction(message.action)]] as const;
  return { status: 200, headers, body: writeEbxml(message) };
}

function unreadable(why: string): HttpReply {
  const fault = buildSoapFault('201', `message is not well formed: ${why}`);
  return { status: 500, headers: [XML], body: writeSoapFault(fault) };
}
