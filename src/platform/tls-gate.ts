import type { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { ConnectionCause, Diagnosis } from './connection-cause.ts';
import {
  addressOf,
  type ConnectionPeer,
  certificatesOf,
  peerFacts,
  peerOf,
} from './peer-certificate.ts';
import { diagnoseTls } from './tls-diagnosis.ts';
import type { TlsCredentials } from './tls-settings.ts';

/** A handshake that came to nothing, or whose peer was not let in. */
export interface HandshakeRefusal {
  readonly cause: ConnectionCause;
  /** One line of English that names the cause. */
  readonly message: string;
  readonly peer: ConnectionPeer;
  /** Code of Node or OpenSSL, for those who look closer. */
  readonly code?: string;
}

/** Whom a TLS server lets in. */
export interface GateRules {
  /**
   * `require`: only clients with a good certificate get in (mhs 1.6). `request`: clients without one too,
   * those with a bad one not. `none`: no certificate is asked for.
   */
  readonly clientCertificate: 'require' | 'request' | 'none';
  /** When given, a client certificate must carry one of these names. Asked at every connection. */
  readonly expectedNames?: () => readonly string[];
  /** Time for telling what has run out; TLS itself goes by the machine's clock. */
  readonly now?: () => Date;
  readonly onRefusedHandshake: (refusal: HandshakeRefusal) => void;
}

/** Stands behind the handshake and before the protocol (decision 3). */
export interface TlsGate {
  /** Judges a connection whose handshake is over. One that does not get in is destroyed, and it is told why. */
  admit(socket: TLSSocket): boolean;
  isAdmitted(socket: Socket): boolean;
  /** Ends a connection whose handshake failed, and tells why. */
  breakOff(socket: TLSSocket, error: NodeJS.ErrnoException): void;
  /** Judges by this identity's trust from the next connection on. */
  reload(identity: TlsCredentials): void;
}

export function tlsGate(identity: TlsCredentials, rules: GateRules): TlsGate {
  const { clientCertificate, onRefusedHandshake, now = () => new Date() } = rules;
  let trusted: readonly X509Certificate[] = certificatesOf(identity.trustPem);
  const admitted = new WeakSet<Socket>();

  /** Why a connection is not let in; nothing when it is. */
  function judge(socket: TLSSocket): Diagnosis | undefined {
    if (clientCertificate === 'none') return undefined;
    const expectedNames = rules.expectedNames?.();
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

  return {
    admit(socket) {
      const refused = judge(socket);
      // Asked while the connection still stands.
      const peer = peerOf(socket);
      if (!refused) {
        admitted.add(socket);
        return true;
      }
      const code = codeOf(socket.authorizationError);
      socket.on('error', () => undefined);
      socket.destroy();
      onRefusedHandshake({ ...refused, peer, ...(code && { code }) });
      return false;
    },
    isAdmitted: (socket) => admitted.has(socket),
    breakOff(socket, { code, message: text }) {
      // After the gate an error of the connection is the end of an exchange, not of a handshake.
      if (admitted.has(socket)) return;
      const diagnosis = diagnoseTls({ code, text, peer: 'client', now: now() });
      const peer = { address: addressOf(socket) };
      socket.destroy();
      onRefusedHandshake({ ...diagnosis, peer, ...(code && { code }) });
    },
    reload(fresh) {
      trusted = certificatesOf(fresh.trustPem);
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
