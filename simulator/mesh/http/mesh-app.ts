import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BodySource, TraceStep } from '../../../src/journal/entry.ts';
import { JournalFullError } from '../../../src/journal/journal-errors.ts';
import { type Arrived, takeBody } from '../../../src/journal/take-body.ts';
import { headerList, headerValue } from '../../../src/platform/http-message.ts';
import type { RequestHandler } from '../../../src/platform/listener.ts';
import { peerOf } from '../../../src/platform/peer-certificate.ts';
import { type Answer, answerJson, refuse, refuseSilently } from '../answer/answer.ts';
import type { MeshRoom } from '../mesh-room.ts';
import { messageId } from '../message/message-id.ts';
import { perform } from '../operations/perform.ts';
import { readVersion } from '../request/api-version.ts';
import { type Route, readRoute } from '../request/route.ts';
import type { Asked } from './asked.ts';
import { discardBody } from './discard-body.ts';
import { type Disturbance, disturbance, tellFaults } from './disturb.ts';
import { letIn } from './let-in.ts';
import { meshEntry } from './mesh-entry.ts';
import { writeAnswer } from './write-answer.ts';

/** One exchange on its way through: what is known of it so far. */
interface Passage {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly route: Route | undefined;
  readonly asked: Asked;
  readonly began: number;
  /** The body when it was read and kept. */
  kept: BodySource | undefined;
}

/** MESH as HTTP: let in, disturb, perform, record, and only then answer. */
export function meshApp(room: MeshRoom): RequestHandler {
  return (request, response) => {
    response.on('error', () => undefined);
    exchange(room, request, response).catch((error: unknown) => {
      room.logger.error({ service: 'mesh', error: String(error) }, 'an exchange broke');
      if (response.headersSent) response.destroy();
      else {
        request.resume();
        const status = error instanceof JournalFullError ? 503 : 500;
        const internalId = messageId(room.clock.now(), room.ids);
        const answer = refuseSilently(status, { internalId }, '');
        void writeAnswer(response, answer, room.journal).catch(() => response.destroy());
      }
    });
  };
}

async function exchange(
  room: MeshRoom,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const passage = openPassage(room, request, response);
  const { asked, route } = passage;
  if (!served(route, asked)) {
    const detail = { detail: 'Not Found' };
    return conclude(room, passage, answerJson(1, 404, detail, 'refused: nothing is served there'));
  }
  const admitted = 'mailbox' in route ? letIn(room, route.mailbox, asked) : { facts: {} };
  if (admitted.refused) return conclude(room, passage, admitted.refused, admitted.facts);
  const version = readVersion(headerValue(asked.headers, 'accept'));
  if (version === undefined) {
    const answer = refuse(400, 'accept', asked, 'Accept is none of v1 and v2');
    return conclude(room, passage, answer, admitted.facts);
  }
  const within: Asked = { ...asked, version };
  const disturbed =
    route.operation === 'health' || route.operation.startsWith('admin.')
      ? { delayMs: 0, faults: [] }
      : disturbance(room, route, within);
  if (disturbed.instead)
    return conclude(room, passage, disturbed.instead, admitted.facts, disturbed);
  const act = async () => {
    const answer = await perform(room, route, within);
    return put(room, passage, answer, admitted.facts, disturbed);
  };
  if (route.operation !== 'acknowledge' && route.operation !== 'chunk') return (await act())();
  // The chunk comes first, as slowly as it likes; then one request after the other decides and goes on record.
  if (route.operation === 'chunk') await within.body();
  const send = await room.messages.alone(route.id, act);
  return send();
}

function openPassage(room: MeshRoom, request: IncomingMessage, response: ServerResponse): Passage {
  const { clock, ids, world, journal } = room;
  const at = clock.now();
  const { names: _, ...peer } = peerOf(request.socket);
  const [path = '', query = ''] = split(request.url ?? '/');
  const settings = world.current().mesh;
  let taken: Promise<Arrived> | undefined;
  const passage: Passage = {
    ...{ request, response, began: performance.now(), kept: undefined },
    route: readRoute(request.method ?? '', path),
    asked: {
      version: readVersion(request.headers.accept) ?? 1,
      internalId: messageId(at, ids),
      headers: headerList(request.rawHeaders),
      query: new URLSearchParams(query),
      ...{ peer, at, settings },
      body() {
        taken ??= takeBody(request, journal, settings.requestBytes).then((arrived) => {
          if (arrived.ok) passage.kept = arrived.body;
          return arrived;
        });
        return taken;
      },
    },
  };
  return passage;
}

