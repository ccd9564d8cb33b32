import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BEYOND_AN_ADAPTOR } from '../../conformance/engine/applicable.ts';
import { bundledSystem } from '../../conformance/engine/bundled-system.ts';
import { openEngine } from '../../conformance/engine/open-engine.ts';
import { summaryOf } from '../../conformance/run-results.ts';
import { BOUNDARIES, type Boundary } from '../../conformance/sut/sut-profile.ts';
import { runSuite } from '../../features/suite/run-suite.ts';
import type { ScenarioResult } from '../../src/report/results.ts';
import { differingVerdicts } from './differing-verdicts.ts';

/**
 * Plays the suite against the bundled practice at both boundaries and compares verdict by verdict:
 *
 *   npm run boundary-check                               everything
 *   npm run boundary-check -- --tags "@basis-N and not @large"
 *   npm run boundary-check -- --only GP2GP-REQ-001 GP2GP-SND-001
 *
 * What differs is played again, one scenario at a time: on a busy machine some wait in vain at either boundary. Exit
 * code 1 when scenarios differ both times, 2 when nothing was played.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { tags: { type: 'string' }, only: { type: 'boolean' }, seed: { type: 'string' } },
});
const tags = values.only ? positionals.map((id) => `@${id}`).join(' or ') : values.tags;
const certificateDirectory = await mkdtemp(join(tmpdir(), 'spinebox-boundary-'));

interface Playing {
  readonly tags: string | undefined;
  readonly concurrency: number;
}

async function play(
  boundary: Boundary,
  { tags, concurrency }: Playing,
): Promise<readonly ScenarioResult[]> {
  const began = performance.now();
  await using engine = await openEngine({
    source: bundledSystem({ boundary, concurrency, patience: 'PT45S' }),
    seed: Number(values.seed ?? 1),
    keyType: 'p-256',
    certificateDirectory,
  });
  const { scenarios } = await runSuite({ engine, ...(tags !== undefined && { tags }) });
  const seconds = ((performance.now() - began) / 1_000).toFixed(0);
  const counts = Object.entries(summaryOf(scenarios.map(({ verdict }) => verdict)))
    .map(([verdict, count]) => `${verdict} ${count}`)
    .join(', ');
  console.log(`${boundary.padEnd(8)} ${scenarios.length} scenarios in ${seconds} s: ${counts}`);
  return scenarios;
}

async function compared(playing: Playing) {
  const runs = new Map<Boundary, readonly ScenarioResult[]>();
  for (const boundary of BOUNDARIES) runs.set(boundary, await play(boundary, playing));
  const [straight = [], behind = []] = BOUNDARIES.map((boundary) => runs.get(boundary));
  const found = differingVerdicts(straight, behind).filter(({ id }) => !BEYOND_AN_ADAPTOR.has(id));
  for (const { told } of found) console.log(told);
  const played = straight.filter(({ id }) => !BEYOND_AN_ADAPTOR.has(id)).length;
  return { played, ids: found.map(({ id }) => id) };
}

try {
  const { played, ids } = await compared({ tags, concurrency: 8 });
  if (ids.length > 0) console.log(`${ids.length} differ; each of them again by itself:`);
  const again = ids.map((id) => `@${id}`).join(' or ');
  const differences =
    ids.length === 0 ? ids : (await compared({ tags: again, concurrency: 1 })).ids;
  for (const [id, why] of BEYOND_AN_ADAPTOR) console.log(`not compared: ${id}, ${why}`);
  console.log(
    differences.length === 0
      ? `the verdicts of ${played} scenarios are the same at both boundaries`
      : `${differences.length} of ${played} scenarios differ: ${differences.join(', ')}`,
  );
  process.exitCode = played === 0 ? 2 : Math.min(1, differences.length);
} finally {
  await rm(certificateDirectory, { recursive: true, force: true });
}
