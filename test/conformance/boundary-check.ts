import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
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
 * Exit code 1 when they differ, 2 when nothing was played.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { tags: { type: 'string' }, only: { type: 'boolean' }, seed: { type: 'string' } },
});
const tags = values.only ? positionals.map((id) => `@${id}`).join(' or ') : values.tags;
const certificateDirectory = await mkdtemp(join(tmpdir(), 'spinebox-boundary-'));

async function play(boundary: Boundary): Promise<readonly ScenarioResult[]> {
  const began = performance.now();
  await using engine = await openEngine({
    source: bundledSystem({ boundary }),
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

try {
  const runs = new Map<Boundary, readonly ScenarioResult[]>();
  for (const boundary of BOUNDARIES) runs.set(boundary, await play(boundary));
  const differences = differingVerdicts(runs.get('mhs') ?? [], runs.get('adaptor') ?? []);
  for (const line of differences) console.log(line);
  const played = runs.get('mhs')?.length ?? 0;
  console.log(
    differences.length === 0
      ? `the verdicts of ${played} scenarios are the same at both boundaries`
      : `${differences.length} of ${played} scenarios differ`,
  );
  process.exitCode = played === 0 ? 2 : Math.min(1, differences.length);
} finally {
  await rm(certificateDirectory, { recursive: true, force: true });
}
