import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { hl7, QUERY, retrieve, soap } from '../pds/hl7/requests.ts';
import { type LoadOptions, load } from './load.ts';
import { compared, type Measurement, measured } from './measurement.ts';
import { startProcess } from './process.ts';

const RETRIEVAL = 'QUPA_IN000008UK02';
const CONNECTIONS = 16;
const ROUNDS = 3;
const FOR_MS = 5_000;

interface Rates {
  readonly bare: number;
  readonly current: number;
  readonly whole: number;
  readonly p99: number;
}

/** One retrieval with ids of its own: the whole HTTP request. */
function request(history: string): () => Buffer {
  return () => {
    const id = randomUUID().toUpperCase();
    const messageId = `uuid:${randomUUID().toUpperCase()}`;
    const message = hl7(RETRIEVAL, retrieve('9991001026', history), { id });
    const body = Buffer.from(soap(RETRIEVAL, message, { messageId }));
    const head = `POST /sync-service HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nSOAPAction: ${QUERY}/${RETRIEVAL}\r\nContent-Length: ${body.length}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head), body]);
  };
}

/**
 * Retrievals of a patient rich in history over mutual TLS, each on record before it is answered, against the
 * bare server that reads the same requests and answers a canned text. The servers take turns; the median counts.
 */
export async function pdsRetrieval(): Promise<readonly Measurement[]> {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-bench-'));
  const certificates = join(directory, 'certs');
  const store = await openCertificateStore({ directory: certificates, clock: systemClock() });
  const identity = await store.identity('riverside.spinebox.test');
  const IDENTITY = JSON.stringify(await store.identity('hillside.spinebox.test'));
  await store.identity('msg.spinebox.test');
  try {
    await using bare = await startProcess('bare-server.ts', { IDENTITY });
    const settings = { certificates, journal: join(directory, 'journal') };
    await using pds = await startProcess('pds-server.ts', { PDS: JSON.stringify(settings) });
    const run = (port: number, status: number, history: string, forMs = FOR_MS) =>
      load({
        ...{ port, identity, connections: CONNECTIONS, status, forMs },
        ...{ requests: Number.MAX_SAFE_INTEGER, next: request(history) },
      } satisfies LoadOptions);
    await run(pds.port, 200, '0', 2_000);
    await run(bare.port, 202, '0', 1_000);
    const rounds: Rates[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const yardstick = await run(bare.port, 202, '0');
      const current = await run(pds.port, 200, '0');
      const whole = await run(pds.port, 200, '1');
      const failures = yardstick.failures + current.failures + whole.failures;
      if (failures > 0) throw new Error(`${failures} requests were not answered as they should`);
      const { perSecond, p99 } = current;
      rounds.push({
        ...{ bare: yardstick.perSecond, current: perSecond, p99, whole: whole.perSecond },
      });
    }
    const middle = (pick: (rates: Rates) => number) =>
      rounds.map(pick).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
    const yardstick = middle((each) => each.bare);
    return [
      compared(
        'pds-retrieval',
        'retrievals/s',
        middle((each) => each.current),
        yardstick,
        '',
      ),
      compared(
        'pds-retrieval-history',
        'retrievals/s',
        middle((each) => each.whole),
        yardstick,
        '',
      ),
      measured(
        'pds-retrieval-p99',
        'ms',
        middle((each) => each.p99),
      ),
    ];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