function served(route: Route | undefined, { settings }: Asked): route is Route {
  if (!route) return false;
  return settings.testEndpoints || !route.operation.startsWith('admin.');
}

/** Whoever asks through a proxy writes scheme and host before the path (RFC 9112 section 3.2.2). */
function split(url: string): readonly [string, string] {
  const target = url.replace(/^https?:\/\/[^/?#]*/i, '');
  const at = target.indexOf('?');
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}

async function conclude(
  room: MeshRoom,
  passage: Passage,
  answer: Answer,
  facts: Readonly<Record<string, string | number>> = {},
  disturbed: Disturbance = { delayMs: 0, faults: [] },
): Promise<void> {
  const send = await put(room, passage, answer, facts, disturbed);
  return send();
}

/** Puts an exchange on record, with what it changes. Resolves with what then answers it. */
async function put(
  room: MeshRoom,
  passage: Passage,
  answer: Answer,
  facts: Readonly<Record<string, string | number>>,
  disturbed: Disturbance,
): Promise<() => Promise<void>> {
  const { request, response, asked, route } = passage;
  const thrown =
    passage.kept === undefined && !request.complete
      ? await discardBody(request, asked.settings.requestBytes)
      : 0;
  const trace: readonly TraceStep[] = [
    ...tellFaults(disturbed.faults),
    ...answer.trace,
    ...(thrown > 0
      ? [{ stage: 'receive', text: `${thrown} bytes of the body were not kept` }]
      : []),
    ...(disturbed.how ? [{ stage: 'perform', text: LOST[disturbed.how] }] : []),
  ];
  const entry = meshEntry({
    method: request.method ?? '',
    target: (request.url ?? '').slice(0, 4096),
    operation: route?.operation ?? 'request',
    mailbox: route && 'mailbox' in route ? route.mailbox : undefined,
    ...{ asked, answer, trace, facts },
    body: passage.kept,
    dropped: disturbed.how === 'drop',
    untilAnswer: performance.now() - passage.began,
  });
  try {
    if (answer.change) await room.messages.record(entry, answer.change);
    else await room.journal.append(entry);
  } catch (error) {
    // Evidence first: what cannot be put on record is not answered as if it were.
    room.logger.error({ service: 'mesh', error: String(error) }, 'an exchange is not on record');
    const told = refuseSilently(503, asked, '');
    return () => writeAnswer(response, told, room.journal);
  }
  return async () => {
    const { delayMs, how } = disturbed;
    if (delayMs > 0) await new Promise<void>((go) => room.clock.after(delayMs, go));
    if (how === 'drop' || answer.result === 'broken off') request.socket.destroy();
    else if (how === 'malformed') await writeAnswer(response, cutShort(answer), room.journal);
    else await writeOut(room, passage, answer);
  };
}

const LOST = {
  drop: 'what was asked for is done; the connection ends without the answer',
  malformed: 'what was asked for is done; the answer is cut short',
} as const;

async function writeOut(room: MeshRoom, { response }: Passage, answer: Answer): Promise<void> {
  try {
    await writeAnswer(response, answer, room.journal);
  } catch (error) {
    // A peer that goes away midway, or bytes that are no longer there.
    room.logger.debug({ service: 'mesh', error: String(error) }, 'an answer broke off');
    response.destroy();
  }
}

/** Half of an answer: no reader can take it for a whole one. */
function cutShort(answer: Answer): Answer {
  const bytes = answer.body instanceof Uint8Array ? Buffer.from(answer.body) : Buffer.alloc(0);
  const half = bytes.subarray(0, bytes.length >> 1);
  const body = half.length > 0 ? half : Buffer.from('{"');
  return { ...answer, body, headers: [...answer.headers, ['Content-Length', String(body.length)]] };
}
