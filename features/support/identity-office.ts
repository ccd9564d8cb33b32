import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway } from '../../simulator/gateway/start-gateway.ts';
import { type Identity, openIdentity } from '../../simulator/identity/open-identity.ts';
import { openSigningKeys } from '../../simulator/identity/signing-keys.ts';
import { DEFAULT_IDENTITY } from '../../simulator/world/default-identity.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { mergePatch } from '../../simulator/world/merge-patch.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { type WorldSettings, worldSettings } from '../../simulator/world/world-settings.ts';
import { worldStore } from '../../simulator/world/world-store.ts';
import { faultBook } from '../../src/faults/fault-book.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { createKeyPair } from '../../src/pki/key-pair.ts';
import { type VirtualClock, virtualClock } from '../../src/platform/clock.ts';
import { systemIds } from '../../src/platform/ids.ts';
import { publicJwk } from '../../src/platform/jose.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { seededRandom } from '../../src/platform/random.ts';
import { processCertificates } from './process-certificates.ts';

/** The identity services behind their gateway, with the people of the default world. */
export interface IdentityOffice extends AsyncDisposable {
  readonly identity: Identity;
  readonly settings: WorldSettings;
  readonly clock: VirtualClock;
  readonly url: string;
}

// RSA keys take their time: one of each sort for all scenarios of a process.
let keys: Promise<Awaited<ReturnType<typeof makeKeys>>> | undefined;

async function makeKeys() {
  const [signing, application] = await Promise.all([openSigningKeys(), createKeyPair('rsa-2048')]);
  return { signing, application };
}

export function officeKeys() {
  keys ??= makeKeys();
  return keys;
}

export async function openIdentityOffice(): Promise<IdentityOffice> {
  const { signing, application } = await officeKeys();
  const { store: certificates } = await processCertificates();
  const key = { ...(await publicJwk(application.publicKey)), kid: 'key-1' };
  const people = mergePatch(DEFAULT_IDENTITY as WorldPatch, {
    clients: { sut: { publicKeys: [key] } },
  });
  const loaded = await loadWorld({ overrides: { identity: people } });
  const world = worldStore(loaded.world);
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-identity-'));
  const journal = await openJournal({ directory, sync: false });
  const clock = virtualClock();
  let url = '';
  const identity = await openIdentity({
    ...{ world, clock, keys: signing, ids: systemIds(), random: seededRandom(1) },
    faults: faultBook(() => world.current().faults),
    baseUrl: () => url,
  });
  const gateway = await startGateway({
    settings: { ...world.current().gateway, port: 0, plainPort: 0 },
    identity: await certificates.identity('api.spinebox.test'),
    mounts: identity.mounts,
    ...{ journal, clock, logger: silentLogger },
    onRefusedHandshake: () => {},
  });
  url = gateway.plainUrl ?? '';
  return {
    ...{ identity, clock, url },
    settings: worldSettings({ store: world, loaded }),
    async [Symbol.asyncDispose]() {
      await gateway.close();
      await journal.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
