import { connect as connectPlain, isIP, type Socket } from 'node:net';
import {
  checkServerIdentity,
  connect as connectTls,
  createSecureContext,
  type TLSSocket,
} from 'node:tls';
import type { Diagnosis } from './connection-cause.ts';
import { certificatesOf, peerFacts } from './peer-certificate.ts';
import { diagnoseTls } from './tls-diagnosis.ts';
import { type TlsCredentials, tlsSettings } from './tls-settings.ts';

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
): Connect {
  const secureContext = createSecureContext(tlsSettings(identity));
  const trusted = certificatesOf(identity.trustPem);

  function judge(socket: TLSSocket, host: string): Diagnosis | undefined {
    const shown = peerFacts(socket, socket.authorized ? undefined : trusted);
    const misnamed =
      shown.certificate && checkServerIdentity(host, socket.getPeerCertificate()) !== undefined;
    if (socket.authorized && !misnamed) return undefined;
    return diagnoseTls({
      code: String(socket.authorizationError ?? ''),
      text: misnamed ? `name mismatch with ${host}` : undefined,
      peer: 'server',
      shown,
      ...(misnamed && { expectedNames: [host] }),
      now: now(),
    });
  }

  return ({ secure, host, port }) =>
    new Promise((resolve, reject) => {
      const socket = secure
        ? connectTls({
            host,
            port,
            secureContext,
            ...(isIP(host) === 0 && { servername: host }),
            ALPNProtocols: ['http/1.1'],
            // Judged below, where the reason is known.
            rejectUnauthorized: false,
            checkServerIdentity: () => undefined,
          })
        : connectPlain({ host, port });
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
        const diagnosis = secure ? judge(socket as TLSSocket, host) : undefined;
        if (diagnosis) return refuse(diagnosis);
        settled();
        resolve(socket);
      });
    });
}
