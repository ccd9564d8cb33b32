import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { KNOWN_BAD } from '../../simulator/known-bad/known-bad-variants.ts';
import { DOES_NOTHING } from '../../simulator/known-bad/requesting.ts';
import type { ScenarioResult } from '../../src/report/results.ts';
import { mutationPage } from './mutation-page.ts';
import { type Fate, runMutation } from './mutation-run.ts';
import { runVariant } from './run-variant.ts';

// npm run mutation [-- --only NAME] [--jobs 4] [--skip-whole] [--why] | [--page]
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    jobs: { type: 'string', default: '4' },
    'skip-whole': { type: 'boolean', default: false },
    why: { type: 'boolean', default: false },
    page: { type: 'boolean', default: false },
  },
});

if (values.page) {
  await writeFile(join(import.meta.dirname, '..', '..', 'docs', 'mutation.md'), mutationPage());
} else {
  process.exitCode = await main();
}

async function main(): Promise<number> {
  const names = values.only ?? [];
  const unknown = names.filter((name) => !KNOWN_BAD.some((variant) => variant.name === name));
  if (unknown.length > 0) {
    console.error(`no variant ${unknown.join(', ')}; docs/mutation.md lists them`);
    return 3;
  }
  const certificateDirectory = await mkdtemp(join(tmpdir(), 'spinebox-mutation-'));
  try {
    const variants = KNOWN_BAD.filter(({ name }) => names.length === 0 || names.includes(name));
    const jobs = Number(values.jobs);
    const options = { certificateDirectory, variants, jobs, onUnfit, onFate: told };
    const fates = await runMutation(options);
    const killed = fates.filter(({ caught }) => caught.length > 0).length;
    const whole = names.length > 0 || values['skip-whole'];
    const extremes = whole ? [] : await bothExtremes(certificateDirectory);
    console.log(`\nkilled ${killed} of ${fates.length}: ${percent(killed, fates.length)} %`);
    for (const line of extremes) console.log(line);
    return killed === fates.length && extremes.every((line) => line.startsWith('ok')) ? 0 : 1;
  } finally {
    await rm(certificateDirectory, { recursive: true, force: true });
  }
}

function onUnfit(unfit: readonly ScenarioResult[]): void {
  for (const { id, verdict, reason } of unfit)
    console.log(`LEFT OUT  ${id}: the good practice has ${verdict} ${reason ?? ''}`);
}

function told({ variant, caught, verdicts }: Fate): void {
  if (caught.length > 0) {
    console.log(`killed    ${variant.name.padEnd(36)} ${caught.join(', ')}`);
    if (!values.why) return;
  } else {
    console.log(`SURVIVED  ${variant.name}: ${variant.title}`);
  }
  for (const { id, verdict, reason } of verdicts)
    console.log(`          ${id} ${verdict} ${reason ?? ''}`);
}

/** The good practice must fail nothing, the idle one pass nothing. */
async function bothExtremes(certificateDirectory: string): Promise<readonly string[]> {
  const good = await runVariant({ certificateDirectory, practices: 3, patience: 'PT15S' });
  const failed = good.filter(({ verdict }) => verdict === 'fail' || verdict === 'error');
  const idle = await runVariant({
    certificateDirectory,
    conduct: DOES_NOTHING.conduct,
    practices: 3,
    concurrency: 16,
    patience: 'PT1S',
  });
  const passed = idle.filter(({ verdict }) => verdict === 'pass');
  const say = (wrong: readonly { readonly id: string }[], text: string) =>
    wrong.length === 0
      ? `ok: ${text}`
      : `WRONG: not so that ${text}: ${wrong.map(({ id }) => id).join(', ')}`;
  return [
    say(failed, `the bundled practice fails none of ${good.length} scenarios`),
    say(passed, `a practice that does nothing passes none of ${idle.length} scenarios`),
  ];
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.floor((part / whole) * 100);
}
