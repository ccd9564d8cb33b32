import type { Identity } from '../../src/pki/identity.ts';
import { localHost } from '../../src/platform/local-host.ts';
import { type HandshakeRefusal, startTlsServer } from '../../src/platform/tls-server.ts';
import type { MeshService } from '../doors/neighbours.ts';
import { meshApp } from './http/mesh-app.ts';
import { mailboxDesk } from './mailbox-desk.ts';
import type { MeshRoom } from './mesh-room.ts';
import { MessageStore } from './message/message-store.ts';
import { recallUses, tokenUses } from './request/token-uses.ts';

export interface MeshOptions extends Omit<MeshRoom, 'messages' | 'uses'> {
  readonly identity: Identity;
  readonly onRefusedHandshake: (refusal: HandshakeRefusal) => void;
}

export interface Mesh extends MeshService {
  close(): Promise<void>;
}

/** 100 MB over a slow line take their time. */
const REQUEST_TIMEOUT_MS = 15 * 60_000;

/** Builds the mailboxes from the journal and listens. Throws PortInUseError and CannotListenError. */
export async function startMesh(options: MeshOptions): Promise<Mesh> {
  const { world, journal, clock, identity, onRefusedHandshake } = options;
  const settings = world.current().mesh;
  const messages = new MessageStore(options);
  const uses = tokenUses(settings.authorization.windowMs);
  const room: MeshRoom = { ...options, messages, uses };
  await recallUses(uses, journal, clock.now());
  await messages.open();
  const unwatch = world.subscribe(() => messages.rearm());
  const { host, port, clientCertificate } = settings;
  const listener = await startTlsServer({
    ...{ service: 'mesh', host, port, identity, clientCertificate, onRefusedHandshake },
    requestTimeoutMs: REQUEST_TIMEOUT_MS,
    onRequest: meshApp(room),
  });
  return {
    url: `https://${localHost(host)}:${listener.port}`,
    port: listener.port,
    desk: mailboxDesk(room),
    reload: (fresh) => listener.reload(fresh),
    reset() {
      messages.clear();
      uses.clear();
    },
    async close() {
      unwatch();
      await listener.close();
      await messages.close();
    },
  };
}
