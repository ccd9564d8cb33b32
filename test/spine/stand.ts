import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionJudge } from '../../simulator/doors/session-judge.ts';
import type { SpineApplications } from '../../simulator/doors/spine-application.ts';
import { type Spine, startSpine } from '../../simulator/spine/spine.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { mergePatch } from '../../simulator/world/merge-patch.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { type WorldStore, worldStore } from '../../simulator/world/world-store.ts';
import type { Entry } from '../../src/journal/entry.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { waitForEntry } from '../../src/journal/wait-for.ts';
import { type CertificateStore, openCertificateStore } from '../../src/pki/certificate-store.ts';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import {
  type HttpAnswer,
  type HttpClient,
  openHttpClient,
} from '../../src/platform/http-client.ts';
import { readBody, writeReply } from '../../src/platform/http-message.ts';
import { systemIds } from '../../src/platform/ids.ts';
import { type Logger, silentLogger } from '../../src/platform/logger.ts';
import { startTlsServer } from '../../src/platform/tls-server.ts';
import type { Posting } from './messages.ts';
import { type RawConnection, rawConnection } from './raw-connection.ts';

export interface Delivered {
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Answers a delivery; the body has been read. */
export type Reaction = (
  delivered: Delivered,
  response: ServerResponse,
  count: number,
) => void | Promise<void>;

/** A party's endpoint, played by the test. */
export interface Endpoint extends AsyncDisposable {
  readonly url: string;
  readonly delivered: readonly Delivered[];
  react: Reaction;
  /** Resolves when so many have come. */
  count(wanted: number): Promise<readonly Delivered[]>;
}

export interface StandOptions {
  readonly world?: WorldPatch;
  readonly clock?: Clock;
  readonly journalBytes?: number;
  /** Silent unless given. */
  readonly logger?: Logger;
  /** What answers the rules that leave it to an application. */
  readonly applications?: (world: WorldStore) => SpineApplications;
  /** Who is at work; nobody is asked without it. */
  readonly sessions?: SessionJudge;
  /** `false` leaves open work alone until the test resumes it. */
  readonly resume?: boolean;
}

/** Spine on real sockets between two practices that the test plays. */
export interface Stand extends AsyncDisposable {
  readonly directory: string;
  readonly journal: Journal;
  readonly spine: Spine;
  readonly world: WorldStore;
  readonly riverside: Endpoint;
  readonly hillside: Endpoint;
  /** Posts as Riverside, unless told who. */
  send(posting: Posting, fqdn?: string): Promise<HttpAnswer>;
  raw(fqdn?: string): Promise<RawConnection>;
  entry(what: string, matches: (entry: Entry) => boolean): Promise<Entry>;
  stop(): Promise<void>;
  start(): Promise<void>;
}

export const RIVERSIDE_FQDN = 'riverside.spinebox.test';
export const HILLSIDE_FQDN = 'hillside.spinebox.test';

let shared: Promise<{ store: CertificateStore; directory: string }> | undefined;

/** One set of certificates for all tests of a process. */
export function certificates() {
  shared ??= (async () => {
    const directory = await mkdtemp(join(tmpdir(), 'spinebox-certs-'));
    const store = await openCertificateStore({ directory, clock: systemClock(), keyType: 'p-256' });
    return { store, directory };
  })();
  return shared;
}

export async function removeCertificates(): Promise<void> {
  if (shared) await rm((await shared).directory, { recursive: true, force: true });
}

export async function openEndpoint(fqdn: string): Promise<Endpoint> {
  const { store } = await certificates();
  const delivered: Delivered[] = [];
  const waiting = new Set<() => void>();
  const listener = await startTlsServer({
    service: fqdn,
    host: '127.0.0.1',
    port: 0,
    identity: await store.identity(fqdn),
    clientCertificate: 'require',
    closeGraceMs: 0,
    onRefusedHandshake: () => {},
    async onRequest(request, response) {
      const read = await readBody(request, 10_000_000);
      if (!read.ok) return;
      const one = { headers: request.headers, body: read.body };
      delivered.push(one);
      for (const tell of waiting) tell();
      await endpoint.react(one, response, delivered.length);
    },
  });
  const endpoint: Endpoint = {
    url: `https://localhost:${listener.port}/`,
    delivered,
    react: (_, response) => reply(response, 202),
    async count(wanted) {
      while (delivered.length < wanted) {
        await new Promise<void>((resolve) => waiting.add(resolve));
      }
      return delivered;
    },
    [Symbol.asyncDispose]: () => listener.close(),
  };
  return endpoint;
}

export async function reply(response: ServerResponse, status: number, body = ''): Promise<void> {
  const headers = body ? ([['Content-Type', 'text/xml']] as const) : [];
  await writeReply(response, { status, headers, body: Buffer.from(body) });
}

export async function openStand(options: StandOptions = {}): Promise<Stand> {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-stand-'));
  const { store } = await certificates();
  const riverside = await openEndpoint(RIVERSIDE_FQDN);
  const hillside = await openEndpoint(HILLSIDE_FQDN);
  const places: WorldPatch = {
    spine: { port: 0 },
    organisations: {
      riverside: { played: 'external', endpoint: riverside.url },
      hillside: { played: 'external', endpoint: hillside.url },
    },
  };
  const loaded = await loadWorld({
    overrides: mergePatch(places, options.world ?? {}) as WorldPatch,
  });
  const world = worldStore(loaded.world);
  const applications = options.applications?.(world) ?? {};
  const clients = new Map<string, HttpClient>();
  const open = async () => {
    const { journalBytes } = options;
    const journal = await openJournal({
      directory: join(directory, 'journal'),
      sync: false,
      ...(journalBytes === undefined ? {} : { maxBytes: journalBytes }),
    });
    const spine = await startSpine({
      world,
      journal,
      identity: await store.identity(loaded.world.spine.fqdn),
      clock: options.clock ?? systemClock(),
      ids: systemIds(),
      logger: options.logger ?? silentLogger,
      applications,
      ...(options.sessions ? { sessions: options.sessions } : {}),
    });
    if (options.resume !== false) await spine.resume();
    return { journal, spine };
  };
  let running: { journal: Journal; spine: Spine } | undefined = await open();
  const now = () => {
    if (!running) throw new Error('the stand is stopped');
    return running;
  };
  const stop = async () => {
    await running?.spine.stop();
    await running?.journal.close();
    running = undefined;
  };
  return {
    directory,
    world,
    riverside,
    hillside,
    get journal() {
      return now().journal;
    },
    get spine() {
      return now().spine;
    },
    async send({ path, headers, body }, fqdn = RIVERSIDE_FQDN) {
      const client =
        clients.get(fqdn) ??
        openHttpClient({ identity: await store.identity(fqdn), connections: 100 });
      clients.set(fqdn, client);
      const answer = await client.post(`${now().spine.url}${path}`, { headers, body });
      if ('failed' in answer) throw new Error(`no answer: ${answer.message}`);
      return answer;
    },
    async raw(fqdn = RIVERSIDE_FQDN) {
      return rawConnection(now().spine.port, await store.identity(fqdn));
    },
    entry: (what, matches) => waitForEntry(now().journal, { what, matches }, { timeoutMs: 10_000 }),
    stop,
    async start() {
      running = await open();
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients.values()) await client.close();
      await stop();
      await riverside[Symbol.asyncDispose]();
      await hillside[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
