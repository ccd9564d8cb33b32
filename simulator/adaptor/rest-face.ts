import type { IncomingMessage, ServerResponse } from 'node:http';
import type { InjectedFault } from '../../src/faults/fault.ts';
import { delayOf, faultOf } from '../../src/faults/fault-book.ts';
import { tellFault } from '../../src/faults/tell-fault.ts';
import type { BodyRef, BodySource, NewEntry, TraceStep } from '../../src/journal/entry.ts';
import { oneLine } from '../../src/journal/one-line.ts';
import { takeBody } from '../../src/journal/take-body.ts';
import {
  type HeaderList,
  type HttpReply,
  headerList,
  headerValue,
  reasonOf,
  writeReply,
} from '../../src/platform/http-message.ts';
import { isLoopback } from '../../src/platform/loopback.ts';
import { foreignCaller } from '../../src/platform/web-caller.ts';
import { gate } from '../mhs/gate.ts';
import type { AdaptorRoom } from './adaptor-room.ts';
import { LOOKUP_PATHS, type LookupPath, lookUpRoute } from './look-up-route.ts';
import { type RestHead, readRestHead } from './read-rest-head.ts';
import { frameworkRefusal, type RestAnswer, workFailure } from './rest-answer.ts';
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

/** One exchange as it goes on record. */
interface Exchange {
  readonly at: string;
  readonly started: number;
  readonly request: IncomingMessage;
  readonly headers: HeaderList;
  readonly operation: string;
  readonly ids: { readonly messageId: string; readonly correlationId: string };
  body: BodySource | undefined;
}

