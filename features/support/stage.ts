import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionJudge } from '../../simulator/doors/session-judge.ts';
import type { SpineApplications } from '../../simulator/doors/spine-application.ts';
import { type Spine, startSpine } from '../../simulator/spine/spine.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { mergePatch } from '../../simulator/world/merge-patch.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { type WorldSettings, worldSettings } from '../../simulator/world/world-settings.ts';
import { type WorldStore, worldStore } from '../../simulator/world/world-store.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import type { CertificateStore } from '../../src/pki/certificate-store.ts';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import { type HttpOutcome, openHttpClient } from '../../src/platform/http-client.ts';
import { systemIds } from '../../src/platform/ids.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { CANNED_QUERY_RULE } from './canned-query.ts';
import { processCertificates } from './process-certificates.ts';
import { type Reaction, type Recipient, startRecipient } from './recipient.ts';

export type { Arrived, Reaction, Recipient, RecipientAnswer } from './recipient.ts';

/** Spine alone on real loopback sockets, with the certificates and the journal of one test. */
export interface Stage extends AsyncDisposable {
  readonly directory: string;
  readonly certificates: CertificateStore;
  readonly journal: Journal;
  readonly world: WorldStore;
  readonly settings: WorldSettings;
  readonly spine: Spine;
  /** One line for each refused handshake. */
  readonly refusedHandshakes: string[];
  /** Starts an endpoint that goes with the stage. */
  recipient(fqdn: string, react?: Reaction): Promise<Recipient>;
  /** Posts to Spine with the certificate of `fqdn`. */
  post(
    fqdn: string,
    path: string,
    headers: readonly (readonly [string, string])[],
    body: Uint8Array,
  ): Promise<HttpOutcome>;
  /** Stops Spine and the journal and starts them again over the same data. */
  restart(): Promise<void>;
}

export interface StageOptions {
  /** Laid over the default world. */
  readonly world?: WorldPatch;
  readonly clock?: Clock;
  /** What answers the rules that leave it to an application. */
  readonly applications?: (world: WorldStore) => SpineApplications;
  /** Who is at work, for `identity.enforce`. */
  readonly sessions?: SessionJudge;
  /** Whether the journal waits for the disk; tests need that only where they break off a process. */
  readonly sync?: boolean;
}

/** Opens a stage over a folder and ports of its own. Disposing of it leaves nothing behind. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const clock = options.clock ?? systemClock();
  const { store: certificates } = await processCertificates();
  const places: WorldPatch = mergePatch(CANNED_QUERY_RULE, { spine: { port: 0 } }) as WorldPatch;
  const overrides = mergePatch(places, options.world ?? {}) as WorldPatch;
  const loaded = await loadWorld({ overrides });
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-test-'));
  const world = worldStore(loaded.world);
  const settings = worldSettings({ store: world, loaded });
  const applications = options.applications?.(world) ?? {};
  const refusedHandshakes: string[] = [];
  const open = async () => {
    const journal = await openJournal({
      directory: join(directory, 'journal'),
      sync: options.sync ?? false,
    });
    const spine = await startSpine({
      world,
      journal,
      identity: await certificates.identity(loaded.world.spine.fqdn),
      clock,
      ids: systemIds(),
      logger: silentLogger,
      applications,
      ...(options.sessions ? { sessions: options.sessions } : {}),
      onRefusedHandshake: ({ message }) => void refusedHandshakes.push(message),
    });
    await spine.resume();
    return { journal, spine };
  };
  const close = async ({ journal, spine }: Awaited<ReturnType<typeof open>>) => {
    await spine.stop();
    await journal.close();
  };
  let running = await open();
  const recipients: Recipient[] = [];

  return {
    directory,
    certificates,
    world,
    settings,
    refusedHandshakes,
    get journal() {
      return running.journal;
    },
    get spine() {
      return running.spine;
    },
    async recipient(fqdn, react) {
      const recipient = await startRecipient(certificates, fqdn, react);
      recipients.push(recipient);
      return recipient;
    },
    async post(fqdn, path, headers, body) {
      const client = openHttpClient({ identity: await certificates.identity(fqdn) });
      try {
        return await client.post(`${running.spine.url}${path}`, { headers, body });
      } finally {
        await client.close();
      }
    },
    async restart() {
      await close(running);
      running = await open();
    },
    async [Symbol.asyncDispose]() {
      await close(running);
      for (const recipient of recipients) await recipient[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
