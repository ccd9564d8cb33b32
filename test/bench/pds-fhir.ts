import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generatePatients } from '../../src/demographics/generated/generate-patients.ts';
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import type { Identity } from '../../src/pki/identity.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { odsOf, SVC_IA } from './ldap-entries.ts';
import { type LoadResult, load } from './load.ts';
import { compared, type Measurement } from './measurement.ts';
import { type BenchProcess, startProcess } from './process.ts';

const CONNECTIONS = 16;
const ROUNDS = 3;
const FOR_MS = 4_000;
const PATIENTS = 10_000;
const ENTRIES = 10_000;

interface FhirScene extends AsyncDisposable {
  readonly caller: Identity;
  readonly bare: BenchProcess;
  readonly gateway: BenchProcess;
}

/** Yardstick and gateway, each in its own process, with RSA-2048 certificates as shipped. */
async function openFhirScene(): Promise<FhirScene> {
  const folder = await mkdtemp(join(tmpdir(), 'spinebox-bench-fhir-'));
  const certificates = join(folder, 'certs');
  const store = await openCertificateStore({ directory: certificates, clock: systemClock() });
  const caller = await store.identity('riverside.spinebox.test');
  await store.identity('api.spinebox.test');
  const IDENTITY = JSON.stringify(await store.identity('hillside.spinebox.test'));
  const bare = await startProcess('bare-server.ts', { IDENTITY });
  const settings = {
    ...{ certificates, journal: join(folder, 'journal') },
    ...{ patients: PATIENTS, entries: ENTRIES },
  };
  const gateway = await startProcess('fhir-server.ts', { FHIR: JSON.stringify(settings) });
  return {
    ...{ caller, bare, gateway },
    async [Symbol.asyncDispose]() {
      for (const child of [bare, gateway]) await child[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Requests that are read: each for another record, each with an id of its own. */
function reads(path: (count: number) => string, headers: string): () => Buffer {
  let count = 0;
  return () =>
    Buffer.from(
      `GET ${path(count++)} HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: ${randomUUID()}\r\n${headers}\r\n`,
    );
}

/** The two take turns, so that both meet the same moods of the machine; the median counts. */
async function against(name: string, next: () => Buffer): Promise<readonly Measurement[]> {
  await using scene = await openFhirScene();
  const run = async (port: number, status: number) => {
    const result = await load({
      ...{ port, next, status, identity: scene.caller, connections: CONNECTIONS },
      ...{ requests: Number.POSITIVE_INFINITY, forMs: FOR_MS },
    });
    if (result.failures > 0)
      throw new Error(`${result.failures} reads were not answered ${status}`);
    return result;
  };
  const rounds: { readonly bare: LoadResult; readonly ours: LoadResult }[] = [];
  // The first round warms up.
  for (let round = 0; round <= ROUNDS; round++) {
    const turn = {
      bare: await run(scene.bare.port, 202),
      ours: await run(scene.gateway.port, 200),
    };
    if (round > 0) rounds.push(turn);
  }
  const middle = (pick: (round: (typeof rounds)[number]) => number) =>
    rounds.map(pick).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
  const rate = middle(({ ours }) => ours.perSecond);
  const bare = middle(({ bare: { perSecond } }) => perSecond);
  const p99 = middle(({ ours }) => ours.p99);
  const bareP99 = middle((round) => round.bare.p99);
  return [
    compared(name, 'reads/s', rate, bare, 'for the record'),
    compared(`${name}-p99`, 'ms', p99, bareP99, 'for the record'),
  ];
}

/** Reads of PDS FHIR a second and their 99th percentile, every exchange on record before it is answered. */
export async function pdsFhirRead(): Promise<readonly Measurement[]> {
  const people = generatePatients({ count: PATIENTS, seed: 1, practices: ['Z99001', 'Z99002'] });
  const numbers = [...people].map(({ nhsNumber }) => nhsNumber);
  const path = (count: number) =>
    `/personal-demographics/FHIR/R4/Patient/${numbers[(count * 7919) % numbers.length]}`;
  return against('pds-fhir-read', reads(path, ''));
}

/** Searches for a system by organisation and interaction, each for another organisation. */
export async function sdsFhirRead(): Promise<readonly Measurement[]> {
  const interaction = encodeURIComponent(
    `https://fhir.nhs.uk/Id/nhsServiceInteractionId|${SVC_IA}`,
  );
  const path = (count: number) => {
    const ods = odsOf((count * 7919) % (ENTRIES / 2));
    const organisation = encodeURIComponent(`https://fhir.nhs.uk/Id/ods-organization-code|${ods}`);
    return `/spine-directory/FHIR/R4/Device?organization=${organisation}&identifier=${interaction}`;
  };
  return against('sds-fhir-read', reads(path, 'apikey: bench\r\n'));
}
