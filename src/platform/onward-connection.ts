import { connect as connectPlain } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { ConnectionFailure } from './outbound-connection.ts';
import { outboundTls } from './outbound-tls.ts';
import { diagnoseTls } from './tls-diagnosis.ts';
import type { TlsCredentials } from './tls-settings.ts';

/** Where bytes that came in are to go on to. */
export interface OnwardTarget {
  readonly host: string;
  readonly port: number;
  /** What is called for, and what the server's certificate must be for. */
  readonly name: string;
  readonly timeoutMs: number;
}

/** A connection whose server has been judged. Each direction ends by itself. */
export interface OnwardConnection {
  readonly socket: TLSSocket;
  /** Ends it with a reset, as a system that dies does. */
  reset(): void;
}

/** Connections that carry on what came by another. They reject with `ConnectionFailure`. */
export function onwardConnections(
  identity: TlsCredentials,
  now: () => Date,
): (target: OnwardTarget) => Promise<OnwardConnection> {
  const tls = outboundTls(identity, now, ['http/1.1']);
  return ({ host, port, name, timeoutMs }) =>
    new Promise((resolve, reject) => {
      const below = connectPlain({ host, port, allowHalfOpen: true, noDelay: true });
      let socket: TLSSocket | undefined;
      const fail = (error: { readonly code?: string; readonly message?: string }) =>
        refuse(
          new ConnectionFailure(
            diagnoseTls({ code: error.code, text: error.message, peer: 'server', now: now() }),
            error,
          ),
        );
      const closed = () => fail({ code: 'ECONNRESET' });
      const timer = setTimeout(() => fail({ code: 'ETIMEDOUT' }), timeoutMs);
      const settled = () => {
        clearTimeout(timer);
        for (const each of [below, socket]) each?.off('error', fail).off('close', closed);
        for (const each of [below, socket]) each?.on('error', () => undefined);
      };
      const refuse = (failure: ConnectionFailure) => {
        settled();
        socket?.destroy();
        below.destroy();
        reject(failure);
      };
      below.on('error', fail).on('close', closed);
      below.once('connect', () => {
        socket = tls.start({ host: name, over: below });
        socket.on('error', fail).on('close', closed);
        socket.once('secureConnect', () => {
          const made = socket as TLSSocket;
          const diagnosis = tls.judge(made, name);
          if (diagnosis) return refuse(new ConnectionFailure(diagnosis));
          settled();
          resolve({
            socket: made,
            reset() {
              // Node 24 crashes when a connection is reset while its TLS is at work.
              setImmediate(() => {
                if (!below.destroyed) below.resetAndDestroy();
                made.destroy();
              });
            },
          });
        });
      });
    });
}
