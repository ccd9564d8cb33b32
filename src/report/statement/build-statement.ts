import { createHash } from 'node:crypto';
import { requirementsMatrix } from '../requirements-matrix.ts';
import type { RunResults } from '../results.ts';
import type { Statement } from './statement.ts';

/** Who signs, and when. */
export type Signing = Pick<Statement, 'signer' | 'signedAt'>;

/**
 * What is to be signed of results.
 *
 * @param file the bytes of `results.json` that these results were written to or read from
 */
export function buildStatement(
  results: RunResults,
  file: Uint8Array,
  { signer, signedAt }: Signing,
): Statement {
  const { product, system, startedAt, durationMs, seed, shard, schemas, notRun, summary } = results;
  const { name, odsCode, partyKey, asid, roles, boundary } = system;
  const { rows, uncovered } = requirementsMatrix(results);
  return {
    form: 'spinebox conformance statement',
    formVersion: 1,
    product: { ...product },
    system: { name, odsCode, partyKey, asid, roles: [...roles], ...(boundary && { boundary }) },
    run: { startedAt, durationMs, seed, ...(shard !== undefined && { shard }) },
    schemas,
    notRun: notRun.map((each) => ({ ...each })),
    summary: { ...summary },
    scenarios: results.scenarios.map(({ id, basis, verdict }) => ({ id, basis, verdict })),
    requirements: {
      all: rows.length,
      judged: rows.filter(({ judged }) => judged).length,
      uncovered: uncovered.map(({ id }) => id),
    },
    results: { bytes: file.length, sha256: createHash('sha256').update(file).digest('hex') },
    journal: { ...results.journal },
    ...(results.shards && {
      shards: results.shards.map((each) => ({ shard: each.shard, journal: { ...each.journal } })),
    }),
    signer,
    signedAt,
  };
}
