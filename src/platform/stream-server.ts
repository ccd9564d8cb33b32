import { createServer as createPlainServer, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { type BindOptions, bindPort } from './bind-port.ts';
import { type GateRules, tlsGate } from './tls-gate.ts';
import { type TlsCredentials, tlsSettings } from './tls-settings.ts';

export interface StreamServerOptions extends BindOptions, GateRules {
  readonly identity: TlsCredentials;
  /** TLS from the first byte; otherwise only when a connection is upgraded. */
  readonly secure: boolean;
  /** Default 10 s. */
  readonly handshakeTimeoutMs?: number;
  /** Connections beyond are refused. Default 500. */
  readonly maxConnections?: number;
  /** A peer that has ended its direction may still be written to. Default `false`. */
  readonly allowHalfOpen?: boolean;
  /** How long `close` waits for connections that are in use. Default 2 s. */
  readonly closeGraceMs?: number;
  /** Hears of every connection that is let in. Its bytes begin to flow when somebody listens. */
  readonly onConnection: (connection: StreamConnection) => void;
}

/** A connection that was let in. */
export interface StreamConnection {
  readonly socket: Socket;
  readonly secure: boolean;
  /**
   * Turns a plain connection into one with TLS, in place. Who listened to the plain one must listen no more
   * and must have read all that came. Nothing comes back when the handshake fails or the peer is not let in.
   */
  upgrade(): Promise<StreamConnection | undefined>;
  /** Ends it with a reset, as a system that dies does. */
  reset(): void;
}

/** A server for protocols that are no HTTP. */
export interface StreamServer {
  readonly host: string;
  readonly port: number;
  /** Open connections, handshakes under way included. */
  connections(): number;
  /** Shows another certificate, and judges by its trust and revocation lists, from the next handshake on. */
  reload(identity: TlsCredentials): void;
  /** Stops listening, ends handshakes at once, and what is in use when its grace is over. */
  close(): Promise<void>;
}

const KEEP_ALIVE_MS = 60_000;

/** Starts a server for streams of bytes. Throws `PortInUseError` and `CannotListenError`. */
export async function startStreamServer(options: StreamServerOptions): Promise<StreamServer> {
  const { secure, clientCertificate, onConnection } = options;
  const socketOptions = {
    ...{ noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS },
    allowHalfOpen: options.allowHalfOpen ?? false,
  };
  const gate = tlsGate(options.identity, options);
  const sockets = new Map<string, Socket>();
  /** The connections below: with TLS above it only they can be reset. */
  const below = new Map<string, Socket>();
  const inUse = new Set<string>();
  /** Who waits for the end of the handshake on a connection that was plain. */
  const upgrading = new Map<string, (connection: StreamConnection | undefined) => void>();
  let closing = false;

  const tls = createTlsServer({
    ...tlsSettings(options.identity),
    ...socketOptions,
    requestCert: clientCertificate !== 'none',
    // Node would destroy the connection without a word. The gate does so with a reason.
    rejectUnauthorized: false,
    handshakeTimeout: options.handshakeTimeoutMs ?? 10_000,
  });
  const server = secure ? tls : createPlainServer(socketOptions);
  server.maxConnections = options.maxConnections ?? 500;

  server.on('connection', (socket: Socket) => {
    const name = nameOf(socket);
    socket.on('error', () => undefined);
    sockets.set(name, socket);
    below.set(name, socket);
    socket.once('close', () => {
      sockets.delete(name);
      below.delete(name);
      inUse.delete(name);
      settle(name, undefined);
    });
    if (!secure)
      handOver(name, {
        ...{ socket, secure: false },
        upgrade: () => upgrade(name, socket),
        reset: () => reset(name),
      });
  });

  tls.on('secureConnection', (socket: TLSSocket) => {
    socket.on('error', () => undefined);
    // Closing has ended the connection below while the handshake was finishing.
    if (closing || socket.destroyed) socket.destroy();
    else if (gate.admit(socket)) {
      const name = nameOf(socket);
      // From here on the connection must be ended through its TLS side: it may hold on to the one below.
      sockets.set(name, socket);
      const connection: StreamConnection = {
        socket,
        secure: true,
        upgrade: () => Promise.resolve(undefined),
        reset: () => reset(name),
      };
      if (!settle(name, connection)) handOver(name, connection);
    }
  });
  tls.on('tlsClientError', (error: NodeJS.ErrnoException, socket: TLSSocket) => {
    // Closing ends handshakes under way; the peer did nothing wrong.
    if (!closing) gate.breakOff(socket, error);
  });

  function handOver(name: string, connection: StreamConnection): void {
    inUse.add(name);
    onConnection(connection);
  }

  function reset(name: string): void {
    const [plain, socket] = [below.get(name), sockets.get(name)];
    // Node 24 crashes when a connection is reset while its TLS is at work: in an event of it, for one.
    setImmediate(() => {
      if (plain && !plain.destroyed) plain.resetAndDestroy();
      socket?.destroy();
    });
  }

  function upgrade(name: string, socket: Socket): Promise<StreamConnection | undefined> {
    return new Promise((resolve) => {
      if (closing || socket.destroyed) return resolve(undefined);
      upgrading.set(name, resolve);
      tls.emit('connection', socket);
    });
  }

  function settle(name: string, connection: StreamConnection | undefined): boolean {
    const waiting = upgrading.get(name);
    upgrading.delete(name);
    waiting?.(connection);
    return waiting !== undefined;
  }

  const port = await bindPort(server, options);
  let closed: Promise<void> | undefined;
  return {
    host: options.host,
    port,
    connections: () => sockets.size,
    reload(identity) {
      tls.setSecureContext(tlsSettings(identity));
      gate.reload(identity);
    },
    close() {
      closing = true;
      closed ??= new Promise<void>((resolve) => {
        const grace = setTimeout(() => {
          for (const socket of sockets.values()) socket.destroy();
        }, options.closeGraceMs ?? 2_000);
        server.close(() => {
          clearTimeout(grace);
          resolve();
        });
        for (const [name, socket] of sockets)
          if (!inUse.has(name) || upgrading.has(name)) socket.destroy();
      });
      return closed;
    },
  };
}

/** A TLS socket and the raw one below it share the peer's address and port, which no other has. */
function nameOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
