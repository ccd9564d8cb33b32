import type { IncomingMessage, ServerResponse } from 'node:http';
import { handshakeEntry } from '../../src/journal/handshake-entry.ts';
import type { Journal } from '../../src/journal/journal.ts';
import type { Identity } from '../../src/pki/identity.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { openHttpClient } from '../../src/platform/http-client.ts';
import { startHttpServer } from '../../src/platform/http-server.ts';
import type { Ids } from '../../src/platform/ids.ts';
import type { Listener } from '../../src/platform/listener.ts';
import type { Logger } from '../../src/platform/logger.ts';
import type { HandshakeRefusal } from '../../src/platform/tls-server.ts';
import { startTlsServer } from '../../src/platform/tls-server.ts';
import type { MessageDisturber } from '../doors/message-disturber.ts';
import type { SessionJudge } from '../doors/session-judge.ts';
import type { SpineApplications } from '../doors/spine-application.ts';
import type { World } from '../world/world.ts';
import type { WorldStore } from '../world/world-store.ts';
import type { Deliverer } from './delivery/deliverer.ts';
import { openDeliverer } from './delivery/deliverer.ts';
import { deliveryOf } from './delivery/forward.ts';
import { disturbers as openDisturbers } from './disturbers.ts';
import { handleRequest } from './handle-request.ts';
import { openSeen } from './seen.ts';
import type { SpineRoom } from './spine-room.ts';
import { openWork } from './work.ts';

export interface SpineOptions {
  readonly world: WorldStore;
  readonly journal: Journal;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  /** What answers the rules that leave it to an application; without one they answer a fault. */
  readonly applications?: SpineApplications;
  /** Whether users named in messages are at work; without it they are not checked. */
  readonly sessions?: SessionJudge;
  /** Told of every refused handshake, after it is on record. */
  readonly onRefusedHandshake?: (refusal: HandshakeRefusal) => void;
}

/** The running message service of Spine. */
export interface Spine {
  /** `https://localhost:PORT`, without a path. */
  readonly url: string;
  readonly port: number;
  /** Of the plain debugging port, where the world has one. */
  readonly plainUrl: string | undefined;
  /** Messages that wait to be delivered, for their turn or for a retry. */
  readonly pendingDeliveries: number;
  /**
   * Begins the work that the last run left open, and answers how much that was. Messages are taken before,
   * but nothing is sent on.
   */
  resume(): Promise<number>;
  /** Lets somebody make things go wrong from now on. Returns what ends it. */
  disturb(disturber: MessageDisturber): () => void;
  /** Shows another certificate, and judges by its trust and revocation lists, from the next connection on. */
  reload(identity: Identity): void;
  /** Forgets pending work and message ids. The caller empties the journal. */
  reset(): void;
  stop(): Promise<void>;
}

/** Durations shorter than this are not worth forgetting message ids for. */
const SHORTEST_MEMORY_MS = 60_000;

/** How long running attempts may go on when Spine stops. */
const STOP_GRACE_MS = 500;

/** Starts Spine's messaging: mutual TLS in, mutual TLS out, the journal between. */
export async function startSpine(options: SpineOptions): Promise<Spine> {
  const { world, journal, identity, clock, ids, logger, applications = {}, sessions } = options;
  const { policies, limits, spine } = world.current();
  const disturbers = openDisturbers();
  const seen = await openSeen(journal, () => longestPersistence(world.current()), clock);
  const client = openHttpClient({
    identity,
    connections: policies.deliveryConcurrency,
    timeoutMs: policies.deliveryTimeoutMs,
    answerLimit: 1_000_000,
  });
  let deliverer: Deliverer | undefined;
  const work = await openWork({ world, journal, clock, ids, logger, applications }, () => {
    if (!deliverer) throw new Error('work began before deliveries could be made');
    return deliverer;
  });
  deliverer = openDeliverer({
    journal,
    client,
    clock,
    logger,
    width: () => world.current().policies.deliveryConcurrency,
    disturbers,
    onGivenUp: (given) => work.tellSender(given),
    async reload(sequence) {
      const entry = await journal.get(sequence);
      return entry && deliveryOf(world.current(), entry);
    },
  });
  const parts = { world, journal, clock, ids, logger, applications, sessions };
  const room: SpineRoom = { ...parts, seen, disturbers, ...work };
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    handleRequest(room, request, response).catch((error: unknown) => {
      logger.error({ error: String(error) }, 'an exchange could not be answered');
      response.destroy();
    });
  };
  const { requestTimeoutMs } = limits;
  const listener = await startTlsServer({
    service: 'spine',
    ...spine.listen,
    identity,
    clientCertificate: 'require',
    requestTimeoutMs,
    onRequest,
    onRefusedHandshake: (refusal) => {
      recordHandshake(options, refusal).catch((error: unknown) =>
        logger.error({ error: String(error) }, 'a refused handshake could not be recorded'),
      );
    },
  });
  const plain: Listener | undefined = spine.plainListen
    ? await startHttpServer({
        service: 'spine (plain)',
        ...spine.plainListen,
        requestTimeoutMs,
        onRequest,
      })
    : undefined;
  return {
    url: `https://localhost:${listener.port}`,
    port: listener.port,
    plainUrl: plain && `http://localhost:${plain.port}`,
    get pendingDeliveries() {
      return deliverer.pending;
    },
    resume: work.resume,
    disturb: disturbers.add,
    reload: (fresh) => listener.reload(fresh),
    reset() {
      deliverer.clear();
      work.forget();
      seen.clear();
    },
    async stop() {
      await Promise.all([listener.close(), plain?.close()]);
      // Open in the journal as they are, they are given after the next start.
      work.forget();
      const stopping = deliverer.stop();
      // An attempt that is broken off here is made again at the next start: a moment spares most of them.
      await new Promise<void>((resolve) => {
        const grace = setTimeout(resolve, STOP_GRACE_MS);
        void stopping.then(() => {
          clearTimeout(grace);
          resolve();
        });
      });
      await client.close();
      await stopping;
    },
  };
}

/** How long message ids must be remembered: the longest persist duration of the world. */
function longestPersistence({ contracts }: World): number {
  return contracts.reduce(
    (longest, { reliability }) => Math.max(longest, reliability.persistDurationMs),
    SHORTEST_MEMORY_MS,
  );
}

async function recordHandshake(
  { journal, clock, logger, onRefusedHandshake }: SpineOptions,
  refusal: HandshakeRefusal,
): Promise<void> {
  const { cause, message, peer } = refusal;
  await journal.append(handshakeEntry('spine', clock.now(), refusal));
  logger.warn({ cause, peer: peer.address }, `handshake refused: ${message}`);
  onRefusedHandshake?.(refusal);
}
