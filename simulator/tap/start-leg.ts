import { handshakeEntry } from '../../src/journal/handshake-entry.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { oneLine } from '../../src/journal/one-line.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { onwardConnections } from '../../src/platform/onward-connection.ts';
import { ConnectionFailure } from '../../src/platform/outbound-connection.ts';
import { peerOf } from '../../src/platform/peer-certificate.ts';
import { type StreamConnection, startStreamServer } from '../../src/platform/stream-server.ts';
import type { TlsCredentials } from '../../src/platform/tls-settings.ts';
import type { Backlog } from './backlog.ts';
import type { Injector } from './injection-rules.ts';
import type { LegConfig } from './tap-config.ts';
import { type TappedConnection, tapConnection } from './tapped-connection.ts';
import type { TrafficRecord } from './traffic-record.ts';

export interface LegOptions {
  readonly config: LegConfig;
  readonly show: TlsCredentials;
  readonly as: TlsCredentials;
  readonly connectTimeoutMs: number;
  readonly journal: Journal;
  readonly record: TrafficRecord;
  readonly backlog: Backlog;
  readonly clock: Clock;
  readonly injector: Injector;
  readonly graceMs: number;
}

/** One direction in which connections are opened. */
export interface Leg {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** Where it goes on to. */
  readonly onward: string;
  /** Takes no more connections, lets exchanges finish, and ends the others. */
  close(): Promise<void>;
}

/** Causes that lie in the network; the others are those of a handshake. */
const NETWORK = new Set(['refused', 'unknown-host', 'timeout', 'reset', 'other']);

/** Starts to listen. Throws `PortInUseError` and `CannotListenError`. */
export async function startLeg(options: LegOptions): Promise<Leg> {
  const { config, record, clock, injector, connectTimeoutMs } = options;
  const { name, system, forward, listen } = config;
  const service = `tap:${name}`;
  const onward = `${forward.host}:${forward.port}`;
  const connect = onwardConnections(options.as, () => clock.now());
  const open = new Set<TappedConnection>();
  const connecting = new Set<Promise<void>>();
  let closing = false;

  async function join(caller: StreamConnection): Promise<void> {
    const { names: _, ...peer } = peerOf(caller.socket);
    const refused = injector.atConnection(name);
    if (refused) {
      caller.reset();
      record.append({
        ...{ kind: 'note', at: clock.now().toISOString(), service, peer },
        summary: 'a connection was refused on purpose',
        trace: [{ stage: 'disturb', text: refused.text }],
        facts: { injected: refused.action.do, result: 'refused on purpose' },
      });
      return;
    }
    const began = performance.now();
    try {
      const made = await connect({
        ...forward,
        name: config.verifyName ?? forward.host,
        timeoutMs: connectTimeoutMs,
      });
      const connection = tapConnection({
        ...options,
        ...{ leg: name, system, caller, onward: made, peer },
        connectMs: performance.now() - began,
        injector: injector.concerns(name) ? injector : undefined,
      });
      open.add(connection);
      if (closing) connection.drain();
      connection.closed.then(() => open.delete(connection));
    } catch (error) {
      // The caller sees what it would have seen: a connection that comes to nothing.
      caller.reset();
      if (!(error instanceof ConnectionFailure)) throw error;
      const { cause, message } = error.diagnosis;
      record.append({
        ...{ kind: NETWORK.has(cause) ? 'note' : 'handshake', at: clock.now().toISOString() },
        ...{ service, peer },
        summary: oneLine(`not passed on to ${onward}: ${message}`),
        facts: { cause, side: 'onward', onwardAddress: onward, result: 'not passed on' },
      });
    }
  }

  const server = await startStreamServer({
    service,
    ...listen,
    identity: options.show,
    secure: true,
    allowHalfOpen: true,
    clientCertificate: config.clients,
    now: () => clock.now(),
    closeGraceMs: options.graceMs,
    onRefusedHandshake: (refusal) => record.append(handshakeEntry(service, clock.now(), refusal)),
    onConnection(caller) {
      const joining = join(caller).finally(() => connecting.delete(joining));
      connecting.add(joining);
    },
  });

  return {
    name,
    host: server.host,
    port: server.port,
    onward: `https://${onward}`,
    async close() {
      closing = true;
      const stopped = server.close();
      for (const connection of open) connection.drain();
      await Promise.all(connecting);
      await stopped;
      await Promise.all([...open].map(({ closed }) => closed));
    },
  };
}
