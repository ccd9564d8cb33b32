import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { KNOWN_BAD } from '../../simulator/known-bad/known-bad-variants.ts';
import type { ExplainedShare } from '../../src/explain/explained-share.ts';
import { explainedRun } from './explained-run.ts';

// npm run explained [-- --only GP2GP-REQ-083] [-- --variants 10]: how much of what goes wrong is explained
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    variants: { type: 'string', default: '0' },
  },
});

process.exitCode = await main();

async function main(): Promise<number> {
  const certificateDirectory = await mkdtemp(join(tmpdir(), 'spinebox-explained-'));
  try {
    const shares = [await explainedRun({ certificateDirectory, only: values.only })];
    told('the suite against the right practice', shares[0]);
    for (const { name, conduct, caughtBy } of KNOWN_BAD.slice(0, Number(values.variants))) {
      const share = await explainedRun({ certificateDirectory, conduct, only: [...caughtBy] });
      shares.push(share);
      told(`against ${name}`, share);
    }
    return shares.every(({ missing }) => missing.length === 0) ? 0 : 1;
  } finally {
    await rm(certificateDirectory, { recursive: true, force: true });
  }
}

function told(what: string, share: ExplainedShare | undefined): void {
  if (!share) return;
  const { entries, refusals, findings, explained, missing } = share;
  const all = refusals + findings;
  const percent = all === 0 ? 100 : Math.floor((explained / all) * 1000) / 10;
  console.log(
    `${what}: ${entries} entries, ${refusals} refusals and ${findings} findings, ${explained} explained (${percent} %)`,
  );
  for (const line of missing) console.log(`  not explained: ${line}`);
}
