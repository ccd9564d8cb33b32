import { createHash } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processCertificates } from '../../features/support/process-certificates.ts';
import { patientPlacement } from '../../simulator/patient-placement.ts';
import type { Conduct } from '../../simulator/practice/conduct.ts';
import type {
  HookInput,
  HookName,
  SeededDocument,
} from '../../simulator/practice/hooks/hook-schemas.ts';
import type { TransferStatus } from '../../simulator/practice/transfer-status.ts';
import {
  type PracticeProcess,
  type PracticeProcessOptions,
  startPracticeProcess,
} from '../../simulator/practice-process.ts';
import { parsePracticeConfig } from '../../simulator/practice-process-config.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { FREE_SERVICE_PORTS } from '../../simulator/world/any-ports.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { waitForEntry } from '../../src/journal/wait-for.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { silentLogger } from '../../src/platform/logger.ts';

export const SYSTEM = 'Z99003';
export const OTHER = 'Z99002';
export const SYSTEM_KEY = 'Z99003-900003';
export const OTHER_KEY = 'Z99002-900002';

/** A simulator with a practice of its own, and the bundled practice as a system that knows Spine alone. */
export interface ProcessStage extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly system: PracticeProcess;
  hook<Name extends HookName>(name: Name, input: HookInput<Name>): Promise<unknown>;
  status(nhsNumber: string, conversationId?: string): Promise<TransferStatus>;
  /** Makes PDS have a patient with a practice. */
  place(nhsNumber: string, odsCode: string): void;
  /** A file whose byte i is i mod 251, as a seeded document. */
  document(
    fileName: string,
    bytes: number,
    more?: Partial<SeededDocument>,
  ): Promise<SeededDocument>;
  /** The next entry of Spine's journal that matches, or one that is there already. */
  entry(what: string, matches: (entry: Entry) => boolean, timeoutMs?: number): Promise<Entry>;
  /** A message of an interaction that a party sent, once Spine has it: the nth. */
  sent(partyKey: string, interaction: string, nth?: number, timeoutMs?: number): Promise<Entry>;
  /** Resolves when Spine has handed a message over and the system has done with it. */
  delivered(messageId: string): Promise<void>;
}

export async function openProcessStage({
  conduct,
  seat = {},
  organisations = {},
  start = startPracticeProcess,
}: {
  readonly conduct?: Partial<Conduct>;
  /** Of the system. */
  readonly seat?: object;
  readonly organisations?: WorldPatch;
  /** Starts the system in another way than in this process. */
  readonly start?: (options: PracticeProcessOptions) => Promise<PracticeProcess>;
} = {}): Promise<ProcessStage> {
  const { directory } = await processCertificates();
  const files = await mkdtemp(join(tmpdir(), 'spinebox-files-'));
  const overrides = {
    ...FREE_SERVICE_PORTS,
    organisations: { riverside: null, hillside: { port: 0 }, ...organisations },
    log: { level: 'silent' },
  };
  const simulator = await startSimulator({
    world: await loadWorld({ overrides }),
    certificateDirectory: directory,
    keyType: 'p-256',
    logger: silentLogger,
    control: false,
    durable: false,
  });
  const config = parsePracticeConfig('the test', {
    spine: {
      url: simulator.spine.url,
      ldap: `ldaps://${simulator.ldap.host}:${simulator.ldap.tlsPort}`,
      gateway: simulator.gateway.url,
    },
    certificates: directory,
    practices: [
      {
        ods: SYSTEM,
        partyKey: SYSTEM_KEY,
        asid: '999000000003',
        fqdn: 'sut.spinebox.test',
        ...seat,
      },
    ],
  });
  const system = await start({
    config,
    ...(conduct && { conducts: [conduct] }),
    keyType: 'p-256',
    durable: false,
  });
  const [practice] = system.practices;
  if (!practice) throw new Error('no practice has started');
  await simulator.settings.patch({ organisations: { sut: { endpoint: practice.endpoint } } });
  const { journal } = simulator;
  const { register } = simulator.services;
  const placement = patientPlacement(register, systemClock(), () => true);

  const hook: ProcessStage['hook'] = async (name, input) => {
    const response = await fetch(`${practice.hooks}/${name}`, {
      method: 'POST',
      body: JSON.stringify(input),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${name}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
  const entry: ProcessStage['entry'] = (what, matches, timeoutMs = 10_000) =>
    waitForEntry(journal, { what, matches }, { timeoutMs });

  return {
    simulator,
    system,
    hook,
    status: async (nhsNumber, conversationId) =>
      (await hook('transferStatus', {
        nhsNumber,
        ...(conversationId && { conversationId }),
      })) as TransferStatus,
    place: (nhsNumber, odsCode) => void placement.ensureAt(nhsNumber, odsCode),
    async document(fileName, bytes, more = {}) {
      const path = join(files, `${fileName.replaceAll(/[^\w.]/g, '')}-${bytes}`);
      const sha256 = await writePattern(path, bytes);
      const facts = { contentType: 'image/tiff', kind: 'scan', absent: false } as const;
      return { fileName, bytes, path, sha256, ...facts, ...more };
    },
    entry,
    sent(partyKey, interaction, nth = 1, timeoutMs = 10_000) {
      const seen = new Set<string>();
      return entry(
        `message ${nth} of ${interaction} from ${partyKey}`,
        ({ kind, service, fromParty, interaction: action, messageId = '' }) => {
          const isOne = kind === 'received' && service === 'spine' && fromParty === partyKey;
          if (!isOne || action !== interaction) return false;
          seen.add(messageId);
          return seen.size >= nth;
        },
        timeoutMs,
      );
    },
    async delivered(messageId) {
      await entry(
        `the delivery of ${messageId}`,
        (each) =>
          each.kind === 'delivery' && each.service === 'spine' && each.messageId === messageId,
      );
      await (await practice.current()).settled();
    },
    async [Symbol.asyncDispose]() {
      await system.close();
      await simulator.stop();
      await rm(files, { recursive: true, force: true });
    },
  };
}

/** Writes the pattern of gp2gp 7.5 and gives its digest. */
async function writePattern(path: string, length: number): Promise<string> {
  const period = Buffer.alloc(251 * 1_024, (() => Uint8Array.from({ length: 251 }, (_, i) => i))());
  const hash = createHash('sha256');
  const file = await open(path, 'w');
  try {
    for (let at = 0; at < length; at += period.length) {
      const piece = period.subarray(0, Math.min(period.length, length - at));
      hash.update(piece);
      await file.write(piece);
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}
