import { relative, resolve } from 'node:path';
import type { Engine } from '../../conformance/engine/engine.ts';
import type { KeptBundles } from '../../conformance/replay/keep-bundles.ts';
import { KEPT, type Kept } from '../../conformance/replay/kept.ts';
import { exitCodeOf } from '../../conformance/verdict.ts';
import { type BaselineOptions, openBaselineGate, withBaselineOptions } from '../baseline-gate.ts';
import { Command, InvalidArgumentError, Option } from '../command.ts';
import { conformProgress } from '../conform-progress.ts';
import { conformSummary } from '../conform-summary.ts';
import { profileOption } from '../profile-option.ts';

export interface ConformOptions extends BaselineOptions {
  readonly sut?: string;
  readonly boundary?: 'mhs' | 'adaptor';
  readonly role?: 'requester' | 'sender';
  readonly tags?: string;
  readonly only?: readonly string[];
  readonly shard?: string;
  readonly seed?: number;
  readonly lanes?: number;
  readonly schemas?: string;
  readonly reports: string;
  readonly world?: string;
  readonly profile?: string;
  readonly certs?: string;
  readonly data?: string;
  readonly keepRuns: number;
  readonly against?: string;
  readonly bundles: Kept;
  readonly redactBundles?: boolean;
  readonly ask?: 'terminal' | 'console' | 'never';
  readonly quiet?: boolean;
}

/** `spinebox conform`: plays the situations of GP2GP against a system and judges it. */
export function conformCommand(): Command {
  return withBaselineOptions(new Command('conform'))
    .description('play every situation of GP2GP against a system and judge what it does')
    .option('--sut <file>', 'profile of the system; the bundled practice unless given')
    .option('--against <name>', 'a practice that is wrong on purpose, to see how a failure looks')
    .addOption(
      new Option(
        '--boundary <which>',
        'of the bundled practice: straight at Spine, or behind an MHS adaptor',
      ).choices(['mhs', 'adaptor']),
    )
    .option('--role <role>', 'requester or sender; both unless given', role)
    .option('--tags <expression>', 'only scenarios with these tags: "@basis-N and not @large"')
    .option('--only <id...>', 'only these scenarios: GP2GP-REQ-083', scenarioId)
    .option('--shard <i/n>', 'every nth scenario, beginning with the ith: 1/4', shardOf)
    .option(
      '--seed <number>',
      'what is drawn by chance; the same seed gives the same run',
      whole,
      1,
    )
    .option('--lanes <number>', 'scenarios side by side; as the profile says unless given', whole)
    .option('--schemas <directory>', 'XSDs of the messages; without them that check is not run')
    .option('--reports <directory>', 'where reports are written', 'reports')
    .option('--keep-runs <number>', 'runs that are kept in runs of the reports', whole, 20)
    .addOption(
      new Option('--bundles <which>', 'of which scenarios a bundle is kept beside the results')
        .choices(KEPT)
        .default('failures'),
    )
    .option('--redact-bundles', 'replace patient data in them')
    .addOption(
      new Option(
        '--ask <where>',
        'where people do what hooks of kind person need; at a terminal both, in a pipeline nowhere',
      ).choices(['terminal', 'console', 'never']),
    )
    .option('--world <file>', 'world file for ports and host names that your system can reach')
    .addOption(profileOption())
    .option('--certs <directory>', 'where certificates are kept or made')
    .option('--data <directory>', 'where the journal is kept; a temporary folder unless given')
    .option('--quiet', 'only the closing table')
    .addHelpText(
      'after',
      `
Exit codes: 0 all passed, 1 the system failed a scenario, 2 an error of spinebox or of a hook,
3 bad configuration, or nothing was judged. With --baseline what fails as it is known there does not count.

Examples:
  $ spinebox conform                                 the bundled practice, as a process of its own
  $ spinebox sut init > sut.yaml                     a profile to fill in
  $ spinebox sut check --sut sut.yaml                are the hooks and the connection right?
  $ spinebox conform --sut sut.yaml --role requester --schemas ./schemas
  $ spinebox conform --sut sut.yaml --only GP2GP-REQ-083 --seed 7
  $ spinebox conform --sut sut.yaml --shard 1/4 --reports reports/1
  $ spinebox conform --sut sut.yaml --write-baseline baseline.yaml
  $ spinebox conform --sut sut.yaml --baseline baseline.yaml   only new failures fail
  $ spinebox conform --boundary adaptor              the same behind an MHS adaptor
  $ spinebox conform --sut sut.yaml --ask console    people answer in the console
  $ spinebox conform --against chunks-in-reverse --only GP2GP-REQ-083`,
    )
    .action(async (options: ConformOptions) => {
      process.exitCode = await conform(options);
    });
}

