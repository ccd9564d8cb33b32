import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDirectory } from '../../src/directory/open-directory.ts';
import { startSlapd, withoutSlapd } from '../sds/ldap/slapd.ts';
import { benchEntries } from './ldap-entries.ts';
import type { LdapLoadResult } from './ldap-load.ts';
import { compared, type Measurement, measured } from './measurement.ts';
import { type BenchProcess, startProcess } from './process.ts';

const ENTRIES = 10_000;
const CONNECTIONS = 8;
const FOR_MS = 4_000;
const ROUNDS = 3;

/**
 * Searches a second with everything on record, against Debian's slapd with the same entries. The two take turns, so
 * that both meet the same moods of the machine; the median counts.
 */
export async function ldapSearch(): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'spinebox-bench-ldap-'));
  const settings = {
    certificates: join(folder, 'certs'),
    journal: join(folder, 'journal'),
    entries: ENTRIES,
  };
  try {
    await using ours = await startProcess('ldap-server.ts', { LDAP: JSON.stringify(settings) });
    await using loader = await startProcess('ldap-loader.ts', {});
    if (withoutSlapd) {
      const rounds = await turns(loader, [ours.port]);
      const value = middle(rounds, 0, ({ perSecond }) => perSecond);
      const alone = measured('ldap-search', 'searches/s', value, 'ratio >= 0.5');
      return [{ ...alone, note: `no baseline: ${withoutSlapd}` }];
    }
    await using slapd = await startSlapd(openDirectory(benchEntries(ENTRIES)));
    const rounds = await turns(loader, [ours.port, slapd.port]);
    const rate = ({ perSecond }: LdapLoadResult) => perSecond;
    return [
      compared(
        'ldap-search',
        'searches/s',
        middle(rounds, 0, rate),
        middle(rounds, 1, rate),
        'ratio >= 0.5',
      ),
      measured(
        'ldap-search-p99',
        'ms',
        middle(rounds, 0, ({ p99 }) => p99),
      ),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Round = readonly LdapLoadResult[];

/** Every server in every round; a first round warms up. */
async function turns(loader: BenchProcess, ports: readonly number[]): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const results: LdapLoadResult[] = [];
    for (const port of ports) {
      const order = { port, connections: CONNECTIONS, forMs: FOR_MS, entries: ENTRIES };
      const result = await loader.ask<LdapLoadResult>(JSON.stringify(order));
      if (result.failures > 0)
        throw new Error(`${result.failures} searches did not find their one entry`);
      results.push(result);
    }
    if (round > 0) rounds.push(results);
  }
  return rounds;
}

function middle(
  rounds: readonly Round[],
  server: number,
  pick: (result: LdapLoadResult) => number,
): number {
  const values = rounds.flatMap((round) => round.slice(server, server + 1)).map(pick);
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
