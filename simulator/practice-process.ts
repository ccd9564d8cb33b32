import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CertificateStore, openCertificateStore } from '../src/pki/certificate-store.ts';
import { type Clock, systemClock } from '../src/platform/clock.ts';
import { type Logger, silentLogger } from '../src/platform/logger.ts';
import { type CleanUp, cleanUpList } from './ground.ts';
import type { Conduct } from './practice/conduct.ts';
import type { Practice } from './practice/practice-room.ts';
import type { PracticeProcessConfig } from './practice-process-config.ts';
import { openPracticeSeat } from './practice-seat.ts';

export interface PracticeProcessOptions {
  readonly config: PracticeProcessConfig;
  /** What a practice does otherwise than it should, by its place in the list. */
  readonly conducts?: readonly (Partial<Conduct> | undefined)[];
  readonly keyType?: 'rsa-2048' | 'p-256';
  /** The machine's unless given; each practice has one that goes with it. */
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** `false` lets the system decide when bytes reach the disk. */
  readonly durable?: boolean;
}

/** A practice of such a process. */
export interface SeatedPractice {
  readonly odsCode: string;
  readonly partyKey: string;
  readonly asid: string;
  readonly fqdn: string;
  /** Where Spine delivers; empty when it stands behind an adaptor. */
  readonly endpoint: string;
  /** The adaptor that it sends by, where it stands behind one. */
  readonly adaptor?: string;
  /** A hook's name follows after a slash. */
  readonly hooks: string;
  /** The practice of the moment: another one after a restart. */
  current(): Promise<Practice>;
}

/** Practices that know nobody but Spine: everything else they ask of the directory. */
export interface PracticeProcess extends AsyncDisposable {
  readonly practices: readonly SeatedPractice[];
  close(): Promise<void>;
}

/** Starts practices as systems of their own. Throws a SimulatorError that says what to do. */
export async function startPracticeProcess(
  options: PracticeProcessOptions,
): Promise<PracticeProcess> {
  const { config, clock = systemClock(), logger = silentLogger, durable = true } = options;
  const cleanUp = cleanUpList();
  try {
    const certificates = await certificatesOf(options);
    const data = config.data ?? (await temporary(cleanUp));
    const practices: SeatedPractice[] = [];
    for (const [index, seat] of config.practices.entries()) {
      const conduct = options.conducts?.[index];
      const opened = await openPracticeSeat({
        ...{ config, seat, certificates, clock, logger, durable },
        dataDirectory: join(data, `${index + 1}-${seat.ods}`),
        ...(conduct && { conduct }),
      });
      cleanUp.add(() => opened.close());
      practices.push(opened);
    }
    return { practices, close: cleanUp.run, [Symbol.asyncDispose]: cleanUp.run };
  } catch (error) {
    await cleanUp.run();
    throw error;
  }
}

function certificatesOf({ config, keyType }: PracticeProcessOptions): Promise<CertificateStore> {
  return openCertificateStore({
    directory: config.certificates,
    clock: systemClock(),
    ...(keyType && { keyType }),
  });
}

async function temporary(cleanUp: CleanUp): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-practice-'));
  cleanUp.add(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
