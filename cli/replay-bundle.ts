import { resolve } from 'node:path';
import type { EngineOptions } from '../conformance/engine/open-engine.ts';
import { externalSystem } from '../conformance/engine/system-source.ts';
import type { ExaminedCapture } from '../conformance/replay/compare-captures.ts';
import type { ReplayOutcome } from '../conformance/replay/compare-results.ts';
import { judgedThen, optionalJson } from '../conformance/replay/judged-then.ts';
import { openReplay, type Replayed } from '../conformance/replay/open-replay.ts';
import { renderReplay } from '../conformance/replay/render-replay.ts';
import { replayConversation } from '../conformance/replay/replay-conversation.ts';
import { NoSystemError, NothingToReplayError } from '../conformance/replay/replay-errors.ts';
import {
  type Playing,
  type ReplayReport,
  replayReport,
} from '../conformance/replay/replay-report.ts';
import { rivalNamed } from '../conformance/replay/rival.ts';
import { settingsOfThen } from '../conformance/replay/settings-of-then.ts';
import { runResults } from '../conformance/run-results.ts';
import { terminalOf } from '../conformance/sut/ask-person.ts';
import { openPersonDesk } from '../conformance/sut/open-person-desk.ts';
import { readProfile } from '../conformance/sut/read-profile.ts';
import type { SutProfile } from '../conformance/sut/sut-profile.ts';
import { runSuite } from '../features/suite/run-suite.ts';
import { PRODUCT_VERSION } from '../simulator/version.ts';
import { type OpenBundle, openBundle } from '../src/bundle/open-bundle.ts';
import { buildRunId } from '../src/report/run-id.ts';
import { writeReports } from '../src/report/write-reports.ts';
import type { ReplayCommandOptions } from './commands/replay.ts';

/** Plays a bundle and prints what came of it. Gives the exit code. */
export async function replay(path: string, options: ReplayCommandOptions): Promise<number> {
  const bundle = await openBundle(path);
  try {
    const { scenarios } = bundle.manifest;
    return scenarios.length > 0
      ? await replayScenarios(bundle, options)
      : await replayConversations(bundle, options);
  } finally {
    await bundle.close();
  }
}

async function replayScenarios(bundle: OpenBundle, options: ReplayCommandOptions): Promise<number> {
  const { manifest } = bundle;
  const { scenario, times, schemas, world, certs, reports } = options;
  const ids = manifest.scenarios.map(({ id }) => id);
  const chosen = scenario === undefined ? ids : ids.filter((id) => id === scenario.toUpperCase());
  if (scenario !== undefined && chosen.length === 0) {
    throw new NothingToReplayError(
      `the bundle holds no scenario ${scenario}`,
      `It holds ${ids.join(', ')}.`,
    );
  }
  const startedAt = new Date();
  const began = performance.now();
  await using again = await openReplay({
    bundle,
    play: runSuite,
    settings: settingsOfThen(await optionalJson(bundle, 'world.json')),
    ...(await systemOf(bundle, options)),
    ...(options.seed !== undefined && { seed: options.seed }),
    ...(schemas !== undefined && { schemas: resolve(schemas) }),
    ...(world !== undefined && { world }),
    ...(certs !== undefined && { certificateDirectory: certs }),
  });
  const { engine } = again;
  const replayed: Replayed[] = [];
  for (const id of chosen)
    for (let time = 1; time <= times; time++) replayed.push(await again.again(id));
  const report = replayReport({
    ...{ manifest, replayed, version: PRODUCT_VERSION, seed: engine.seed },
    system: options.against ?? engine.system.name,
  });
  print(report, options);
  if (reports !== undefined) {
    const last = new Map(replayed.map(({ id, now }) => [id, now] as const));
    const results = runResults({
      ...{
        version: PRODUCT_VERSION,
        id: buildRunId(startedAt, engine.seed),
        startedAt,
        durationMs: performance.now() - began,
      },
      ...{ seed: engine.seed, shard: undefined, system: engine.system, hooks: engine.hooks },
      ...{ schemas: engine.schemas, notRun: engine.notRun, scenarios: [...last.values()] },
      journal: await engine.evidence(),
    });
    await writeReports(results, resolve(reports));
  }
  return exitCodeOf(report.outcome, replayed);
}

