import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type BindOptions, bindPort } from './bind-port.ts';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server that listens. */
export interface Listener {
  readonly host: string;
  readonly port: number;
  /** Open connections, handshakes under way included. */
  connections(): number;
  /** Stops listening, ends idle connections at once, lets answers under way finish for a moment. */
  close(): Promise<void>;
}

/** Where to listen and how patient to be. Times in milliseconds. */
export interface ListenOptions extends BindOptions {
  /** A whole request must have arrived by then. Default 60 s. */
  readonly requestTimeoutMs?: number;
  /** The headers must have arrived by then. Default 15 s. */
  readonly headersTimeoutMs?: number;
  /** How long an idle connection is kept. Default 65 s, longer than the usual client. */
  readonly keepAliveTimeoutMs?: number;
  /** How long `close` waits for answers under way. Default 2 s. */
  readonly closeGraceMs?: number;
  /** Connections beyond are refused. Default 2000. */
  readonly maxConnections?: number;
}

const MAX_HEADER_BYTES = 32 * 1024;
const MAX_HEADERS = 200;

/** The limits every HTTP server of the product has: size of headers, patience with slow senders. */
export function serverLimits(options: ListenOptions): ServerOptions {
  const { requestTimeoutMs = 60_000, headersTimeoutMs = 15_000 } = options;
  return {
    keepAlive: true,
    noDelay: true,
    maxHeaderSize: MAX_HEADER_BYTES,
    requestTimeout: requestTimeoutMs,
    headersTimeout: Math.min(headersTimeoutMs, requestTimeoutMs),
    keepAliveTimeout: options.keepAliveTimeoutMs ?? 65_000,
    connectionsCheckingInterval: Math.max(50, Math.min(5_000, requestTimeoutMs / 4)),
  };
}

/** Starts listening. Throws `PortInUseError` and `CannotListenError`. */
export async function listen(server: Server, options: ListenOptions): Promise<Listener> {
  const { host } = options;
  server.maxHeadersCount = MAX_HEADERS;
  server.maxConnections = options.maxConnections ?? 2_000;
  const sockets = new Map<string, Socket>();
  const answering = new Map<string, number>();
  let closing = false;

  server.on('connection', (socket: Socket) => {
    const name = nameOf(socket);
    sockets.set(name, socket);
    socket.once('close', () => {
      sockets.delete(name);
      // Answers whose turn had not come do not tell that they are over.
      answering.delete(name);
    });
  });
  // From here on the connection must be ended through its TLS side: it may hold on to the one below.
  server.on('secureConnection', (socket: Socket) => {
    if (!socket.destroyed) sockets.set(nameOf(socket), socket);
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const name = nameOf(socket);
    answering.set(name, (answering.get(name) ?? 0) + 1);
    response.once('close', () => {
      const left = (answering.get(name) ?? 1) - 1;
      if (left > 0) answering.set(name, left);
      else answering.delete(name);
      if (closing && left === 0) socket.destroySoon();
    });
  });

  const port = await bindPort(server, options);
  let closed: Promise<void> | undefined;
  return {
    host,
    port,
    connections: () => sockets.size,
    close() {
      closing = true;
      closed ??= new Promise<void>((resolve) => {
        const endAll = () => {
          for (const socket of sockets.values()) socket.destroy();
        };
        const grace = setTimeout(endAll, options.closeGraceMs ?? 2_000);
        server.close(() => {
          clearTimeout(grace);
          resolve();
        });
        for (const [name, socket] of sockets) if (!answering.has(name)) socket.destroy();
      });
      return closed;
    },
  };
}

/** A TLS socket and the raw one below it share the peer's address and port, which no other has. */
function nameOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