export function restFace(room: AdaptorRoom, parts: PostParts): RestFace {
  const { clock, faults, ids, journal, logger, party, random, service, settings } = room;
  const large = gate(MOST_LARGE);
  const underWay = new Set<Promise<void>>();

  const answer = async (
    exchange: Exchange,
    response: ServerResponse,
    { reply, result, trace }: RestAnswer,
    met: readonly InjectedFault[] = [],
  ): Promise<void> => {
    const { at, request, headers, operation, body } = exchange;
    const { messageId, correlationId } = exchange.ids;
    const disturbed = met.map(
      (each): TraceStep => ({ stage: 'disturb', text: tellFault('adaptor', each) }),
    );
    const dropped = faultOf(met, 'drop') !== undefined;
    const isPost = operation !== 'route-lookup';
    const state = isPost ? room.work.stateOf('outbound', messageId) : undefined;
    const entry: NewEntry = {
      kind: 'received',
      at,
      service,
      summary: oneLine(
        `${operation} from the system: ${dropped ? 'connection ended' : `HTTP ${reply.status}`}, ${result}`,
      ),
      ...(isPost && { messageId, conversationId: correlationId }),
      fromParty: party.partyKey,
      interaction: operation,
      peer: { address: request.socket.remoteAddress ?? '' },
      request: {
        method: request.method ?? '',
        path: request.url ?? '',
        headers,
        ...(body && body.length > 0 && { body }),
      },
      ...(!dropped && {
        response: {
          status: reply.status,
          headers: reply.headers,
          ...(reply.body?.length && { body: reply.body }),
        },
      }),
      timings: { untilAnswer: Math.round((performance.now() - exchange.started) * 100) / 100 },
      trace: [...trace, ...disturbed],
      facts: { result, boundary: 'rest', ...(state !== undefined && { work: state }) },
    };
    await journal.append(entry);
    if (dropped) request.socket.destroy();
    else await writeReply(response, reply);
  };

  const meet = async (head: RestHead): Promise<readonly InjectedFault[]> => {
    const met = faults.meet({
      face: 'adaptor',
      caller: party.odsCode,
      operation: head.interaction,
      ods: head.odsCode,
      messages: [head.messageId, head.correlationId],
    });
    const delayMs = delayOf(met, random);
    if (delayMs > 0) await new Promise<void>((done) => void clock.after(delayMs, done));
    return met;
  };

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
    const exchange = opened(
      request,
      headers,
      named,
      reading.ok ? reading.head.interaction : 'POST',
    );
    const { correlationId } = named;
    const { bodyBytes } = settings();

    // Large ones go to the disk as slowly as they like: nobody waits for a place in memory that another only holds.
    const arrived = await takeBody(request, journal, bodyBytes, LARGE);
    if (!arrived.ok && arrived.reason === 'aborted') return;
    if (!arrived.ok) {
      const size = Number(request.headers['content-length'] ?? arrived.length);
      const text = `Request to send to Spine is too large. MaxRequestSize=${bodyBytes} RequestSize=${size}`;
      const why = 'the body is larger than the adaptor takes';
      return answer(exchange, response, workFailure(400, text, named, why));
    }
    const source = arrived.body;
    exchange.body = source;
    if (!reading.ok) {
      const { status, reason } = reading;
      return answer(exchange, response, frameworkRefusal(status, reason, correlationId));
    }
    const { head } = reading;
    const met = await meet(head);
    const broken = brokenAnswer(met, correlationId);
    if (broken) return answer(exchange, response, broken, met);
    // As long as the body is in memory.
    const begin = (body: Buffer, again?: () => Promise<Buffer>) =>
      takePost(room, parts, { head, body, again, faults: met });
    const sending =
      source instanceof Uint8Array
        ? await begin(Buffer.from(source))
        : await fromDisk(source, begin);
    await answer(exchange, response, await sending.answer, met);
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
    const exchange = opened(request, headers, { messageId: '', correlationId }, 'route-lookup');
    const { reply, result } = await lookUpRoute(room.routes, path, query, correlationId);
    await answer(exchange, response, { reply, result, trace: [] });
  };

  const opened = (
    request: IncomingMessage,
    headers: HeaderList,
    named: Exchange['ids'],
    operation: string,
  ): Exchange => ({
    ...{ request, headers, operation, ids: named, body: undefined },
    at: clock.now().toISOString(),
    started: performance.now(),
  });

  const exchange = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [pathname = '/', query = ''] = (request.url ?? '/').split('?', 2);
    const lookup = LOOKUP_PATHS.find((path) => path === pathname);
    if (request.method === 'GET' && pathname === '/healthcheck')
      return void (await writeReply(response, { status: 200, headers: [] }));
    if (request.method === 'GET' && lookup)
      return lookUp(request, response, lookup, new URLSearchParams(query));
    if (pathname === '/' && request.method === 'POST') return post(request, response);
    request.resume();
    const known = pathname === '/' || pathname === '/healthcheck' || lookup !== undefined;
    const [status, reason] = known ? [405, 'Method Not Allowed'] : [404, 'Not Found'];
    await writeReply(response, plain(status, reason));
  };

  return {
    onRequest(request, response) {
      if (isForeign(request, settings().host)) {
        request.resume();
        void writeReply(response, plain(403, 'Asked by a web page or under a foreign name'));
        return;
      }
      const run = exchange(request, response).catch(async (error: unknown) => {
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

/** Faults at the adaptor's own door. */
function brokenAnswer(
  met: readonly InjectedFault[],
  correlationId: string,
): RestAnswer | undefined {
  const fault = faultOf(met, 'drop', 'unavailable', 'result', 'malformed');
  if (!fault) return undefined;
  const why = `the fault ${fault.rule} answers`;
  if (fault.kind === 'result') {
    const status = /^[2-5]\d\d$/.test(fault.code) ? Number(fault.code) : 500;
    return frameworkRefusal(status, fault.text ?? reasonOf(status), correlationId, why);
  }
  if (fault.kind === 'malformed') {
    const told = frameworkRefusal(500, '', correlationId, why);
    return { ...told, reply: { ...told.reply, body: Buffer.from('{"error_message": "Err') } };
  }
  return frameworkRefusal(503, 'Service Unavailable', correlationId, why);
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
