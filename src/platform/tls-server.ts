import type { X509Certificate } from 'node:crypto';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { ConnectionCause, Diagnosis } from './connection-cause.ts';
import {
  type Listener,
  type ListenOptions,
  listen,
  type RequestHandler,
  serverLimits,
} from './listener.ts';
import {
  addressOf,
  type ConnectionPeer,
  certificatesOf,
  peerFacts,
  peerOf,
} from './peer-certificate.ts';
import { diagnoseTls } from './tls-diagnosis.ts';
import {
  SPINE_CIPHERS,
  type TlsCredentials,
  type TlsVersion,
  tlsSettings,
} from './tls-settings.ts';

/** A handshake that came to nothing, or whose peer was not let in. */
export interface HandshakeRefusal {
  readonly cause: ConnectionCause;
  /** One line of English that names the cause. */
  readonly message: string;
  readonly peer: ConnectionPeer;
  /** Code of Node or OpenSSL, for those who look closer. */
  readonly code?: string;
}

export interface TlsServerOptions extends ListenOptions {
  readonly identity: TlsCredentials;
  /**
   * `require`: only clients with a good certificate get in (mhs 1.6). `request`: clients without one too,
   * those with a bad one not. `none`: no certificate is asked for.
   */
  readonly clientCertificate: 'require' | 'request' | 'none';
  /** Default TLSv1.2. */
  readonly minVersion?: TlsVersion;
  /** Default TLSv1.3. */
  readonly maxVersion?: TlsVersion;
  /** OpenSSL names. Default: the suites of mhs 1.6. */
  readonly ciphers?: string;
  /** When given, a client certificate must carry one of these names. Asked at every connection. */
  readonly expectedNames?: () => readonly string[];
  /** Default 10 s. */
  readonly handshakeTimeoutMs?: number;
  /** Time for telling what has run out; TLS itself goes by the machine's clock. */
  readonly now?: () => Date;
  readonly onRequest: RequestHandler;
  readonly onRefusedHandshake: (refusal: HandshakeRefusal) => void;
}

export interface TlsListener extends Listener {
  /** Shows another certificate, and judges by its trust and revocation lists, from the next connection on. */
  reload(identity: TlsCredentials): void;
}

/** Starts an HTTPS server. Throws `PortInUseError` and `CannotListenError`. */
export async function startTlsServer(options: TlsServerOptions): Promise<TlsListener> {
  const { clientCertificate, onRefusedHandshake, onRequest } = options;
  const now = options.now ?? (() => new Date());
  const settings = (identity: TlsCredentials) =>
    tlsSettings(identity, options.minVersion, options.maxVersion, options.ciphers ?? SPINE_CIPHERS);
  let trusted: readonly X509Certificate[] = certificatesOf(options.identity.trustPem);
  const admitted = new WeakSet<Socket>();

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
      if (admitted.has(request.socket)) onRequest(request, response);
      else request.socket.destroy();
    },
  );

  /** Why a connection is not let in; nothing when it is. */
  function judge(socket: TLSSocket): Diagnosis | undefined {
    if (clientCertificate === 'none') return undefined;
    const expectedNames = options.expectedNames?.();
    // OpenSSL has followed the chain of an authorised peer; that of the others tells what is wrong.
    const shown = peerFacts(socket, socket.authorized ? undefined : trusted);
    if (!shown.certificate && clientCertificate === 'request') return undefined;
    const code = socket.authorized ? '' : codeOf(socket.authorizationError);
    // OpenSSL has judged the dates by the machine's clock: another clock must not hide a wrong name behind them.
    const at = socket.authorized ? new Date() : now();
    const diagnosis = diagnoseTls({ code, peer: 'client', shown, expectedNames, now: at });
    if (!socket.authorized) return diagnosis;
    return STRICTER_THAN_OPENSSL.has(diagnosis.cause) ? diagnosis : undefined;
  }

  // HTTP's own listener reads from the socket as soon as it is told of it, so the gate stands before it.
  const [startHttp, ...others] = server.listeners('secureConnection');
  if (!startHttp || others.length > 0)
    throw new Error('node:https has another way in than expected');
  server.removeAllListeners('secureConnection');
  server.on('secureConnection', (socket: TLSSocket) => {
    // Closing has ended the connection below while the handshake was finishing.
    if (!server.listening || socket.destroyed) {
      socket.destroy();
      return;
    }
    const refused = judge(socket);
    const peer = peerOf(socket);
    if (!refused) {
      admitted.add(socket);
      startHttp.call(server, socket);
      return;
    }
    const code = codeOf(socket.authorizationError);
    socket.on('error', () => undefined);
    socket.destroy();
    onRefusedHandshake({ ...refused, peer, ...(code && { code }) });
  });

  server.on('tlsClientError', (error: NodeJS.ErrnoException, socket: TLSSocket) => {
    // After the gate an error of the connection is the end of an exchange, not of a handshake.
    if (admitted.has(socket)) return;
    // Closing ends handshakes under way; the peer did nothing wrong.
    if (!server.listening) return;
    const { code, message: text } = error;
    const diagnosis = diagnoseTls({ code, text, peer: 'client', now: now() });
    const peer = { address: addressOf(socket) };
    socket.destroy();
    onRefusedHandshake({ ...diagnosis, peer, ...(code && { code }) });
  });

  const listener = await listen(server, options);
  return {
    ...listener,
    reload(identity) {
      server.setSecureContext(settings(identity));
      trusted = certificatesOf(identity.trustPem);
    },
  };
}

/** What this product refuses although OpenSSL, as it is built here, may accept it. */
const STRICTER_THAN_OPENSSL: ReadonlySet<ConnectionCause> = new Set([
  'no-certificate',
  'key-too-small',
  'name-mismatch',
]);

/** Node gives the code of a failed check as a text, whatever its types say. */
function codeOf(error: unknown): string {
  if (typeof error === 'string') return error;
  return (error as NodeJS.ErrnoException | undefined)?.code ?? '';
}
