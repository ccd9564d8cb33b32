import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';

/** An HTTP request as bytes are to leave, right or wrong. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  /** In this spelling and order; nothing is added. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
  readonly pace?: Pace;
}

export type Pace =
  /** The body goes out in so many pieces, with a pause between two. */
  | { readonly kind: 'slow'; readonly pieces: number; readonly pauseMs: number }
  /** The connection is cut when so many bytes of the body have left. */
  | { readonly kind: 'cut'; readonly after: number }
  /** The body follows when the server says 100, or has said nothing for a second. */
  | { readonly kind: 'ask-first' }
  /** In chunks of HTTP/1.1; the headers should not give a length then. */
  | { readonly kind: 'chunked' };

export type RawAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: readonly (readonly [string, string])[];
      readonly body: Buffer;
    }
  /** No HTTP answer: the handshake failed, the connection ended or was cut. */
  | { readonly kind: 'no-answer'; readonly why: string };

const ENOUGH_BYTES = 10_000_000;
const PATIENCE_FOR_CONTINUE_MS = 1000;

/** One request over one TLS connection, byte by byte as it is given. Never rejects for what the peer does. */
export function rawCall(
  target: ConnectionOptions,
  request: RawRequest,
  withinMs: number,
): Promise<RawAnswer> {
  const { promise, resolve } = Promise.withResolvers<RawAnswer>();
  const received: Buffer[] = [];
  let bytes = 0;
  let why = 'the connection ended without an answer';
  const socket = connect(target);
  const end = () => {
    clearTimeout(timer);
    socket.destroy();
    resolve(parseAnswer(Buffer.concat(received)) ?? { kind: 'no-answer', why });
  };
  const timer = setTimeout(() => {
    why = `no answer within ${withinMs} ms`;
    end();
  }, withinMs);
  socket.on('secureConnect', () => {
    send(socket, request, () => Buffer.concat(received)).catch((error: unknown) => {
      why = String(error);
    });
  });
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= ENOUGH_BYTES) received.push(chunk);
  });
  // A reset is one of the ways in which a peer says no.
  socket.on('error', (error) => {
    why = error.message;
  });
  socket.on('close', end);
  return promise;
}

async function send(
  socket: TLSSocket,
  { method, path, headers, body, pace }: RawRequest,
  received: () => Buffer,
): Promise<void> {
  const head = [
    `${method} ${path} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  socket.write(Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'));
  switch (pace?.kind) {
    case 'slow': {
      const size = Math.max(1, Math.ceil(body.length / pace.pieces));
      for (let from = 0; from < body.length && !socket.destroyed; from += size) {
        socket.write(body.subarray(from, from + size));
        await new Promise((resolve) => setTimeout(resolve, pace.pauseMs));
      }
      return;
    }
    case 'cut':
      await new Promise((resolve) => socket.write(body.subarray(0, pace.after), resolve));
      socket.destroy();
      return;
    case 'ask-first': {
      const said = Promise.withResolvers<void>();
      const timer = setTimeout(() => said.resolve(), PATIENCE_FOR_CONTINUE_MS);
      socket.on('data', () => said.resolve());
      await said.promise;
      clearTimeout(timer);
      if (finalStatus(received())) return;
      socket.write(body);
      return;
    }
    case 'chunked': {
      const half = Math.ceil(body.length / 2);
      for (const piece of [body.subarray(0, half), body.subarray(half)]) {
        if (piece.length === 0) continue;
        socket.write(`${piece.length.toString(16)}\r\n`);
        socket.write(piece);
        socket.write('\r\n');
      }
      socket.write('0\r\n\r\n');
      return;
    }
    default:
      socket.write(body);
  }
}

/** The status line and headers of the first answer that is not a 1xx. */
function finalStatus(
  bytes: Buffer,
):
  | { readonly status: number; readonly lines: readonly string[]; readonly rest: Buffer }
  | undefined {
  let left = bytes;
  for (;;) {
    const end = left.indexOf('\r\n\r\n');
    if (end < 0) return undefined;
    const [first = '', ...lines] = left.subarray(0, end).toString('latin1').split('\r\n');
    const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1]);
    if (!Number.isInteger(status)) return undefined;
    left = left.subarray(end + 4);
    if (status >= 200) return { status, lines, rest: left };
  }
}

function parseAnswer(bytes: Buffer): RawAnswer | undefined {
  const found = finalStatus(bytes);
  if (!found) return undefined;
  const headers = found.lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  });
  const chunked = headers.some(
    ([name, value]) => /^transfer-encoding$/i.test(name) && /chunked/i.test(value),
  );
  const body = chunked ? unchunk(found.rest) : found.rest;
  return { kind: 'answered', status: found.status, headers, body };
}

function unchunk(bytes: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const line = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.subarray(at, line).toString('latin1'), 16);
    if (line < 0 || !Number.isInteger(size) || size === 0) break;
    pieces.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
  return Buffer.concat(pieces);
}
