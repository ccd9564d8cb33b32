import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Journal } from '../src/journal/journal.ts';
import { openJournal } from '../src/journal/open-journal.ts';
import { type CertificateStore, openCertificateStore } from '../src/pki/certificate-store.ts';
import { type Clock, systemClock } from '../src/platform/clock.ts';
import { type Ids, systemIds } from '../src/platform/ids.ts';
import { createLogger, type Logger } from '../src/platform/logger.ts';
import type { SimulatorOptions } from './simulator.ts';
import { type LoadedWorld, loadWorld } from './world/load-world.ts';
import { type WorldStore, worldStore } from './world/world-store.ts';

/** Takes things down in the order opposite to that in which they were put up. */
export interface CleanUp {
  add(task: () => Promise<unknown> | undefined): void;
  run(): Promise<void>;
}

/** What every service of a simulator stands on. */
export interface Ground {
  readonly loaded: LoadedWorld;
  readonly world: WorldStore;
  readonly journal: Journal;
  readonly certificates: CertificateStore;
  readonly certificateDirectory: string;
  /** Where the journal lies and stays; `undefined` when it goes with the simulator. */
  readonly keptIn: string | undefined;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
}

export function cleanUpList(): CleanUp {
  const tasks: (() => Promise<unknown> | undefined)[] = [];
  return {
    add: (task) => void tasks.push(task),
    async run() {
      for (const task of tasks.splice(0).reverse()) await task();
    },
  };
}

/** Opens world, certificates and journal. What it opened goes down with `cleanUp`, also when it fails midway. */
export async function openGround(options: SimulatorOptions, cleanUp: CleanUp): Promise<Ground> {
  const loaded = options.world ?? (await loadWorld());
  const { config } = loaded;
  const logger = options.logger ?? createLogger(config.log.level);
  const keptIn = options.dataDirectory ?? config.journal.directory;
  const directory = keptIn ?? (await temporary(cleanUp));
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
  const { maxBytes, whenFull } = config.journal;
  const sync = options.durable ?? true;
  const journal = await openJournal({ directory, maxBytes, whenFull, logger, sync });
  cleanUp.add(() => journal.close());
  const { clock = systemClock(), ids = systemIds() } = options;
  const world = worldStore(loaded.world);
  return { loaded, world, journal, certificates, certificateDirectory, keptIn, clock, ids, logger };
}

async function temporary(cleanUp: CleanUp): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-'));
  cleanUp.add(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
