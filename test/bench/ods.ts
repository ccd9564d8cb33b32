import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { type LoadResult, load } from './load.ts';
import { compared, type Measurement, measured } from './measurement.ts';
import { BENCH_ORGANISATIONS, benchCode } from './ods-codes.ts';
import { startProcess } from './process.ts';

const CONNECTIONS = 16;
const ROUNDS = 3;
const FOR_MS = 4_000;

/** What each of one round came to. */
type Turn = Readonly<Record<'yardstick' | 'record' | 'resource' | 'search', LoadResult>>;

/** Requests of one form, each for another organisation. */
function gets(path: (at: number) => string, headers = ''): () => Buffer {
  let count = 0;
  return () => {
    const at = (count++ * 7919) % BENCH_ORGANISATIONS;
    return Buffer.from(`GET ${path(at)} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`);
  };
}

const RECORD = gets((at) => `/ORD/2-0-0/organisations/${benchCode(at)}`);
const RESOURCE = gets(
  (at) => `/organisation-data-terminology-api/fhir/Organization/${benchCode(at)}`,
  'apikey: bench\r\n',
);
const SEARCH = gets(
  (at) => `/ORD/2-0-0/organisations?RelTypeId=RE4&RelStatus=active&TargetOrgId=Q${at % 1000}`,
);

/**
 * Reads of single records of ORD among 100,000 organisations, over mutual TLS, each on record before it is answered,
 * against the bare server that reads the same requests and answers a canned text; beside them reads of R4 and searches
 * by relationship. The servers take turns; the median counts.
 */
export async function odsRead(): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'spinebox-bench-ods-'));
  const certificates = join(folder, 'certs');
  const store = await openCertificateStore({ directory: certificates, clock: systemClock() });
  const identity = await store.identity('riverside.spinebox.test');
  await store.identity('api.spinebox.test');
  const IDENTITY = JSON.stringify(await store.identity('hillside.spinebox.test'));
  try {
    await using bare = await startProcess('bare-server.ts', { IDENTITY });
    const settings = {
      ...{ certificates, journal: join(folder, 'journal') },
      organisations: BENCH_ORGANISATIONS,
    };
    await using ods = await startProcess('ods-server.ts', { ODS: JSON.stringify(settings) });
    const run = async (port: number, status: number, next: () => Buffer) => {
      const result = await load({
        ...{ port, next, status, identity, connections: CONNECTIONS },
        ...{ requests: Number.POSITIVE_INFINITY, forMs: FOR_MS },
      });
      if (result.failures > 0)
        throw new Error(`${result.failures} requests were not answered ${status}`);
      return result;
    };
    const rounds: Turn[] = [];
    // The first round warms up.
    for (let round = 0; round <= ROUNDS; round++) {
      const turn = {
        yardstick: await run(bare.port, 202, RECORD),
        record: await run(ods.port, 200, RECORD),
        resource: await run(ods.port, 200, RESOURCE),
        search: await run(ods.port, 200, SEARCH),
      };
      if (round > 0) rounds.push(turn);
    }
    const middle = (pick: (turn: Turn) => number) =>
      rounds.map(pick).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
    const rate = (name: keyof Turn) => middle((turn) => turn[name].perSecond);
    const yardstick = rate('yardstick');
    const said = 'for the record';
    return [
      compared('ods-read', 'reads/s', rate('record'), yardstick, said),
      measured(
        'ods-read-p99',
        'ms',
        middle(({ record }) => record.p99),
      ),
      compared('ods-read-fhir', 'reads/s', rate('resource'), yardstick, said),
      compared('ods-search', 'searches/s', rate('search'), yardstick, said),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
