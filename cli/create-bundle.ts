import { join } from 'node:path';
import { bundleDesk } from '../simulator/bundle-desk.ts';
import { readKeptWorld } from '../simulator/kept-world.ts';
import { PRODUCT_VERSION } from '../simulator/version.ts';
import { joinBundles } from '../src/bundle/join-bundles.ts';
import { type OpenBundle, openBundle } from '../src/bundle/open-bundle.ts';
import { openRedactor } from '../src/bundle/redact/open-redactor.ts';
import { writeBundle } from '../src/bundle/write-bundle.ts';
import { systemClock } from '../src/platform/clock.ts';
import { SimulatorError } from '../src/platform/simulator-error.ts';
import { parseRunId } from '../src/report/run-id.ts';
import { runBundles, runFolder, runStore } from '../src/report/run-store.ts';
import type { CreateOptions } from './commands/bundle.ts';
import { controlClient } from './control-client.ts';
import { openExistingJournal } from './existing-journal.ts';

/** The command line asks for nothing, or for two things at once. */
class BundleOfWhatError extends SimulatorError {
  readonly code = 'SIM_BUNDLE_OF_WHAT';
  readonly remedy =
    'Give --conversation ID for what is on record, or --run ID for the scenarios of a run that failed.';

  constructor(what: string) {
    super(what);
  }
}

/** There is no such run, or it has no such bundle. */
class RunWithoutBundlesError extends SimulatorError {
  readonly code = 'SIM_RUN_BUNDLES';
  readonly remedy: string;

  constructor(what: string, known: readonly string[], otherwise: string) {
    super(what);
    this.remedy = known.length > 0 ? `There are ${known.join(', ')}.` : otherwise;
  }
}

/** Writes the bundle that the options ask for, and says where it lies. */
export async function createBundle(
  options: CreateOptions,
  print: (line: string) => void,
): Promise<void> {
  const { conversation, run, journal, scenario } = options;
  if (run === undefined && conversation.length === 0)
    throw new BundleOfWhatError('it is not said what the bundle is to hold');
  if (run !== undefined && (conversation.length > 0 || journal !== undefined))
    throw new BundleOfWhatError('a run is bundled by itself, not with conversations or a journal');
  if (run === undefined && scenario.length > 0)
    throw new BundleOfWhatError('--scenario chooses among the scenarios of a --run');
  const out = options.out ?? `bundle-${nameOf(run ?? conversation[0] ?? '')}.zip`;
  if (run !== undefined) await fromRun(run, options, out);
  else if (journal !== undefined) await fromJournal(journal, options, out);
  else await fromControl(options, out);
  await using bundle = await openBundle(out);
  const { entries, files, scenarios, redacted, leftOut, chain } = bundle.manifest;
  const ids = scenarios.length > 0 ? `, ${scenarios.map(({ id }) => id).join(' ')}` : '';
  print(`${out}: ${entries} entries, ${files.length} files${ids}${redacted ? ', redacted' : ''}`);
  for (const each of leftOut) print(`not in it: ${each}`);
  print(`chain: ${chain}`);
}

function nameOf(id: string): string {
  return id.replace(/[^A-Za-z0-9-]+/g, '-').slice(0, 60);
}

async function fromControl(options: CreateOptions, out: string): Promise<void> {
  const { conversation, redact = false } = options;
  await controlClient(options).save(
    '/bundles',
    { json: { conversations: conversation, redact } },
    out,
  );
}

async function fromJournal(
  directory: string,
  { conversation, redact = false }: CreateOptions,
  out: string,
): Promise<void> {
  const kept = await readKeptWorld(directory);
  await using journal = await openExistingJournal(directory);
  const desk = bundleDesk(journal, systemClock(), async () => ({
    version: kept?.version ?? PRODUCT_VERSION,
    ...{ world: kept?.config, certificates: kept?.certificates ?? [] },
  }));
  await desk.write({ conversations: conversation, redact }, out);
}

async function fromRun(run: string, options: CreateOptions, out: string): Promise<void> {
  const { reports, scenario, redact = false } = options;
  const id = parseRunId(run);
  const known = await runStore(reports).ids();
  if (id === undefined || !known.includes(id)) {
    const otherwise = `Name the directory that \`spinebox conform --reports\` was given: ${reports} holds no runs.`;
    throw new RunWithoutBundlesError(
      `${reports} keeps no run ${run}`,
      known.slice(0, 5),
      otherwise,
    );
  }
  const kept = await runBundles(reports, id);
  const wanted = scenario.length > 0 ? scenario.map((each) => each.toUpperCase()) : kept;
  const missing = wanted.filter((each) => !kept.includes(each));
  if (wanted.length === 0 || missing.length > 0) {
    const what = missing.length > 0 ? `no bundle of ${missing.join(', ')}` : 'no bundles';
    const otherwise = 'None of its scenarios failed, or it was run with --bundles none.';
    throw new RunWithoutBundlesError(`the run ${run} has ${what}`, kept, otherwise);
  }
  const bundles: OpenBundle[] = [];
  try {
    for (const each of wanted)
      bundles.push(await openBundle(join(runFolder(reports, id), 'bundles', `${each}.zip`)));
    const joined = await joinBundles(bundles);
    const count = wanted.length === 1 ? wanted[0] : `${wanted.length} scenarios`;
    await writeBundle({
      ...joined,
      ...{ out, kind: 'run', title: `Run ${run}: ${count}`, version: PRODUCT_VERSION },
      // What was redacted before is not redacted once more: the same person would be another.
      ...(redact && !joined.redacted && { redactor: openRedactor() }),
      now: new Date(),
    });
  } finally {
    for (const bundle of bundles) await bundle.close();
  }
}
