import { recordHandshake } from '../../src/journal/record-handshake.ts';
import type { Identity } from '../../src/pki/identity.ts';
import { type HttpClient, openHttpClient } from '../../src/platform/http-client.ts';
import { startTlsServer } from '../../src/platform/tls-server.ts';
import type { Outbox } from '../mhs/outbox.ts';
import { receiver } from '../mhs/receiver.ts';
import type { ReceiverHandlers } from '../mhs/receiver-handlers.ts';
import { openSpineOutbox } from '../mhs/spine-outbox.ts';
import { openQueueDoor } from './behind/queue-door.ts';
import { openRestOutbox } from './behind/rest-outbox.ts';
import type { OutgoingRole } from './conduct.ts';
import type { PracticeRoom } from './practice-room.ts';

/** Where a practice takes what comes: a listener that only Spine gets into, or the queue of an MHS adaptor. */
export interface PracticeDoor {
  readonly host: string;
  /** 0 where nobody listens. */
  readonly port: number;
  reload(identity: Identity): void;
  /** Resolves when all that is under way has been handed over. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** An adaptor answers when the message is acknowledged or given up, which takes as long as the contract allows. */
const ADAPTOR_MS = 900_000;
/** Messages that an adaptor tries at the same time. */
const ADAPTOR_CONNECTIONS = 128;

/** The way by which messages leave: to Spine, or by an MHS adaptor. `client` is Spine's. */
export function openWayOut(room: PracticeRoom, client: HttpClient): Outbox<OutgoingRole> {
  const { behind, identity } = room;
  if (!behind) return openSpineOutbox(room, client);
  const timeouts = { timeoutMs: ADAPTOR_MS, connections: ADAPTOR_CONNECTIONS };
  const outbox = openRestOutbox(room, behind.rest, openHttpClient({ identity, ...timeouts }));
  return {
    ...outbox,
    async stop() {
      await Promise.all([outbox.stop(), client.close()]);
    },
  };
}

/** Opens the door. Throws PortInUseError and CannotListenError. */
export async function openDoor(
  room: PracticeRoom,
  identity: Identity,
  handlers: ReceiverHandlers,
): Promise<PracticeDoor> {
  const { behind, party, world } = room;
  const host = party.listen?.host ?? '127.0.0.1';
  if (behind) {
    const queue = openQueueDoor(room, behind, handlers);
    return { ...queue, host, port: 0, reload: () => undefined };
  }
  const inbound = receiver(room, handlers);
  const listener = await startTlsServer({
    service: `practice ${party.odsCode}`,
    host,
    port: party.listen?.port ?? 0,
    identity,
    clientCertificate: room.conduct.clientCertificate({ odsCode: party.odsCode }, () => 'require'),
    // Whoever has a certificate of ours is not yet Spine.
    expectedNames: () => [world.current().spine.fqdn],
    onRequest: inbound.onRequest,
    onRefusedHandshake: (refusal) => void recordHandshake(room, room.service, refusal),
  });
  return {
    host: listener.host,
    port: listener.port,
    reload: listener.reload,
    idle: inbound.idle,
    close: () => listener.close(),
  };
}
