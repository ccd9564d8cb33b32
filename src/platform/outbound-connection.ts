import { connect as connectPlain, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Diagnosis } from './connection-cause.ts';
import { outboundTls } from './outbound-tls.ts';
import { diagnoseTls } from './tls-diagnosis.ts';
import type { TlsCredentials } from './tls-settings.ts';

/** A connection that was not made, with the reason. Travels through the HTTP library as an error. */
export class ConnectionFailure extends Error {
  readonly diagnosis: Diagnosis;

  constructor(diagnosis: Diagnosis, cause?: unknown) {
    super(diagnosis.message, { cause });
    this.diagnosis = diagnosis;
  }
}

export interface ConnectionTarget {
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
}

/** Opens a connection; for TLS, one whose server has been judged. Rejects with `ConnectionFailure`. */
export type Connect = (target: ConnectionTarget) => Promise<Socket>;

/**
 * Connections that show one identity and judge the server by its trust: chain, dates, revocation, use and
 * the name that was called. Every connection is judged anew; sessions are not resumed.
 */
export function outboundConnections(
  identity: TlsCredentials,
  timeoutMs: number,
  now: () => Date,
  protocols: readonly string[] = ['http/1.1'],
): Connect {
  const tls = outboundTls(identity, now, protocols);
  return ({ secure, host, port }) =>
    new Promise((resolve, reject) => {
      const socket = secure ? tls.start({ host, port }) : connectPlain({ host, port });
      socket.setNoDelay(true);
      const timer = setTimeout(() => fail({ code: 'ETIMEDOUT' }), timeoutMs);
      const settled = () => {
        clearTimeout(timer);
        socket.off('error', fail).off('close', closed);
      };
      const refuse = (diagnosis: Diagnosis, cause?: unknown) => {
        settled();
        socket.on('error', () => undefined);
        socket.destroy();
        reject(new ConnectionFailure(diagnosis, cause));
      };
      const fail = (error: { readonly code?: string; readonly message?: string }) =>
        refuse(
          diagnoseTls({ code: error.code, text: error.message, peer: 'server', now: now() }),
          error,
        );
      const closed = () => fail({ code: 'ECONNRESET' });
      socket.on('error', fail).on('close', closed);
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        const diagnosis = secure ? tls.judge(socket as TLSSocket, host) : undefined;
        if (diagnosis) return refuse(diagnosis);
        settled();
        resolve(socket);
      });
    });
}
