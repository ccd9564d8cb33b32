import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { type LoadResult, load } from './load.ts';
import { compared, type Measurement, measured } from './measurement.ts';
import { requestOf } from './message.ts';
import { startProcess } from './process.ts';

const BYTES = 20_000;
const ROUNDS = 5;
/** A round on one connection: as traffic between practices comes, not as fast as it can. */
const REQUESTS = 300;
const CONNECTIONS = 8;

/** What a tap adds to a message on a kept connection, against the same server without it in the same run. */
export async function tap(): Promise<readonly Measurement[]> {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-bench-'));
  try {
    const certificates = join(directory, 'certs');
    const store = await openCertificateStore({ directory: certificates, clock: systemClock() });
    const identity = await store.identity('riverside.spinebox.test');
    const IDENTITY = JSON.stringify(await store.identity('hillside.spinebox.test'));
    await using bare = await startProcess('bare-server.ts', { IDENTITY });
    await using between = await startProcess('tap-server.ts', {
      TAP: JSON.stringify({
        ...{ certificates, data: join(directory, 'journal') },
        legs: [
          {
            ...{ name: 'bench', listen: 0, forward: `https://127.0.0.1:${bare.port}` },
            show: { fqdn: 'hillside.spinebox.test' },
            as: { fqdn: 'riverside.spinebox.test' },
          },
        ],
      }),
    });
    const next = requestOf(BYTES);
    const run = (port: number, connections: number, requests: number) =>
      load({ port, identity, connections, requests, forMs: 30_000, next, status: 202 });
    const settled = () => between.ask<{ recorded: number; lost: number }>('settled');
    /** Both take turns, so that they meet the same moods of the machine. */
    const rounds = async (connections: number) => {
      const found: { direct: LoadResult; tapped: LoadResult }[] = [];
      for (let round = 0; round <= ROUNDS; round++) {
        const direct = await run(bare.port, connections, REQUESTS * connections);
        const tapped = await run(between.port, connections, REQUESTS * connections);
        await settled();
        if (direct.failures + tapped.failures > 0)
          throw new Error('a message was not acknowledged with 202');
        // The first is to warm up.
        if (round > 0) found.push({ direct, tapped });
      }
      const middle = (pick: (round: (typeof found)[number]) => number) =>
        found.map(pick).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
      return {
        p50: middle(({ direct, tapped }) => tapped.p50 - direct.p50),
        p99: middle(({ direct, tapped }) => tapped.p99 - direct.p99),
        rate: middle(({ tapped }) => tapped.perSecond),
        directRate: middle(({ direct }) => direct.perSecond),
      };
    };
    const one = await rounds(1);
    const many = await rounds(CONNECTIONS);
    const { recorded, lost } = await settled();
    const sent = (ROUNDS + 1) * REQUESTS * (1 + CONNECTIONS);
    if (recorded !== sent || lost > 0)
      throw new Error(`${recorded} of ${sent} exchanges are on record`);
    return [
      measured('tap-20k-added-p50', 'ms', one.p50, '< 5'),
      measured('tap-20k-added-p99', 'ms', one.p99),
      measured(`tap-20k-${CONNECTIONS}-connections-added-p50`, 'ms', many.p50),
      measured(`tap-20k-${CONNECTIONS}-connections-added-p99`, 'ms', many.p99),
      compared(`tap-20k-${CONNECTIONS}-connections`, 'messages/s', many.rate, many.directRate, ''),
    ];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
