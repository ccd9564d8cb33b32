import type { IncomingMessage, ServerResponse } from 'node:http';
import { patternsAt, SPINE_PATHS } from '../../src/domain/spine-path.ts';
import { JournalFullError } from '../../src/journal/journal-errors.ts';
import { headerList, writeReply } from '../../src/platform/http-message.ts';
import { readEbxml } from '../../src/wire/ebxml/read-ebxml.ts';
import type { Answer, Arrival } from './arrival.ts';
import { isSignal } from './decide-signal.ts';
import { peerAt } from './peer.ts';
import { receive } from './receive.ts';
import { recordOf } from './record.ts';
import { refuse } from './refusal.ts';
import type { SpineRoom } from './spine-room.ts';
import { takeSynchronous } from './synchronous/take-synchronous.ts';
import { takeMessage } from './take-message.ts';
import { takeSignal } from './take-signal.ts';
import { answer, answerRefusal } from './write-answer.ts';

/** One exchange from the request line to the answer. Never throws, always answers or the peer is gone. */
export async function handleRequest(
  room: SpineRoom,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const patterns = patternsAt(path);
  if (!patterns || request.method !== 'POST') {
    request.resume();
    const reply = patterns ? wrongMethod() : wrongPath(path);
    await recordStray(room, request, path, reply);
    await writeReply(response, reply);
    return;
  }
  try {
    const arrival = await receive(room, request, path, patterns);
    if (!arrival) return;
    const reply = await answerTo(room, arrival);
    if (reply) await writeReply(response, reply);
    else response.destroy();
  } catch (error) {
    const full = error instanceof JournalFullError;
    room.logger.error({ path, error: String(error) }, full ? 'journal full' : 'exchange broke');
    // Nothing was acknowledged: 200 tells the sender that it may try again (mhs 3.12).
    const failure = refuse(
      'SYSTEM_FAILURE',
      '',
      'Not Supported',
      room.world.current().policies.refusals,
    );
    await writeReply(response, answerRefusal([failure], {}, stampOf(room)));
  }
}

/** `undefined` when the connection is to end without an answer. */
async function answerTo(room: SpineRoom, arrival: Arrival): Promise<Answer | undefined> {
  if (arrival.tooLarge)
    return refuseUnread(room, arrival, 'MESSAGE_TOO_LARGE', arrival.tooLarge, '/');
  if (!arrival.http.soapAction) {
    const told = 'there is no SOAPAction header';
    return refuseUnread(room, arrival, 'SOAP_ACTION_MISSING', told, 'HTTP Header - SOAPAction');
  }
  if (arrival.patterns.includes('synchronous')) return takeSynchronous(room, arrival);
  if (arrival.mime && !arrival.mime.ok) {
    const { message, at } = arrival.mime.failure;
    return refuseUnread(room, arrival, 'MESSAGE_NOT_WELL_FORMED', message, `body[${at.offset}]`);
  }
  const read = readEbxml(arrival.envelope);
  if (!read.ok) {
    const { message, at } = read.failure;
    const where = `ebXML line ${at.line} column ${at.column}`;
    return refuseUnread(room, arrival, 'MESSAGE_NOT_WELL_FORMED', message, where);
  }
  return isSignal(read.value)
    ? takeSignal(room, arrival, read.value, read.deviations)
    : takeMessage(room, arrival, read.value, read.deviations);
}

/** Refuses what could not be read as a message at all, and records why. */
async function refuseUnread(
  room: SpineRoom,
  arrival: Arrival,
  constant: string,
  detail: string,
  location: string,
): Promise<Answer> {
  const refusal = refuse(constant, detail, location, room.world.current().policies.refusals);
  const reply = answerRefusal([refusal], {}, stampOf(room));
  await room.journal.append(
    recordOf(arrival, {
      message: undefined,
      answer: reply,
      findings: [
        {
          check: `READ-${constant}`,
          clause: 'mhs 4.5',
          severity: 'must',
          message: detail,
          at: location,
        },
      ],
      trace: [{ stage: 'read', text: `refused: ${constant}, ${detail}` }],
      facts: { taken: false },
      result: `refused: ${constant}`,
    }),
  );
  return reply;
}

/** A request that is no message: worth a line, for its sender will look for what became of it. */
async function recordStray(
  { journal, clock }: SpineRoom,
  request: IncomingMessage,
  path: string,
  { status, headers, body }: Answer,
): Promise<void> {
  const method = request.method ?? '';
  await journal.append({
    kind: 'note',
    at: clock.now().toISOString(),
    service: 'spine',
    summary: `${method} ${path.slice(0, 200)}: HTTP ${status}, not a message`,
    peer: peerAt(request.socket),
    request: { method, path, headers: headerList(request.rawHeaders) },
    response: { status, headers, body },
    facts: { result: status === 405 ? 'wrong method' : 'wrong path' },
  });
}

function stampOf({ ids, clock }: SpineRoom) {
  return { messageId: ids.uuid(), now: clock.now() };
}

function wrongMethod(): Answer {
  const { status, headers, body } = answer(405, Buffer.from('<error>messages are posted</error>'));
  return { status, headers: [...headers, ['Allow', 'POST']], body };
}

function wrongPath(path: string): Answer {
  const body = Buffer.from(`Spine serves nothing at ${path}. Paths: ${SPINE_PATHS.join(', ')}\n`);
  return {
    status: 404,
    headers: [
      ['Content-Type', 'text/plain; charset=utf-8'],
      ['Content-Length', String(body.length)],
    ],
    body,
  };
}
