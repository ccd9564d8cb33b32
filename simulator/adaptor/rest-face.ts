import type { IncomingMessage, ServerResponse } from 'node:http';
import type { InjectedFault } from '../../src/faults/fault.ts';
import type { BodyRef } from '../../src/journal/entry.ts';
import { takeBody } from '../../src/journal/take-body.ts';
import {
  type HttpReply,
  headerList,
  headerValue,
  writeReply,
} from '../../src/platform/http-message.ts';
import { isLoopback } from '../../src/platform/loopback.ts';
import { foreignCaller } from '../../src/platform/web-caller.ts';
import { gate } from '../mhs/gate.ts';
import type { AdaptorRoom } from './adaptor-room.ts';
import { LOOKUP_PATHS, type LookupPath, lookUpRoute } from './look-up-route.ts';
import { readRestHead } from './read-rest-head.ts';
import { frameworkRefusal, type RestAnswer, workFailure } from './rest-answer.ts';
import { answerExchange, openExchange } from './rest-exchange.ts';
import { brokenAnswer, meetAtRest } from './rest-faults.ts';
import { type PostParts, takePost } from './take-post.ts';

/** The REST side of an adaptor (mhs 7.1, 7.2, 7.5). */
export interface RestFace {
  onRequest(request: IncomingMessage, response: ServerResponse): void;
  /** Resolves when everything under way is answered. */
  idle(): Promise<void>;
}

/** Bodies of this many bytes are large; so many of them are in memory at a time. */
const LARGE = 262_144;
const MOST_LARGE = 4;

export function restFace(room: AdaptorRoom, parts: PostParts): RestFace {
  const { ids, journal, logger, service, settings } = room;
  const large = gate(MOST_LARGE);
  const underWay = new Set<Promise<void>>();

  const fromDisk = <Result>(
    source: BodyRef,
    begin: (body: Buffer, again: () => Promise<Buffer>) => Promise<Result>,
  ): Promise<Result> => {
    const fetch = () => journal.readBody(source);
    return large.pass(async () => begin(await fetch(), fetch));
  };

  const post = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const headers = headerList(request.rawHeaders);
    const given = (name: string) => headerValue(headers, name) || ids.uuid();
    const named = { messageId: given('Message-Id'), correlationId: given('Correlation-Id') };
    const reading = readRestHead(headers, named);
    const operation = reading.ok ? reading.head.interaction : 'POST';
    const exchange = openExchange(room, request, { headers, operation, ids: named });
    const answer = (told: RestAnswer, met?: readonly InjectedFault[]) =>
      answerExchange(room, exchange, response, told, met);
    const { correlationId } = named;
    const { bodyBytes } = settings();

    // Large ones go to the disk as slowly as they like: nobody waits for a place in memory that another only holds.
    const arrived = await takeBody(request, journal, bodyBytes, LARGE);
    if (!arrived.ok && arrived.reason === 'aborted') return;
    if (!arrived.ok) {
      const size = Number(request.headers['content-length'] ?? arrived.length);
      const text = `Request to send to Spine is too large. MaxRequestSize=${bodyBytes} RequestSize=${size}`;
      const why = 'the body is larger than the adaptor takes';
      return answer(workFailure(400, text, named, why));
    }
    const source = arrived.body;
    exchange.body = source;
    if (!reading.ok) {
      const { status, reason } = reading;
      return answer(frameworkRefusal(status, reason, correlationId));
    }
    const { head } = reading;
    const met = await meetAtRest(room, head);
    const broken = brokenAnswer(met, correlationId);
    if (broken) return answer(broken, met);
    // As long as the body is in memory.
    const begin = (body: Buffer, again?: () => Promise<Buffer>) =>
      takePost(room, parts, { head, body, again, faults: met });
    const sending =
      source instanceof Uint8Array
        ? await begin(Buffer.from(source))
        : await fromDisk(source, begin);
    await answer(await sending.answer, met);
  };

  const lookUp = async (
    request: IncomingMessage,
    response: ServerResponse,
    path: LookupPath,
    query: URLSearchParams,
  ): Promise<void> => {
    request.resume();
    const headers = headerList(request.rawHeaders);
    const correlationId = headerValue(headers, 'Correlation-Id') || ids.uuid();
    const about = { operation: 'route-lookup', ids: { messageId: '', correlationId } };
    const exchange = openExchange(room, request, { headers, ...about });
    const { reply, result } = await lookUpRoute(room.routes, path, query, correlationId);
    await answerExchange(room, exchange, response, { reply, result, trace: [] });
  };

  const exchange = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [pathname = '/', query = ''] = (request.url ?? '/').split('?', 2);
    const lookup = LOOKUP_PATHS.find((path) => path === pathname);
    if (request.method === 'GET' && pathname === '/healthcheck')
      return void (await writeReply(response, { status: 200, headers: [] }));
    if (request.method === 'GET' && lookup)
      return lookUp(request, response, lookup, new URLSearchParams(query));
    if (pathname === '/' && request.method === 'POST') return post(request, response);
    const known = pathname === '/' || pathname === '/healthcheck' || lookup !== undefined;
    return known
      ? refuse(request, response, 405, 'Method Not Allowed', 'the path takes another method')
      : refuse(request, response, 404, 'Not Found', 'nothing is served there');
  };

  /** What is no message and no look-up goes on record too, so that whoever is off by a path can see it. */
  const refuse = (
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    reason: string,
    why: string,
  ): Promise<void> => {
    request.resume();
    const headers = headerList(request.rawHeaders);
    const correlationId = headerValue(headers, 'Correlation-Id') || ids.uuid();
    const about = { operation: 'unknown', ids: { messageId: '', correlationId } };
    const told = frameworkRefusal(status, reason, correlationId, why);
    return answerExchange(room, openExchange(room, request, { headers, ...about }), response, told);
  };

  return {
    onRequest(request, response) {
      const reason = 'Asked by a web page or under a foreign name';
      const run = (
        isForeign(request, settings().host)
          ? refuse(request, response, 403, reason, 'programs have no Origin, and know our name')
          : exchange(request, response)
      ).catch(async (error: unknown) => {
        logger.error({ service, error: String(error) }, 'a request to the adaptor failed');
        if (!response.headersSent) await writeReply(response, plain(500, 'Internal Server Error'));
      });
      underWay.add(run);
      void run.finally(() => underWay.delete(run));
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

/**
 * A web page, for programs have no origin and the adaptor has no pages; or a name that leads by a trick to a listener on
 * this machine alone.
 */
function isForeign({ headers }: IncomingMessage, host: string): boolean {
  return headers.origin !== undefined || (isLoopback(host) && foreignCaller(headers) !== undefined);
}

function plain(status: number, reason: string): HttpReply {
  return {
    status,
    headers: [['Content-Type', 'text/plain']],
    body: Buffer.from(`${status}: ${reason}`),
  };
}
