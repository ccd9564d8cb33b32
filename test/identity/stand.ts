import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiMount } from '../../simulator/gateway/api-message.ts';
import { startGateway } from '../../simulator/gateway/start-gateway.ts';
import { type Identity, openIdentity } from '../../simulator/identity/open-identity.ts';
import { openSigningKeys, type SigningKeys } from '../../simulator/identity/signing-keys.ts';
import { DEFAULT_IDENTITY } from '../../simulator/world/default-identity.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { mergePatch } from '../../simulator/world/merge-patch.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { type WorldSettings, worldSettings } from '../../simulator/world/world-settings.ts';
import { type WorldStore, worldStore } from '../../simulator/world/world-store.ts';
import { type FaultBook, faultBook } from '../../src/faults/fault-book.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import { createKeyPair, type KeyPair } from '../../src/pki/key-pair.ts';
import { systemClock, type VirtualClock, virtualClock } from '../../src/platform/clock.ts';
import { systemIds } from '../../src/platform/ids.ts';
import { publicJwk, signJwt } from '../../src/platform/jose.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { seededRandom } from '../../src/platform/random.ts';

/** An answer of the gateway with its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The members of a JSON body; empty when it is none. */
  readonly json: Readonly<Record<string, unknown>>;
  /** Parameters of the Location. */
  readonly sentTo: URLSearchParams;
}

export type Fields = Readonly<Record<string, string | undefined>>;

/** The identity services behind the real gateway, on plain HTTP of the loopback interface. */
export interface Stand extends AsyncDisposable {
  readonly identity: Identity;
  readonly url: string;
  readonly secureUrl: string;
  /** What vouches for the certificate at `secureUrl`. */
  readonly trustPem: string;
  readonly clock: VirtualClock;
  readonly journal: Journal;
  readonly settings: WorldSettings;
  readonly keys: SigningKeys;
  /** Everything that is on record, bodies included, as text. */
  record(): Promise<string>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  post(path: string, form: Fields, headers?: Readonly<Record<string, string>>): Promise<Answer>;
}

// RSA keys take their time: one of each sort for all tests of a process.
let signing: Promise<SigningKeys> | undefined;
let application: Promise<KeyPair> | undefined;
let shared: Promise<{ directory: string; store: Awaited<ReturnType<typeof openCertificateStore>> }>;

function certificates() {
  shared ??= (async () => {
    const directory = await mkdtemp(join(tmpdir(), 'spinebox-identity-certs-'));
    const clock = systemClock();
    return { directory, store: await openCertificateStore({ directory, clock, keyType: 'p-256' }) };
  })();
  return shared;
}

/** To be called when all tests of a file are done. */
export async function removeCertificates(): Promise<void> {
  if (shared) await rm((await shared).directory, { recursive: true, force: true });
}

/** The key of the application `sut-api-key`. */
export function applicationKey(): Promise<KeyPair> {
  application ??= createKeyPair('rsa-2048');
  return application;
}

/** What a face behind the same gateway is made of. */
export interface FaceParts {
  readonly world: WorldStore;
  readonly clock: VirtualClock;
  readonly identity: Identity;
  readonly faults: FaultBook;
}

/** @param faces other services behind the same gateway */
export async function openStand(
  world: WorldPatch = {},
  faces: (parts: FaceParts) => readonly ApiMount[] = () => [],
): Promise<Stand> {
  signing ??= openSigningKeys();
  const keys = await signing;
  const jwk = { ...(await publicJwk((await applicationKey()).publicKey)), kid: 'key-1' };
  const base: WorldPatch = {
    identity: mergePatch(DEFAULT_IDENTITY as WorldPatch, {
      clients: { sut: { publicKeys: [jwk] }, privileged: { publicKeys: [jwk] } },
    }),
  };
  const loaded = await loadWorld({ overrides: mergePatch(base, world) as WorldPatch });
  const store = worldStore(loaded.world);
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-identity-'));
  const journal = await openJournal({ directory, sync: false });
  const clock = virtualClock();
  let url = '';
  const faults = faultBook(() => store.current().faults);
  const identity = await openIdentity({
    ...{ world: store, clock, keys, faults, ids: systemIds(), random: seededRandom(1) },
    baseUrl: () => url,
  });
  const { store: certs } = await certificates();
  const gateway = await startGateway({
    settings: { ...store.current().gateway, port: 0, plainPort: 0 },
    identity: await certs.identity('api.spinebox.test'),
    mounts: [...identity.mounts, ...faces({ world: store, clock, identity, faults })],
    ...{ journal, clock, logger: silentLogger },
    onRefusedHandshake: () => {},
  });
  url = gateway.plainUrl ?? '';
  return {
    ...{ identity, url, clock, journal, keys },
    secureUrl: gateway.url,
    trustPem: certs.trustPem,
    settings: worldSettings({ store, loaded }),
    record: () => recordOf(journal),
    get: (path, headers = {}) => exchange(`${url}${path}`, { headers }),
    post: (path, form, headers = {}) =>
      exchange(`${url}${path}`, { method: 'POST', headers, body: formOf(form) }),
    async [Symbol.asyncDispose]() {
      await gateway.close();
      await identity.close();
      await journal.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function recordOf(journal: Journal): Promise<string> {
  const pieces: string[] = [];
  for (const entry of await journal.find({})) {
    pieces.push(JSON.stringify(entry));
    for (const side of [entry.request, entry.response])
      if (side?.body) pieces.push((await journal.readBody(side.body)).toString('utf8'));
  }
  return pieces.join('\n');
}

async function exchange(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, { ...init, redirect: 'manual' });
  const text = await response.text();
  const location = response.headers.get('location') ?? '';
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: text.startsWith('{') ? JSON.parse(text) : {},
    sentTo: new URLSearchParams(location.slice(location.indexOf('?') + 1)),
  };
}

export function formOf(fields: Fields): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined) form.append(name, value);
  return form;
}

export interface AssertionChanges {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Another key than the registered one. */
  readonly key?: KeyPair;
}

let serial = 0;

/** A client assertion of `sut-api-key`, right but for the changes. `undefined` leaves a member out. */
export async function clientAssertion(
  { clock, url }: Pick<Stand, 'clock' | 'url'>,
  { header = {}, claims = {}, key }: AssertionChanges = {},
): Promise<string> {
  const usual = {
    iss: 'sut-api-key',
    sub: 'sut-api-key',
    aud: `${url}/oauth2/token`,
    jti: `jti-${serial++}`,
    exp: Math.floor(clock.now().getTime() / 1000) + 240,
  };
  const { privateKey } = key ?? (await applicationKey());
  const alg = String(header.alg ?? 'RS512');
  const signed = await signJwt(
    { alg, kid: 'key-1', typ: 'JWT', ...header } as { alg: string },
    { ...usual, ...claims },
    alg === 'HS512' ? ('0123456789'.repeat(8) as never) : privateKey,
  );
  return signed;
}

export const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** A form for client credentials. */
export async function credentialsForm(
  stand: Pick<Stand, 'clock' | 'url'>,
  changes: AssertionChanges = {},
): Promise<Fields> {
  return {
    grant_type: 'client_credentials',
    client_assertion_type: JWT_BEARER,
    client_assertion: await clientAssertion(stand, changes),
  };
}

/** A form for the exchange of an id_token. */
export async function exchangeForm(
  stand: Pick<Stand, 'clock' | 'url'>,
  subjectToken: string,
): Promise<Fields> {
  return {
    ...(await credentialsForm(stand)),
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    subject_token: subjectToken,
  };
}

export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

export const CALLBACK = 'http://localhost:9000/callback';
