import { createServer } from 'node:https';
import type { TLSSocket } from 'node:tls';
import {
  type Listener,
  type ListenOptions,
  listen,
  type RequestHandler,
  serverLimits,
} from './listener.ts';
import { pipelineLimit } from './pipeline-limit.ts';
import { type GateRules, type HandshakeRefusal, tlsGate } from './tls-gate.ts';
import {
  SPINE_CIPHERS,
  type TlsCredentials,
  type TlsVersion,
  tlsSettings,
} from './tls-settings.ts';

export type { HandshakeRefusal };

export interface TlsServerOptions extends ListenOptions, GateRules {
  readonly identity: TlsCredentials;
  /** Default TLSv1.2. */
  readonly minVersion?: TlsVersion;
  /** Default TLSv1.3. */
  readonly maxVersion?: TlsVersion;
  /** OpenSSL names. Default: the suites of mhs 1.6. */
  readonly ciphers?: string;
  /** Default 10 s. */
  readonly handshakeTimeoutMs?: number;
  readonly onRequest: RequestHandler;
}

export interface TlsListener extends Listener {
  /** Shows another certificate, and judges by its trust and revocation lists, from the next connection on. */
  reload(identity: TlsCredentials): void;
}

/** Starts an HTTPS server. Throws `PortInUseError` and `CannotListenError`. */
export async function startTlsServer(options: TlsServerOptions): Promise<TlsListener> {
  const { clientCertificate } = options;
  const onRequest = pipelineLimit(options.onRequest);
  const settings = (identity: TlsCredentials) =>
    tlsSettings(identity, options.minVersion, options.maxVersion, options.ciphers ?? SPINE_CIPHERS);
  const gate = tlsGate(options.identity, options);

  const server = createServer(
    {
      ...settings(options.identity),
      ...serverLimits(options),
      requestCert: clientCertificate !== 'none',
      // Node would destroy the connection without a word. The gate below does so with a reason.
      rejectUnauthorized: false,
      handshakeTimeout: options.handshakeTimeoutMs ?? 10_000,
      ALPNProtocols: ['http/1.1'],
    },
    (request, response) => {
      // The gate lets nobody else come this far; this line is the second lock.
      if (gate.isAdmitted(request.socket)) onRequest(request, response);
      else request.socket.destroy();
    },
  );

  // HTTP's own listener reads from the socket as soon as it is told of it, so the gate stands before it.
  const [startHttp, ...others] = server.listeners('secureConnection');
  if (!startHttp || others.length > 0)
    throw new Error('node:https has another way in than expected');
  server.removeAllListeners('secureConnection');
  server.on('secureConnection', (socket: TLSSocket) => {
    // Closing has ended the connection below while the handshake was finishing.
    if (!server.listening || socket.destroyed) socket.destroy();
    else if (gate.admit(socket)) startHttp.call(server, socket);
  });

  server.on('tlsClientError', (error: NodeJS.ErrnoException, socket: TLSSocket) => {
    // Closing ends handshakes under way; the peer did nothing wrong.
    if (server.listening) gate.breakOff(socket, error);
  });

  const listener = await listen(server, options);
  return {
    ...listener,
    reload(identity) {
      server.setSecureContext(settings(identity));
      gate.reload(identity);
    },
  };
}
