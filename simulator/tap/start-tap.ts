import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Journal } from '../../src/journal/journal.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { type CertificateStore, openCertificateStore } from '../../src/pki/certificate-store.ts';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import { type Logger, silentLogger } from '../../src/platform/logger.ts';
import { Backlog } from './backlog.ts';
import { injector } from './injection-rules.ts';
import { type Leg, startLeg } from './start-leg.ts';
import type { TapConfig } from './tap-config.ts';
import { tapIdentity } from './tap-identities.ts';
import { trafficRecord } from './traffic-record.ts';
import { openTrafficThread } from './traffic-thread.ts';

export interface TapOptions {
  readonly config: TapConfig;
  readonly keyType?: 'rsa-2048' | 'p-256';
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** `false` lets the system decide when bytes reach the disk. */
  readonly durable?: boolean;
  /** Bytes that are not on record yet, from which on traffic waits. Default 64 MB. */
  readonly backlogBytes?: number;
  /** How long exchanges may take to finish when it is stopped. Default 10 s. */
  readonly graceMs?: number;
}

/** A tap between two real systems. */
export interface Tap extends AsyncDisposable {
  readonly legs: readonly Pick<Leg, 'name' | 'host' | 'port' | 'onward'>[];
  /** Closed with the tap. */
  readonly journal: Journal;
  /** Entries that could not be written. */
  readonly lost: number;
  /** Resolves when everything that passed so far is on record. */
  settled(): Promise<void>;
  /** Lets exchanges finish, and puts on record what passed. */
  close(): Promise<void>;
}

/** Starts a tap. Throws a SimulatorError that says what to do. */
export async function startTap(options: TapOptions): Promise<Tap> {
  const { config, clock = systemClock(), logger = silentLogger, durable = true } = options;
  const tasks: (() => Promise<unknown>)[] = [];
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= (async () => {
      for (const task of tasks.splice(0).reverse()) await task();
    })();
    return closed;
  };
  try {
    let store: Promise<CertificateStore> | undefined;
    const storeOf = () => {
      const { keyType } = options;
      store ??= openCertificateStore({
        directory: config.certificates,
        clock: systemClock(),
        ...(keyType && { keyType }),
      });
      return store;
    };
    const identities = await Promise.all(
      config.legs.map(async ({ name, show, as }) => ({
        show: await tapIdentity(name, show, storeOf),
        as: await tapIdentity(name, as, storeOf),
      })),
    );
    const directory = config.data ?? (await mkdtemp(join(tmpdir(), 'spinebox-tap-')));
    if (!config.data) tasks.push(() => rm(directory, { recursive: true, force: true }));
    const journal = await openJournal({ directory, logger, sync: durable });
    tasks.push(() => journal.close());
    const thread = openTrafficThread();
    tasks.push(() => thread.close());
    const backlog = new Backlog(options.backlogBytes ?? 64 * 1024 * 1024);
    const record = trafficRecord({ journal, thread, backlog, clock, logger });
    tasks.push(() => record.settled());
    const rules = injector(config.inject);
    const legs: Leg[] = [];
    tasks.push(() => Promise.all(legs.map((leg) => leg.close())));
    for (const [index, leg] of config.legs.entries())
      legs.push(
        await startLeg({
          config: leg,
          ...(identities[index] as (typeof identities)[number]),
          ...{ connectTimeoutMs: config.connectTimeoutMs, graceMs: options.graceMs ?? 10_000 },
          ...{ journal, record, backlog, clock, injector: rules },
        }),
      );
    return {
      legs,
      journal,
      get lost() {
        return record.lost;
      },
      settled: () => record.settled(),
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
