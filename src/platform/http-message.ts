import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';

/** Header lines as on the wire: spelling, order and repetition kept. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** Pairs from the flat list (`rawHeaders`) of node:http. */
export function headerList(rawHeaders: readonly string[]): HeaderList {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    pairs.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  }
  return pairs;
}

/** Every value of a header, whatever its spelling (RFC 9110 section 5.1). */
export function headerValues(headers: HeaderList, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([each]) => each.toLowerCase() === wanted).map(([, value]) => value);
}

/** The first value of a header. */
export function headerValue(headers: HeaderList, name: string): string | undefined {
  return headerValues(headers, name)[0];
}

/** The usual words for a status (RFC 9110 section 15): `Not Found`. */
export function reasonOf(status: number): string {
  return STATUS_CODES[status] ?? 'Error';
}

/** A body that was read to its end, or why it was not. */
export type BodyReading =
  | { readonly ok: true; readonly body: Buffer }
  | {
      readonly ok: false;
      /** `aborted`: the peer went away, or did not send all that it announced. */
      readonly reason: 'too-large' | 'aborted';
      /** Bytes that arrived. */
      readonly received: number;
    };

/**
 * Reads a whole body of at most `limit` bytes. One that announces more is not waited for; what still comes
 * of it is thrown away, so that the peer can read the refusal.
 */
export function readBody(message: IncomingMessage, limit: number): Promise<BodyReading> {
  const announced = Number(message.headers['content-length'] ?? 0);
  if (announced > limit) {
    message.resume();
    return Promise.resolve({ ok: false, reason: 'too-large', received: 0 });
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let received = 0;
    const settle = (reading: BodyReading) => {
      message.off('data', take).off('end', end).off('close', close);
      resolve(reading);
    };
    const take = (chunk: Buffer) => {
      received += chunk.length;
      if (received <= limit) {
        chunks.push(chunk);
        return;
      }
      settle({ ok: false, reason: 'too-large', received });
      message.resume();
    };
    // One chunk is the usual case: no need to copy it.
    const end = () => {
      const [only] = chunks;
      const body = chunks.length === 1 && only ? only : Buffer.concat(chunks, received);
      settle({ ok: true, body });
    };
    const close = () => settle({ ok: false, reason: 'aborted', received });
    message.on('data', take).on('end', end).on('close', close);
    // The peer may go away at any moment; 'close' tells it.
    message.on('error', () => undefined);
    if (message.destroyed && !message.readableEnded) close();
  });
}

/**
 * Reads on and throws away what comes, so that the peer can read its refusal; whoever sends on beyond `most` bytes is cut
 * off.
 */
export function letPass(message: IncomingMessage, most: number): void {
  let left = most;
  message.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) message.socket.destroy();
  });
  message.resume();
}

/** What to answer. `Content-Length` is added from the body when it is not among the headers. */
export interface HttpReply {
  readonly status: number;
  /** Reason phrase; default: the usual one of the status. */
  readonly reason?: string;
  readonly headers: HeaderList;
  readonly body?: Uint8Array;
}

/** Sends an answer whole. Resolves when it is handed to the system, or the peer is gone (`false`). */
export function writeReply(response: ServerResponse, reply: HttpReply): Promise<boolean> {
  return new Promise((resolve) => {
    response.once('finish', () => resolve(true)).once('close', () => resolve(false));
    // A pipelined answer has no socket of its own until its turn: the request's tells whether the peer is there.
    if (response.destroyed || response.req.socket?.destroyed !== false) {
      resolve(false);
      return;
    }
    response.on('error', () => resolve(false));
    const headers = [...reply.headers];
    const length = reply.body?.length ?? 0;
    if (headerValue(headers, 'Content-Length') === undefined && reply.status !== 204) {
      headers.push(['Content-Length', String(length)]);
    }
    const flat = headers.flat();
    if (reply.reason === undefined) response.writeHead(reply.status, flat);
    else response.writeHead(reply.status, reply.reason, flat);
    response.end(reply.body);
  });
}
