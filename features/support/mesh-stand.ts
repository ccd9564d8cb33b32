import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Mesh, startMesh } from '../../simulator/mesh/start-mesh.ts';
import { FREE_SERVICE_PORTS } from '../../simulator/world/any-ports.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { mergePatch } from '../../simulator/world/merge-patch.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { type WorldStore, worldStore } from '../../simulator/world/world-store.ts';
import { faultBook } from '../../src/faults/fault-book.ts';
import type { Entry } from '../../src/journal/entry.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { type Clock, systemClock, virtualClock } from '../../src/platform/clock.ts';
import { systemIds } from '../../src/platform/ids.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { seededRandom } from '../../src/platform/random.ts';
import { type MeshClient, meshClient } from './mesh-client.ts';
import { processCertificates } from './process-certificates.ts';

export { virtualClock };

/** MESH alone over a journal of its own, with the mailboxes of the default world. */
export interface MeshStand extends AsyncDisposable {
  readonly mesh: Mesh;
  readonly journal: Journal;
  readonly world: WorldStore;
  readonly clock: Clock;
  client(mailbox: string, shown?: { readonly certificate: boolean }): MeshClient;
  entries(): Promise<readonly Entry[]>;
  /** Stops MESH and its journal and starts both again over the same files. */
  restart(): Promise<void>;
}

export async function meshStand(
  patch: WorldPatch = {},
  options: { readonly clock?: Clock; readonly maxBytes?: number } = {},
): Promise<MeshStand> {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-mesh-'));
  const loaded = await loadWorld({
    overrides: mergePatch(FREE_SERVICE_PORTS, patch) as WorldPatch,
  });
  const world = worldStore(loaded.world);
  const { clock = systemClock(), maxBytes } = options;
  const { store } = await processCertificates();
  const identity = await store.identity('mesh.spinebox.test');
  const caller = await store.identity('server1.x26.api.mesh-client.nhs.uk');
  const faults = faultBook(() => world.current().faults);
  const parts = { clock, world, faults, ids: systemIds(), random: seededRandom(1) };
  const open = async () => {
    const full = { whenFull: 'rotate', segmentBytes: 16_384 } as const;
    const more = maxBytes === undefined ? {} : { maxBytes, ...full };
    const journal = await openJournal({ directory, sync: false, ...more });
    const mesh = await startMesh({
      ...{ ...parts, journal, identity, logger: silentLogger },
      onRefusedHandshake: () => undefined,
    });
    return { journal, mesh };
  };
  let running = await open();
  const close = async () => {
    await running.mesh.close();
    await running.journal.close();
  };
  return {
    ...{ world, clock },
    get mesh() {
      return running.mesh;
    },
    get journal() {
      return running.journal;
    },
    client: (mailbox, shown) =>
      meshClient({ mailbox, clock, identity: caller, url: () => running.mesh.url, ...shown }),
    entries: () => running.journal.find({ service: 'mesh' }),
    async restart() {
      await close();
      running = await open();
    },
    async [Symbol.asyncDispose]() {
      await close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
