import type { Readable } from 'node:stream';
import { Agent, type Dispatcher } from 'undici';
import type { ConnectionCause, Diagnosis } from './connection-cause.ts';
import { type HeaderList, headerList } from './http-message.ts';
import { ConnectionFailure, outboundConnections } from './outbound-connection.ts';
import { diagnoseTls } from './tls-diagnosis.ts';
import type { TlsCredentials } from './tls-settings.ts';

/** What a server answered. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: HeaderList;
  /** At most the client's limit; see `truncated`. */
  readonly body: Buffer;
  /** More came than the limit allows, and was thrown away. */
  readonly truncated: boolean;
}

/** Why there is no answer. */
export interface HttpFailure {
  /**
   * `closed`: this client was closed; `bad-answer`: what came is not HTTP; `bad-request`: the request could
   * not be sent as it is (headers, a body of another length than announced).
   */
  readonly failed: ConnectionCause | 'closed' | 'bad-answer' | 'bad-request';
  /** One line of English. */
  readonly message: string;
}

export type HttpOutcome = HttpAnswer | HttpFailure;

export interface HttpRequest {
  /** Spelling and order are kept. Content-Length is always ours, Transfer-Encoding never sent. */
  readonly headers: HeaderList;
  /** Bytes, or a stream of exactly `length` bytes: bodies are never sent chunked (mhs 1.4). */
  readonly body: Uint8Array | { readonly stream: Readable; readonly length: number };
}

/** Sends requests under one identity. Nothing that a server or the network does makes it throw. */
export interface HttpClient {
  /** For `https:` and `http:` addresses. */
  post(url: string, request: HttpRequest): Promise<HttpOutcome>;
  /** Ends every connection; requests under way fail as `closed`. */
  close(): Promise<void>;
}

/** A client that also asks for documents. */
export interface WebClient extends HttpClient {
  get(url: string, headers: HeaderList): Promise<HttpOutcome>;
}

export interface HttpClientOptions {
  /** Shown to servers, and what they are judged by. */
  readonly identity: TlsCredentials;
  /** Connections to one server at a time. Default 16. */
  readonly connections?: number;
  /** From the call to the last byte of the answer. Default 30 s. */
  readonly timeoutMs?: number;
  /** Bytes of an answer that are kept. Default 10 MB. */
  readonly answerLimit?: number;
  /** Time for telling what has run out; TLS itself goes by the machine's clock. */
  readonly now?: () => Date;
}

export function openHttpClient(options: HttpClientOptions): WebClient {
  const { timeoutMs = 30_000, answerLimit = 10_000_000 } = options;
  const now = options.now ?? (() => new Date());
  const connect = outboundConnections(options.identity, timeoutMs, now);
  const agent = new Agent({
    connections: options.connections ?? 16,
    pipelining: 1,
    allowH2: false,
    // The one deadline below covers connecting, headers and body.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect({ protocol, hostname, port }, callback) {
      const secure = protocol === 'https:';
      const host = hostname.replace(/^\[(.*)\]$/, '$1');
      connect({ secure, host, port: Number(port) || (secure ? 443 : 80) }).then(
        (socket) => callback(null, socket),
        (error: Error) => callback(error, null),
      );
    },
  });
  let closing = false;
  // One signal a request: signals joined to a lasting one are never let go of by Node.
  const underWay = new Map<AbortController, Promise<HttpOutcome>>();

  async function send(
    method: 'GET' | 'POST',
    url: string,
    { headers, body: content }: Pick<HttpRequest, 'headers'> & Partial<HttpRequest>,
    deadline: AbortController,
  ): Promise<HttpOutcome> {
    const timer = setTimeout(() => deadline.abort(), timeoutMs);
    const streamed = content && 'stream' in content ? content : undefined;
    const bytes = content && !('stream' in content) ? asBuffer(content) : undefined;
    try {
      const target = new URL(url);
      const answer = await agent.request({
        origin: target.origin,
        path: `${target.pathname}${target.search}`,
        method,
        headers: headersToSend(headers, streamed?.length),
        body: streamed?.stream ?? bytes ?? null,
        signal: deadline.signal,
        responseHeaders: 'raw',
      });
      const { body, truncated } = await readAnswer(answer.body, answerLimit);
      const raw = answer.headers as unknown as readonly string[];
      return { status: answer.statusCode, headers: headerList(raw), body, truncated };
    } catch (error) {
      streamed?.stream.destroy();
      if (closing) return { failed: 'closed', message: 'this client was closed' };
      if (deadline.signal.aborted) {
        return failure(diagnoseTls({ code: 'ETIMEDOUT', peer: 'server', now: now() }));
      }
      return failureOf(error, /^https:/i.test(url), now());
    } finally {
      clearTimeout(timer);
    }
  }

  const begin = (
    method: 'GET' | 'POST',
    url: string,
    request: Pick<HttpRequest, 'headers'> & Partial<HttpRequest>,
  ): Promise<HttpOutcome> => {
    const deadline = new AbortController();
    const outcome = send(method, url, request, deadline);
    underWay.set(deadline, outcome);
    outcome.finally(() => underWay.delete(deadline));
    return outcome;
  };

  return {
    post: (url, request) => begin('POST', url, request),
    get: (url, headers) => begin('GET', url, { headers }),
    async close() {
      closing = true;
      const waiting = [...underWay];
      for (const [deadline] of waiting) deadline.abort();
      await Promise.all(waiting.map(([, outcome]) => outcome));
      await agent.destroy();
    },
  };
}

/** Only the names that the library or this client decides about are taken out. */
function headersToSend(headers: HeaderList, streamedLength: number | undefined): string[] {
  const kept = headers.filter(([name]) => !/^(content-length|transfer-encoding)$/i.test(name));
  const length = streamedLength === undefined ? [] : ['Content-Length', String(streamedLength)];
  return [...kept.flat(), ...length];
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

async function readAnswer(body: Dispatcher.ResponseData['body'], limit: number) {
  const chunks: Buffer[] = [];
  let received = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, Math.max(0, limit - received)));
    received += chunk.length;
    // Leaving the loop ends the connection: the rest is not wanted.
    if (received > limit) break;
  }
  return { body: Buffer.concat(chunks), truncated: received > limit };
}

function failure({ cause, message }: Diagnosis): HttpFailure {
  return { failed: cause, message };
}

const OUR_OWN =
  /^UND_ERR_(INVALID_ARG|REQ_CONTENT_LENGTH_MISMATCH|NOT_SUPPORTED)$|^ERR_INVALID_URL$/;
const NOT_HTTP = /^(HPE_|UND_ERR_(RES_|HEADERS_OVERFLOW))/;

function failureOf(error: unknown, secure: boolean, now: Date): HttpFailure {
  const { code = '', message = '', name } = error as NodeJS.ErrnoException;
  if (OUR_OWN.test(code)) {
    return { failed: 'bad-request', message: `the request cannot be sent: ${message}` };
  }
  // Not every error of the parser has a code.
  if (name === 'HTTPParserError' || NOT_HTTP.test(code)) {
    const which = code ? ` (${code})` : '';
    return { failed: 'bad-answer', message: `the answer is not acceptable HTTP${which}` };
  }
  const diagnosis =
    error instanceof ConnectionFailure
      ? error.diagnosis
      : diagnoseTls({ code, text: message, peer: 'server', now });
  if (diagnosis.cause !== 'reset' || !secure) return failure(diagnosis);
  return failure({
    cause: 'reset',
    message: `${diagnosis.message}; a server that refuses the client certificate may do so`,
  });
}