/** What was captured has no feature: what the system says to the same messages is compared. */
async function replayConversations(
  bundle: OpenBundle,
  options: ReplayCommandOptions,
): Promise<number> {
  const { manifest } = bundle;
  const { conversation, times, world, certs } = options;
  const chosen = conversation === undefined ? manifest.conversations : [conversation];
  const common = {
    ...{ bundle, judged: options.judged ?? (await judgedThen(bundle)) },
    settings: settingsOfThen(await optionalJson(bundle, 'world.json')),
    ...(options.seed !== undefined && { seed: options.seed }),
    ...(world !== undefined && { world }),
    ...(certs !== undefined && { certificateDirectory: certs }),
  };
  const replayed: Playing[] = [];
  const doubts: string[] = [];
  for (const conversationId of chosen) {
    for (let time = 1; time <= times; time++) {
      const system = await systemOf(bundle, options);
      const order = { ...common, ...system, conversationId };
      const again = await replayConversation(order).catch((error: unknown) => {
        const other = error instanceof NothingToReplayError && conversation === undefined;
        if (other) return undefined;
        throw error;
      });
      if (!again) {
        doubts.push(`Conversation ${conversationId} is no transfer: it is left out.`);
        break;
      }
      const { was, now, outcome, difference } = again;
      doubts.push(...again.doubts);
      replayed.push({ id: conversationId, outcome, difference, was: heard(was), now: heard(now) });
    }
  }
  if (replayed.length === 0)
    throw new NothingToReplayError(
      'the bundle holds no conversation',
      'Make it anew with `spinebox bundle create --conversation ID`.',
    );
  const report = replayReport({
    ...{ manifest, replayed, doubts, version: PRODUCT_VERSION, seed: options.seed ?? 1 },
    system: options.against ?? options.sut ?? '',
  });
  print(report, options);
  return report.outcome === 'reproduced' ? 0 : report.outcome === 'not-played' ? 2 : 1;
}

/** What a system said, in place of a verdict: nobody expected anything of it. */
function heard(side: ExaminedCapture | undefined): Playing['was'] {
  if (!side) return { verdict: 'silent', reason: undefined };
  const { findings } = side;
  return findings.length === 0
    ? { verdict: 'sound', reason: undefined }
    : { verdict: 'findings', reason: findings.join(', ') };
}

function print(report: ReplayReport, { json }: ReplayCommandOptions): void {
  process.stdout.write(`${json ? JSON.stringify(report, undefined, 2) : renderReplay(report)}\n`);
}

/** Who is played against: at the ports of the world somebody else's, at free ones a practice of ours. */
async function systemOf(
  bundle: OpenBundle,
  { sut, against }: ReplayCommandOptions,
): Promise<Pick<EngineOptions, 'source' | 'freePorts' | 'desks'>> {
  if ((sut === undefined) === (against === undefined)) throw new NoSystemError();
  if (sut !== undefined) {
    const profile = await readProfile(sut);
    const terminal = terminalOf();
    const persons = terminal && openPersonDesk({ terminal });
    return {
      source: externalSystem(profile, persons),
      freePorts: false,
      ...(persons && { desks: { persons } }),
    };
  }
  const then = (await optionalJson(bundle, 'system.json')) as Partial<SutProfile> | undefined;
  // As patient as the run was that saw it fail: what came too late then is waited for as long now.
  const { patience, quiet } = then ?? {};
  const waits = { ...(patience && { patience }), ...(quiet && { quiet }) };
  return { source: rivalNamed(against ?? '', waits), freePorts: true };
}

function exitCodeOf(outcome: ReplayOutcome, replayed: readonly Replayed[]): number {
  if (outcome === 'reproduced') return 0;
  if (outcome !== 'not-played') return 1;
  return replayed.some(({ now }) => now.verdict === 'error') ? 2 : 3;
}
