import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Spine, startSpine } from '../../simulator/spine/spine.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { type WorldStore, worldStore } from '../../simulator/world/world-store.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { type CertificateStore, openCertificateStore } from '../../src/pki/certificate-store.ts';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import { type HttpOutcome, openHttpClient } from '../../src/platform/http-client.ts';
import { readBody, writeReply } from '../../src/platform/http-message.ts';
import { systemIds } from '../../src/platform/ids.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { startTlsServer } from '../../src/platform/tls-server.ts';

/** What a recipient got. */
export interface Arrived {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** What a recipient answers. `undefined` breaks the connection. */
export type Reaction = (
  arrived: Arrived,
  count: number,
) => Promise<RecipientAnswer | undefined> | RecipientAnswer | undefined;

export interface RecipientAnswer {
  readonly status: number;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: Buffer;
}

/** A party's own endpoint under a test's control. */
export interface Recipient extends AsyncDisposable {
  readonly url: string;
  readonly arrived: readonly Arrived[];
  /** Resolves when so many messages have come. */
  count(wanted: number): Promise<readonly Arrived[]>;
  react: Reaction;
}

/** Spine alone on real loopback sockets, with the certificates and the journal of one test. */
export interface Stage extends AsyncDisposable {
  readonly directory: string;
  readonly certificates: CertificateStore;
  readonly journal: Journal;
  readonly world: WorldStore;
  readonly spine: Spine;
  readonly refusedHandshakes: string[];
  recipient(fqdn: string, react?: Reaction): Promise<Recipient>;
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
  readonly world?: WorldPatch;
  readonly clock?: Clock;
  readonly sync?: boolean;
}

let sharedCertificates: Promise<{ store: CertificateStore; directory: string }> | undefined;

/** One set of P-256 certificates for all tests of a process; removed when the process ends. */
function certificatesOfProcess() {
  sharedCertificates ??= (async () => {
    const directory = await mkdtemp(join(tmpdir(), 'spinebox-certs-'));
    const store = await openCertificateStore({ directory, clock: systemClock(), keyType: 'p-256' });
    return { store, directory };
  })();
  return sharedCertificates;
}

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const clock = options.clock ?? systemClock();
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-test-'));
  const { store: certificates } = await certificatesOfProcess();
  const loaded = await loadWorld({
    overrides: { spine: { port: 0 }, ...options.world } as WorldPatch,
  });
  const world = worldStore(loaded.world);
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
      onRefusedHandshake: ({ message }) => void refusedHandshakes.push(message),
    });
    await spine.resume();
    return { journal, spine };
  };
  let running = await open();
  const closers: (() => Promise<void>)[] = [];

  return {
    directory,
    certificates,
    world,
    refusedHandshakes,
    get journal() {
      return running.journal;
    },
    get spine() {
      return running.spine;
    },
    async recipient(fqdn, react = () => ({ status: 202 })) {
      const recipient = await startRecipient(certificates, fqdn, react);
      closers.push(async () => recipient[Symbol.asyncDispose]());
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
      await running.spine.stop();
      await running.journal.close();
      running = await open();
    },
    async [Symbol.asyncDispose]() {
      await running.spine.stop();
      await running.journal.close();
      for (const close of closers) await close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function startRecipient(
  certificates: CertificateStore,
  fqdn: string,
  react: Reaction,
): Promise<Recipient> {
  const arrived: Arrived[] = [];
  const waiting: { readonly wanted: number; readonly tell: () => void }[] = [];
  const listener = await startTlsServer({
    service: fqdn,
    host: '127.0.0.1',
    port: 0,
    identity: await certificates.identity(fqdn),
    clientCertificate: 'require',
    onRefusedHandshake: () => {},
    async onRequest(request, response) {
      const read = await readBody(request, 10_000_000);
      if (!read.ok) return;
      const one = { path: request.url ?? '', headers: request.headers, body: read.body };
      arrived.push(one);
      const answer = await recipient.react(one, arrived.length);
      for (const { wanted, tell } of [...waiting]) if (arrived.length >= wanted) tell();
      if (answer) await writeReply(response, { headers: [], ...answer });
      else response.destroy();
    },
  });
  const recipient: Recipient = {
    url: `https://localhost:${listener.port}/`,
    arrived,
    react,
    async count(wanted) {
      if (arrived.length < wanted) {
        await new Promise<void>((tell) => waiting.push({ wanted, tell }));
      }
      return arrived;
    },
    [Symbol.asyncDispose]: () => listener.close(),
  };
  return recipient;
}