async function conform(options: ConformOptions): Promise<number> {
  // The suite is large: only this command waits for it.
  const { startRun } = await import('../start-run.ts');
  const { runSuite } = await import('../../features/suite/run-suite.ts');
  const { runResults } = await import('../../conformance/run-results.ts');
  const { openRunDesk } = await import('../../conformance/runs/open-run-desk.ts');
  const { keepBundles } = await import('../../conformance/replay/keep-bundles.ts');
  const { openRedactor } = await import('../../src/bundle/redact/open-redactor.ts');
  const { runFolder, runStore } = await import('../../src/report/run-store.ts');
  const { writeReports } = await import('../../src/report/write-reports.ts');
  const { statementSigner } = await import('../../src/pki/statement-signer.ts');
  const { PRODUCT_VERSION } = await import('../../simulator/version.ts');
  const gate = await openBaselineGate(options);
  const reportsDirectory = resolve(options.reports);
  const startedAt = new Date();
  const began = performance.now();
  const progress = conformProgress(process.stderr, options.quiet === true);
  const runs = runStore(reportsDirectory);
  const desk = openRunDesk(reportsDirectory, runs);
  await using engine = await startRun(options, desk);
  progress.say(openingOf(engine, options));
  const id = await runs.begin(startedAt, engine.seed);
  const facts = {
    ...{ version: PRODUCT_VERSION, id, startedAt, shard: options.shard },
    ...{ seed: engine.seed, system: engine.system, hooks: engine.hooks },
    ...{ schemas: engine.schemas, notRun: engine.notRun },
  };
  const shown = desk.begin(facts);
  const tags = tagExpression(options);
  const run = await runSuite({
    engine,
    tags,
    reportsDirectory,
    ...(options.shard !== undefined && { shard: options.shard }),
    ...(options.lanes !== undefined && { lanes: options.lanes }),
    onPlan(rows) {
      progress.plan(rows);
      shown.plan(rows);
    },
    onResult(result) {
      progress.result(result);
      shown.result(result);
    },
  }).finally(() => runs.abandon(id));
  progress.end();
  if (run.chosen === 0) {
    process.stderr.write(`spinebox: no scenario is chosen by ${tags || 'the suite'}\n`);
    return exitCodeOf([], 0);
  }
  const played = runResults({
    ...facts,
    durationMs: performance.now() - began,
    scenarios: run.scenarios,
    journal: await engine.evidence(),
  });
  const results = gate.hold(played);
  const signer = await statementSigner(engine.simulator.certificates);
  const written = await writeReports(results, reportsDirectory, {
    sign: { signer, at: new Date() },
  });
  await runs.keep(results);
  const bundles = await keepBundles({
    ...{ engine, scenarios: run.scenarios, features: run.features, kept: options.bundles },
    ...{ folder: runFolder(reportsDirectory, id), run: { id, seed: engine.seed } },
    version: PRODUCT_VERSION,
    ...(options.redactBundles && { redactor: openRedactor }),
  });
  shown.end();
  await runs.prune(options.keepRuns);
  process.stdout.write(
    `${conformSummary(results, engine.durations.habit(), written)}\n${bundlesTold(bundles, options)}${await gate.write(results, startedAt)}`,
  );
  return gate.exitCode(results, run.chosen);
}

/** Where the bundles lie, and what the first is good for. */
function bundlesTold({ written, failed }: KeptBundles, { sut, against }: ConformOptions): string {
  const paths = [...written.values()].map((path) => relative('', path));
  const [first] = paths;
  const system = sut === undefined ? `--against ${against ?? 'bundled'}` : `--sut ${sut}`;
  const lines = [
    ...(first === undefined
      ? []
      : [
          'Bundles:',
          ...paths.map((path) => `  ${path}`),
          `Again: spinebox replay ${first} ${system}`,
        ]),
    ...[...failed].map(([id, reason]) => `No bundle of ${id}: ${reason}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** What is played against whom, and how time goes. */
function openingOf(
  { system, seed, capacity, simulator }: Engine,
  { lanes, schemas }: ConformOptions,
): string {
  const { name, odsCode, timers } = system;
  const time =
    timers === 'contract'
      ? 'Contracts in SDS are short: a system that keeps to them is through its timeouts in seconds.'
      : 'Its timers are fixed, by its profile: what waits for them needs its clock moved on.';
  return [
    `${name} (${odsCode}), seed ${seed}, ${lanes ?? capacity} scenarios side by side.`,
    time,
    schemas ? `Messages are validated against ${schemas}.` : 'No --schemas: XSDs are not run.',
    ...(simulator.control ? [`Console: ${simulator.control.url}/console/`] : []),
  ].join('\n');
}

export function tagExpression({ role: played, tags, only }: Partial<ConformOptions>): string {
  const parts = [
    ...(played ? [`@${played}`] : []),
    ...(only ? [only.map((id) => `@${id}`).join(' or ')] : []),
    ...(tags ? [tags] : []),
  ];
  return parts.length > 1 ? parts.map((part) => `(${part})`).join(' and ') : (parts[0] ?? '');
}

function role(text: string): string {
  if (text === 'requester' || text === 'sender') return text;
  throw new InvalidArgumentError('requester or sender is wanted');
}

function scenarioId(text: string, before: readonly string[] = []): readonly string[] {
  const id = text.toUpperCase();
  if (/^(?:GP2GP-(?:REQ|SND)-\d{3}|MHS-[A-Z0-9]+-\d{2})$/.test(id)) return [...before, id];
  throw new InvalidArgumentError('an id as GP2GP-REQ-083, GP2GP-SND-012 or MHS-B2-01 is wanted');
}

function shardOf(text: string): string {
  const [, index, total] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (Number(index) >= 1 && Number(index) <= Number(total)) return text;
  throw new InvalidArgumentError('a part as 1/4 is wanted');
}

function whole(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError('a whole number from 1 on is wanted');
}
