import type { Identity } from '../../../src/pki/identity.ts';
import { localHost } from '../../../src/platform/local-host.ts';
import {
  type StreamConnection,
  type StreamServer,
  startStreamServer,
} from '../../../src/platform/stream-server.ts';
import type { HandshakeRefusal } from '../../../src/platform/tls-gate.ts';
import type { WorldStore } from '../../world/world-store.ts';
import { selections } from './attribute-selection.ts';
import { encodedEntries } from './encoded-entries.ts';
import type { LdapRoom } from './ldap-room.ts';
import { LdapSession } from './ldap-session.ts';

export interface LdapOptions
  extends Pick<
    LdapRoom,
    'directory' | 'journal' | 'clock' | 'ids' | 'random' | 'logger' | 'faults'
  > {
  /** Settings are those of `sds`; where to listen and the asking for certificates count from the next start. */
  readonly world: WorldStore;
  readonly identity: Identity;
  readonly onRefusedHandshake: (refusal: HandshakeRefusal) => void;
}

/** SDS over LDAP (sds-ods 1). */
export interface LdapService extends AsyncDisposable {
  readonly host: string;
  /** Plain LDAP, with StartTLS. */
  readonly port: number | undefined;
  /** LDAPS. */
  readonly tlsPort: number | undefined;
  /** Open connections. */
  connections(): number;
  /** Shows another certificate from the next handshake on. */
  reload(identity: Identity): void;
  close(): Promise<void>;
}

/** Starts listening. Throws PortInUseError and CannotListenError. */
export async function startLdap(options: LdapOptions): Promise<LdapService> {
  const { world, identity, onRefusedHandshake, clock } = options;
  const { ldap } = world.current().sds;
  const room: LdapRoom = {
    ...options,
    settings: () => world.current().sds,
    selections: selections(),
    encoded: encodedEntries(),
    startedAt: clock.now(),
  };
  const sessions = new Set<LdapSession>();
  const onConnection = (connection: StreamConnection) => {
    const session = new LdapSession(room, connection, () => sessions.delete(session));
    sessions.add(session);
  };
  const { host, clientCertificate, maxConnections } = ldap;
  const common = { host, identity, clientCertificate, maxConnections };
  const listenOn = (service: string, port: number, secure: boolean) =>
    startStreamServer({
      ...common,
      ...{ service, port, secure, onConnection, onRefusedHandshake },
    });
  const plain =
    ldap.listen === 'tls-only' ? undefined : await listenOn('sds.ldap', ldap.port, false);
  let secure: StreamServer | undefined;
  try {
    if (ldap.listen !== 'plain-only') secure = await listenOn('sds.ldap (TLS)', ldap.tlsPort, true);
  } catch (error) {
    await plain?.close();
    throw error;
  }
  const servers = [plain, secure].filter((server) => server !== undefined);
  const close = async () => {
    const closed = servers.map((server) => server.close());
    for (const session of sessions) session.disconnect('unavailable', 'the directory is closing');
    await Promise.all(closed);
  };
  return {
    host: localHost(host),
    port: plain?.port,
    tlsPort: secure?.port,
    connections: () => servers.reduce((sum, server) => sum + server.connections(), 0),
    reload(fresh) {
      for (const server of servers) server.reload(fresh);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
