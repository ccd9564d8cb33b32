import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Gateway, startGateway } from '../../simulator/gateway/start-gateway.ts';
import { pdsFhir } from '../../simulator/pds/fhir/pds-fhir.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { worldStore } from '../../simulator/world/world-store.ts';
import {
  isObject,
  type Json,
  type JsonObject,
  listOf,
  member,
} from '../../src/demographics/fhir/json.ts';
import { memoryRegister } from '../../src/demographics/register/memory-register.ts';
import { SPECIAL_FAULTS } from '../../src/demographics/special/special-faults.ts';
import { specialPatients } from '../../src/demographics/special/special-patients.ts';
import { faultBook } from '../../src/faults/fault-book.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { virtualClock } from '../../src/platform/clock.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { seededRandom } from '../../src/platform/random.ts';
import { processCertificates } from './process-certificates.ts';

/** A client of PDS FHIR and what it was answered last. */
export interface FhirDesk extends AsyncDisposable {
  read(nhsNumber: string): Promise<void>;
  search(query: string): Promise<void>;
  related(nhsNumber: string): Promise<void>;
  /** Sends patches under the version that was read last; `again` repeats the last update as it was. */
  update(patches: readonly Json[]): Promise<void>;
  again(): Promise<void>;
  create(patient: JsonObject): Promise<void>;
  readonly status: number;
  readonly body: JsonObject;
  readonly version: string;
  readonly retryAfter: string;
  /** Code of the OperationOutcome; empty for other resources. */
  readonly error: string;
  readonly diagnostics: string;
  /** Ids of the resources in the Bundle. */
  readonly found: readonly string[];
}

/** Opens the desk: PDS FHIR alone behind a gateway, where Z99001 to Z99003 are open. */
export async function openFhirDesk(): Promise<FhirDesk> {
  const loaded = await loadWorld({ overrides: { faults: SPECIAL_FAULTS } });
  const world = worldStore(loaded.world);
  const clock = virtualClock();
  const random = seededRandom(1);
  const register = memoryRegister({
    patients: specialPatients(clock.now()),
    now: () => clock.now(),
  });
  const mount = pdsFhir({
    ...{ world, register, clock, random },
    organisation: (ods) => (/^Z9900[123]$/.test(ods) ? 'open' : 'unknown'),
    tokens: { judge: () => ({ ok: false, outcome: { kind: 'invalid-token' } }) },
    faults: faultBook(() => world.current().faults),
  });
  const { store } = await processCertificates();
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-fhir-'));
  const journal = await openJournal({ directory, sync: false });
  const gateway = await startGateway({
    settings: { ...world.current().gateway, port: 0, plainPort: 0 },
    identity: await store.identity('api.spinebox.test'),
    mounts: [mount],
    ...{ journal, clock, logger: silentLogger },
    onRefusedHandshake: () => undefined,
  });
  return deskAt(gateway, mount.prefix, async () => {
    await gateway.close();
    await journal.close();
    await rm(directory, { recursive: true, force: true });
  });
}

interface Sent {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
}

function deskAt({ plainUrl }: Gateway, prefix: string, close: () => Promise<void>): FhirDesk {
  let status = 0;
  let headers = new Headers();
  let body: JsonObject = {};
  let lastUpdate: Sent | undefined;
  const send = async (sent: Sent) => {
    const response = await fetch(`${plainUrl}${prefix}${sent.path}`, {
      method: sent.method ?? 'GET',
      headers: { 'X-Request-ID': randomUUID(), ...sent.headers },
      ...(sent.body ? { body: JSON.stringify(sent.body) } : {}),
    });
    ({ status, headers } = response);
    const json = (await response.json()) as Json;
    body = isObject(json) ? json : {};
  };
  const issue = () => listOf(member(body, 'issue'))[0];
  return {
    read: (nhsNumber) => send({ path: `/Patient/${nhsNumber}` }),
    search: (query) => send({ path: `/Patient?${query}` }),
    related: (nhsNumber) => send({ path: `/Patient/${nhsNumber}/RelatedPerson` }),
    async update(patches) {
      lastUpdate = {
        path: `/Patient/${member(body, 'id')}`,
        method: 'PATCH',
        headers: {
          'Content-Type': 'application/json-patch+json',
          'If-Match': headers.get('etag') ?? '',
          'X-Request-ID': randomUUID(),
        },
        body: { patches },
      };
      await send(lastUpdate);
    },
    again: async () => {
      if (lastUpdate) await send(lastUpdate);
    },
    create: (patient) =>
      send({
        path: '/Patient',
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: patient,
      }),
    get status() {
      return status;
    },
    get body() {
      return body;
    },
    get version() {
      return /\d+/.exec(headers.get('etag') ?? '')?.[0] ?? '';
    },
    get retryAfter() {
      return headers.get('retry-after') ?? '';
    },
    get error() {
      const [coding] = listOf(member(member(issue(), 'details'), 'coding'));
      return String(member(coding, 'code') ?? '');
    },
    get diagnostics() {
      return String(member(issue(), 'diagnostics') ?? '');
    },
    get found() {
      return listOf(member(body, 'entry')).map((each) =>
        String(member(member(each, 'resource'), 'id')),
      );
    },
    [Symbol.asyncDispose]: close,
  };
}
