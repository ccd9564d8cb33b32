import type { IncomingMessage, ServerResponse } from 'node:http';
import { JournalFullError } from '../../../src/journal/journal-errors.ts';
import { type Arrived, takeBody } from '../../../src/journal/take-body.ts';
import { headerList, headerValue } from '../../../src/platform/http-message.ts';
import type { RequestHandler } from '../../../src/platform/listener.ts';
import { peerOf } from '../../../src/platform/peer-certificate.ts';
import { answerJson, refuse, refuseSilently } from '../answer/answer.ts';
import type { MeshRoom } from '../mesh-room.ts';
import { messageId } from '../message/message-id.ts';
import { perform } from '../operations/perform.ts';
import { readVersion } from '../request/api-version.ts';
import { type Route, readRoute } from '../request/route.ts';
import type { Asked } from './asked.ts';
import { conclude, type Passage, put } from './conclude.ts';
import { disturbance } from './disturb.ts';
import { letIn } from './let-in.ts';
import { writeAnswer } from './write-answer.ts';

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
