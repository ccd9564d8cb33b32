import { isIP, type Socket } from 'node:net';
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

/** Where TLS is to go: to a port, or over a connection that is there already. */
export type TlsTarget = { readonly host: string } & (
  | { readonly port: number }
  | { readonly over: Socket }
);

/** The client's side of TLS under one identity. */
export interface OutboundTls {
  /** Begins a handshake. The server is not judged yet, so that the reason can be told. */
  start(target: TlsTarget): TLSSocket;
  /** Why a server whose handshake is over is not the right one; nothing when it is. */
  judge(socket: TLSSocket, host: string): Diagnosis | undefined;
}

/**
 * Shows one identity and judges servers by its trust: chain, dates, revocation, use and the name that was called.
 * Every connection is judged anew; sessions are not resumed.
 */
export function outboundTls(
  identity: TlsCredentials,
  now: () => Date,
  protocols: readonly string[] = [],
): OutboundTls {
  const secureContext = createSecureContext(tlsSettings(identity));
  const trusted = certificatesOf(identity.trustPem);
  return {
    start(target) {
      const { host } = target;
      return connectTls({
        ...('over' in target ? { socket: target.over } : { host, port: target.port }),
        secureContext,
        ...(isIP(host) === 0 && { servername: host }),
        ...(protocols.length > 0 && { ALPNProtocols: [...protocols] }),
        rejectUnauthorized: false,
        checkServerIdentity: () => undefined,
      });
    },
    judge(socket, host) {
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
    },
  };
}
