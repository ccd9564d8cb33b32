import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Journal } from '../src/journal/journal.ts';
import { openJournal } from '../src/journal/open-journal.ts';
import type { CertificateStore } from '../src/pki/certificate-store.ts';
import { openCertificateStore } from '../src/pki/certificate-store.ts';
import { type Clock, systemClock } from '../src/platform/clock.ts';
import { type Ids, systemIds } from '../src/platform/ids.ts';
import { createLogger, type Logger } from '../src/platform/logger.ts';
import type { HandshakeRefusal } from '../src/platform/tls-server.ts';
import type { ControlParts } from './control/control-parts.ts';
import { type Control, startControl } from './control/start-control.ts';
import { explainMessage } from './explain-message.ts';
import type { Practice } from './practice/practice-room.ts';
import { type RecordShelf, recordShelf } from './practice/record-source.ts';
import { startPractice } from './practice/start-practice.ts';
import { type Spine, startSpine } from './spine/spine.ts';
import { transferBoard } from './transfers.ts';
import { PRODUCT_VERSION } from './version.ts';
import { type Judging, watchRevocations } from './watch-revocations.ts';
import { type LoadedWorld, loadWorld } from './world/load-world.ts';
import { type WorldSettings, worldSettings } from './world/world-settings.ts';
import { type WorldStore, worldStore } from './world/world-store.ts';

export interface SimulatorOptions {
  /** The default world unless given. */
  readonly world?: LoadedWorld;
  /** Where the journal lies; unless given or configured a temporary folder that goes with the simulator. */
  readonly dataDirectory?: string;
  /** Where certificates lie or are made; `certs/generated` below the working directory unless configured. */
  readonly certificateDirectory?: string;
  /** P-256 makes certificates fast, for tests. */
  readonly keyType?: 'rsa-2048' | 'p-256';
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly logger?: Logger;
  /** `false` leaves the control API out. */
  readonly control?: boolean;
  /** `false` leaves the bundled practices out: a test plays the parties itself. */
  readonly practices?: boolean;
  /** `false` lets the system decide when bytes reach the disk. */
  readonly durable?: boolean;
  readonly onRefusedHandshake?: (refusal: HandshakeRefusal) => void;
}

/** A running simulator: Spine, the bundled practices, the control API, over one world and one journal. */
export interface Simulator extends AsyncDisposable {
  readonly world: WorldStore;
  readonly settings: WorldSettings;
  readonly journal: Journal;
  readonly certificates: CertificateStore;
  readonly spine: Spine;
  readonly control: Control | undefined;
  /** Bundled practices by ODS code. */
  readonly practices: ReadonlyMap<string, Practice>;
  /** What each bundled practice holds of its patients, by ODS code. */
  readonly shelves: ReadonlyMap<string, RecordShelf>;
  readonly parts: ControlParts;
  stop(): Promise<void>;
}

/** Starts everything and comes back when it takes traffic. Throws a SimulatorError that says what to do. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const loaded = options.world ?? (await loadWorld());
  const { config } = loaded;
  const { clock = systemClock(), ids = systemIds() } = options;
  const logger = options.logger ?? createLogger(config.log.level);
  const cleanUp: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const task of cleanUp.splice(0).reverse()) await task();
  };
  try {
    const directory =
      options.dataDirectory ?? config.journal.directory ?? (await temporary(cleanUp));
    const certificateDirectory =
      options.certificateDirectory ??
      config.certificates.directory ??
      join(process.cwd(), 'certs', 'generated');
    const certificates = await openCertificateStore({
      directory: certificateDirectory,
      // TLS goes by the machine's clock, whatever the others go by.
      clock: systemClock(),
      ...(options.keyType ? { keyType: options.keyType } : {}),
    });
    const store = worldStore(loaded.world);
    const { maxBytes, whenFull } = config.journal;
    const journal = await openJournal({
      directory,
      maxBytes,
      whenFull,
      logger,
      sync: options.durable ?? true,
    });
    cleanUp.push(() => journal.close());

    const spine = await startSpine({
      world: store,
      journal,
      identity: await certificates.identity(loaded.world.spine.fqdn),
      clock,
      ids,
      logger,
      ...(options.onRefusedHandshake ? { onRefusedHandshake: options.onRefusedHandshake } : {}),
    });
    cleanUp.push(() => spine.stop());

    const practices = new Map<string, Practice>();
    const shelves = new Map<string, RecordShelf>();
    const ports: Record<string, number> = {};
    const judging: Judging[] = [];
    const bundled = Object.entries(config.organisations).filter(
      ([, { played }]) => played === 'bundled' && options.practices !== false,
    );
    for (const [name, { partyKey }] of bundled) {
      const party = loaded.world.party(partyKey);
      if (!party) throw new Error(`the world lost ${partyKey}`);
      const records = recordShelf();
      const practice = await startPractice({
        party,
        world: store,
        identity: await certificates.identity(party.fqdn),
        spineUrl: () => spine.url,
        journal,
        clock,
        ids,
        records,
        logger,
      });
      cleanUp.push(() => practice.close());
      practices.set(party.odsCode, practice);
      judging.push({ fqdn: party.fqdn, reload: practice.reload });
      shelves.set(party.odsCode, records);
      ports[name] = practice.port;
    }
    const plainPort = spine.plainUrl ? Number(new URL(spine.plainUrl).port) : undefined;
    const settings = worldSettings({
      store,
      loaded,
      ports: {
        spine: spine.port,
        organisations: ports,
        ...(plainPort === undefined ? {} : { spinePlain: plainPort }),
      },
      before: async ({ restartNeeded }) => {
        await journal.append({
          kind: 'note',
          at: clock.now().toISOString(),
          service: 'control',
          summary: 'the world was changed',
          facts: { restartNeeded: restartNeeded.join(', ') },
        });
      },
    });
    const unwatch = watchRevocations({
      directory: certificateDirectory,
      certificates,
      listeners: [{ fqdn: loaded.world.spine.fqdn, reload: spine.reload }, ...judging],
      journal,
      clock,
      logger,
    });
    cleanUp.push(async () => unwatch());
    // Only now does the world name the ports that are really listened on: open work may go out.
    await spine.resume();

    const board = transferBoard(practices, shelves);
    let ready = true;
    cleanUp.push(async () => {
      ready = false;
    });
    const parts: ControlParts = {
      world: store,
      settings,
      journal,
      readiness: () => ({
        ready,
        checks: [
          { name: 'spine', ready, detail: spine.url },
          ...[...practices].map(([ods, { host, port }]) => ({
            name: `practice ${ods}`,
            ready,
            detail: `https://${host}:${port}/`,
          })),
        ],
      }),
      ...board,
      explain: (messageId) => explainMessage(journal, messageId),
      async reset() {
        spine.reset();
        for (const practice of practices.values()) practice.reset();
        await settings.restore();
        await journal.clear();
      },
    };
    const control =
      options.control === false
        ? undefined
        : await startControl({
            ...controlAddress(config.control),
            version: PRODUCT_VERSION,
            parts,
            logger,
            clock,
          });
    if (control) cleanUp.push(() => control.close());
    return {
      world: store,
      settings,
      journal,
      certificates,
      spine,
      control,
      practices,
      shelves,
      parts,
      stop,
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function controlAddress({ host, port, token }: LoadedWorld['config']['control']) {
  return { host, port, ...(token ? { token } : {}) };
}

async function temporary(cleanUp: (() => Promise<unknown>)[]): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-'));
  cleanUp.push(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
