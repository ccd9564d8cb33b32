import type { FaultBook } from '../../src/faults/fault-book.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { recordHandshake } from '../../src/journal/record-handshake.ts';
import type { Identity } from '../../src/pki/identity.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { openHttpClient } from '../../src/platform/http-client.ts';
import { startHttpServer } from '../../src/platform/http-server.ts';
import type { Ids } from '../../src/platform/ids.ts';
import { localHost } from '../../src/platform/local-host.ts';
import type { Logger } from '../../src/platform/logger.ts';
import type { Random } from '../../src/platform/random.ts';
import { type HandshakeRefusal, startTlsServer } from '../../src/platform/tls-server.ts';
import type { TlsCredentials } from '../../src/platform/tls-settings.ts';
import type { AdaptorFacts, WorkDescription } from '../doors/adaptor-desk.ts';
import { receiver } from '../mhs/receiver.ts';
import { openSpineOutbox } from '../mhs/spine-outbox.ts';
import type { AdaptorSettings, Party } from '../world/world.ts';
import type { WorldStore } from '../world/world-store.ts';
import { adaptorConduct, lastWords } from './adaptor-conduct.ts';
import type { AdaptorRoom } from './adaptor-room.ts';
import { answerStore } from './answer-store.ts';
import { inbound } from './inbound.ts';
import { openInboundQueue } from './queue/open-inbound-queue.ts';
import { restFace } from './rest-face.ts';
import type { RouteFinder } from './route-finder.ts';
import { workBook, workOnRecord } from './work-book.ts';

export interface AdaptorOptions {
  /** In front of whose system it stands; it listens for Spine at `party.listen`. */
  readonly party: Party;
  /** As at the start: where it listens and which queue it has. */
  readonly config: AdaptorSettings;
  readonly world: WorldStore;
  readonly identity: Identity;
  /** Base address of Spine, without a closing slash. Asked at every send. */
  readonly spineUrl: () => string;
  readonly routes: RouteFinder;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly faults: FaultBook;
  readonly random: Random;
  readonly onRefusedHandshake?: (refusal: HandshakeRefusal) => void;
  /** Milliseconds for one exchange with Spine; 30,000 unless told. */
  readonly exchangeTimeoutMs?: number;
}

/** An MHS adaptor that is played: JSON on one side, ebXML on the other (mhs 7). */
export interface Adaptor extends AsyncDisposable {
  readonly odsCode: string;
  readonly fqdn: string;
  /** `http://127.0.0.1:8482`. */
  readonly url: string;
  readonly ports: { readonly rest: number; readonly queue?: number; readonly inbound: number };
  facts(): AdaptorFacts;
  /** Latest first. */
  work(): readonly WorkDescription[];
  reload(identity: TlsCredentials): void;
  /** Delivers what waited in the queue when the simulator stopped. */
  resume(): Promise<void>;
  /** Forgets what is under way; the caller empties the journal. */
  reset(): void;
  close(): Promise<void>;
}

/** Starts the adaptor of one party. Throws PortInUseError and CannotListenError. */
export async function startAdaptor(options: AdaptorOptions): Promise<Adaptor> {
  const { party, config, world, identity, journal, clock, ids, logger } = options;
  const service = `adaptor:${party.odsCode}`;
  const settings = () => world.current().party(party.partyKey)?.adaptor ?? config;
  const words = lastWords();
  const queue = await openInboundQueue({
    ...{ config: config.queue, service, journal, clock, ids, logger },
  });
  const room: AdaptorRoom = {
    ...options,
    ...{ service, settings, queue },
    conduct: adaptorConduct(settings, words),
    work: workBook(),
    // The answer to the system is on record before it goes out, and so is what it tells of.
    tellsBeforeRecorded: true,
  };
  await workOnRecord(room, room.work);
  const client = openHttpClient({
    identity,
    timeoutMs: options.exchangeTimeoutMs ?? 30_000,
  });
  const outbox = openSpineOutbox(room, client);
  const answers = answerStore(clock);
  const parts = { outbox, words, answers, client };
  const arrivals = receiver(room, inbound(room, parts));
  const face = restFace(room, parts);
  const closing: (() => Promise<unknown>)[] = [() => queue.close(), () => outbox.stop()];
  const close = once(async () => {
    answers.clear();
    for (const task of closing.reverse()) await task();
    await Promise.all([arrivals.idle(), face.idle()]);
  });
  try {
    const inside = await startTlsServer({
      service,
      host: party.listen?.host ?? '127.0.0.1',
      port: party.listen?.port ?? 0,
      identity,
      clientCertificate: 'require',
      // Whoever has a certificate of ours is not yet Spine.
      expectedNames: () => [world.current().spine.fqdn],
      onRequest: arrivals.onRequest,
      onRefusedHandshake: (refusal) =>
        void recordHandshake(room, service, refusal, options.onRefusedHandshake),
    });
    closing.push(() => inside.close());
    const rest = await startHttpServer({
      service: `${service} (REST)`,
      host: config.host,
      port: config.port,
      onRequest: face.onRequest,
    });
    closing.push(() => rest.close());
    const url = `http://${localHost(rest.host)}:${rest.port}`;
    const queuePort = queue.port;
    return {
      odsCode: party.odsCode,
      fqdn: party.fqdn,
      url,
      ports: {
        rest: rest.port,
        ...(queuePort !== undefined && { queue: queuePort }),
        inbound: inside.port,
      },
      facts: () => ({ odsCode: party.odsCode, rest: url, ...queue.facts() }),
      work: () => room.work.all(),
      reload: (fresh) => inside.reload(fresh),
      resume: () => queue.resume(),
      reset() {
        outbox.forget();
        answers.clear();
        room.work.clear();
        queue.reset();
      },
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function once(task: () => Promise<void>): () => Promise<void> {
  let run: Promise<void> | undefined;
  return () => {
    run ??= task();
    return run;
  };
}
