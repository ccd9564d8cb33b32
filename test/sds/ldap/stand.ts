import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LdapService, startLdap } from '../../../simulator/sds/ldap/start-ldap.ts';
import { loadWorld } from '../../../simulator/world/load-world.ts';
import type { WorldPatch } from '../../../simulator/world/world-config.ts';
import { worldStore } from '../../../simulator/world/world-store.ts';
import type { DirectoryEntry } from '../../../src/directory/entry.ts';
import { openDirectory } from '../../../src/directory/open-directory.ts';
import { faultBook } from '../../../src/faults/fault-book.ts';
import type { Entry } from '../../../src/journal/entry.ts';
import type { Journal } from '../../../src/journal/journal.ts';
import { openJournal } from '../../../src/journal/open-journal.ts';
import type { Identity } from '../../../src/pki/identity.ts';
import { type VirtualClock, virtualClock } from '../../../src/platform/clock.ts';
import { seededIds } from '../../../src/platform/ids.ts';
import { seededRandom } from '../../../src/platform/random.ts';
import type { HandshakeRefusal } from '../../../src/platform/tls-gate.ts';
import { type TemporaryStore, temporaryStore } from '../../pki/temporary-store.ts';
import { SEED } from './seed.ts';

/** The LDAP face over a real journal and real sockets, on a clock that stands still. */
export interface LdapStand extends AsyncDisposable {
  readonly service: LdapService;
  readonly port: number;
  readonly tlsPort: number;
  readonly journal: Journal;
  readonly clock: VirtualClock;
  readonly certificates: TemporaryStore['store'];
  /** Of a supplier's system. */
  readonly supplier: Identity;
  /** Where certificates lie, for commands that take files. */
  readonly folder: string;
  readonly refusals: readonly HandshakeRefusal[];
  /** Other settings of `sds` and other faults count from now on. */
  configure(patch: WorldPatch): Promise<void>;
  /** Another directory counts from now on. */
  put(entries: readonly DirectoryEntry[]): void;
  /** What is on record so far. */
  entries(): Promise<readonly Entry[]>;
  /** Waits for an entry that is put on record from now on. */
  recorded(): Promise<Entry>;
}

export interface StandOptions {
  readonly ldap?: WorldPatch;
  readonly sds?: WorldPatch;
  readonly faults?: WorldPatch;
  readonly entries?: readonly DirectoryEntry[];
  readonly onLogged?: (facts: Readonly<Record<string, unknown>>, text: string) => void;
}

export async function ldapStand(options: StandOptions = {}): Promise<LdapStand> {
  const made = await temporaryStore();
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-ldap-'));
  const journal = await openJournal({ directory, sync: false });
  const load = async ({ ldap = {}, sds = {}, faults = {} }: StandOptions) => {
    const where = { port: 0, tlsPort: 0, ...ldap };
    return (await loadWorld({ overrides: { sds: { ...sds, ldap: where }, faults } })).world;
  };
  const world = worldStore(await load(options));
  let current = openDirectory(options.entries ?? SEED);
  const clock = virtualClock();
  const refusals: HandshakeRefusal[] = [];
  const { onLogged = () => undefined } = options;
  const service = await startLdap({
    world,
    directory: () => current,
    identity: await made.store.identity('ldap.spinebox.test'),
    journal,
    clock,
    ids: seededIds(seededRandom(1)),
    random: seededRandom(2),
    logger: { info: onLogged, warn: onLogged, error: onLogged, debug: onLogged },
    faults: faultBook(() => world.current().faults),
    onRefusedHandshake: (refusal) => void refusals.push(refusal),
  });
  return {
    service,
    port: service.port ?? 0,
    tlsPort: service.tlsPort ?? 0,
    journal,
    clock,
    certificates: made.store,
    supplier: await made.store.identity('supplier.test'),
    folder: made.directory,
    refusals,
    async configure(patch) {
      world.replace(await load({ ...options, ...patch }));
    },
    put(entries) {
      current = openDirectory(entries);
    },
    entries: () => journal.find({}),
    recorded: () =>
      new Promise((resolve) => {
        const stop = journal.subscribe((entry) => {
          stop();
          resolve(entry);
        });
      }),
    async [Symbol.asyncDispose]() {
      await service.close();
      await journal.close();
      await rm(directory, { recursive: true, force: true });
      await made[Symbol.asyncDispose]();
    },
  };
}

/** A rule of faults for this face. */
export function ldapFault(action: WorldPatch, when: WorldPatch = {}): WorldPatch {
  return { 'for-the-test': { faces: ['ldap'], when, actions: [action] } };
}
