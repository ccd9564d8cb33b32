import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import type { Identity } from '../../src/pki/identity.ts';
import { writeReply } from '../../src/platform/http-message.ts';
import {
  type HandshakeRefusal,
  startTlsServer,
  type TlsListener,
  type TlsServerOptions,
} from '../../src/platform/tls-server.ts';
import { tlsSettings } from '../../src/platform/tls-settings.ts';
import { refusalQueue } from './refusal-queue.ts';

/** A TLS server that answers 202 and remembers who got in and who did not. */
export interface GuardedServer extends AsyncDisposable {
  readonly listener: TlsListener;
  readonly requests: IncomingMessage[];
  readonly refusals: readonly HandshakeRefusal[];
  /** The next refusal that no earlier call was given; waits for it. */
  refused(): Promise<HandshakeRefusal>;
}

export async function guardedServer(
  identity: Identity,
  options: Partial<TlsServerOptions> = {},
): Promise<GuardedServer> {
  const requests: IncomingMessage[] = [];
  const { refusals, add, next } = refusalQueue();
  const listener = await startTlsServer({
    service: 'spine',
    identity,
    host: '127.0.0.1',
    port: 0,
    clientCertificate: 'require',
    onRequest(request, response) {
      requests.push(request);
      request.resume();
      void writeReply(response, { status: 202, headers: [] });
    },
    onRefusedHandshake: add,
    ...options,
  });
  return {
    listener,
    requests,
    refusals,
    refused: next,
    [Symbol.asyncDispose]: () => listener.close(),
  };
}

/** A client below HTTP that takes any server, to see what the server makes of the client. */
export function tlsClient(
  { listener }: GuardedServer,
  identity: Identity | undefined,
  options: ConnectionOptions = {},
): TLSSocket {
  const socket = connect({
    host: '127.0.0.1',
    port: listener.port,
    ...(identity && tlsSettings(identity)),
    rejectUnauthorized: false,
    ...options,
  });
  // What the server does is looked at, not how this end hears of it.
  socket.on('error', () => undefined);
  return socket;
}

/** Resolves when a connection is gone, with all that was received on it. */
export function remainder(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      received += text;
    });
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(received));
  });
}

export const POST = 'POST /x HTTP/1.1\r\nHost: spine.test\r\nContent-Length: 0\r\n\r\n';
