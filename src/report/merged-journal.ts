import { createHash } from 'node:crypto';
import type { RunResults, ShardFacts } from './results.ts';

/** The sum of the entries, and SHA-256 over the chains, a line each. */
export function mergedJournal(shards: readonly ShardFacts[]): RunResults['journal'] {
  const lines = shards.map(({ journal }) => `${journal.chain}\n`).join('');
  return {
    entries: shards.reduce((sum, { journal }) => sum + journal.entries, 0),
    chain: createHash('sha256').update(lines).digest('hex'),
  };
}
