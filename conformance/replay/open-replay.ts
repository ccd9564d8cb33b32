import type { WorldPatch } from '../../simulator/world/world-config.ts';
import type { ScenarioResult } from '../../src/report/results.ts';
import type { Engine } from '../engine/engine.ts';
import { type EngineOptions, openEngine } from '../engine/open-engine.ts';
import { type Comparison, compareResults } from './compare-results.ts';
import { NothingToReplayError } from './replay-errors.ts';
import { type ScenarioSources, scenarioFiles } from './scenario-files.ts';

/** Plays features: the suite does it. */
export type PlaySuite = (options: {
  readonly engine: Engine;
  readonly tags: string;
  readonly features: readonly string[];
}) => Promise<{ readonly scenarios: readonly ScenarioResult[] }>;

export interface ReplayOptions
  extends Omit<EngineOptions, 'scenarioFolder' | 'settings' | 'seed' | 'replayOptions'> {
  readonly bundle: ScenarioSources;
  readonly play: PlaySuite;
  /** In place of the seed of then: for a system that remembers the patients and messages of then. */
  readonly seed?: number;
  /** What of the world of then is to hold. */
  readonly settings?: WorldPatch;
}

export interface Replayed extends Comparison {
  readonly id: string;
  readonly was: ScenarioResult;
  readonly now: ScenarioResult;
}

/** A bundle's scenarios, ready to be played again. */
export interface Replay extends AsyncDisposable {
  readonly engine: Engine;
  readonly ids: readonly string[];
  /**
   * Plays a scenario as it was played then and compares. From the second time on patients and ids are others: Spine
   * and the system remember those they have seen.
   */
  again(id: string): Promise<Replayed>;
}

/** Starts the simulator and the system as they were. Throws a SimulatorError that says what to do. */
export async function openReplay(options: ReplayOptions): Promise<Replay> {
  const { bundle, play, seed, ...rest } = options;
  const { scenarios } = bundle.manifest;
  const [first] = scenarios;
  if (!first) {
    throw new NothingToReplayError(
      'the bundle holds no scenario of the suite',
      'Bundles that `spinebox conform` writes hold one each; what was captured is played by its conversations.',
    );
  }
  const results = new Map<string, ScenarioResult>();
  for (const { id, result } of scenarios)
    results.set(id, JSON.parse(await bundle.readText(result)) as ScenarioResult);
  await using stack = new AsyncDisposableStack();
  const files = stack.use(await scenarioFiles(bundle));
  const engine = stack.use(
    await openEngine({ ...rest, seed: seed ?? first.seed, scenarioFolder: files.folder }),
  );
  const kept = stack.move();
  return {
    engine,
    ids: scenarios.map(({ id }) => id),
    async again(id) {
      const [was, feature] = [results.get(id), files.features.get(id)];
      if (!was || feature === undefined) {
        throw new NothingToReplayError(
          `the bundle holds no scenario ${id}`,
          `It holds ${[...results.keys()].join(', ')}.`,
        );
      }
      const { scenarios: played } = await play({ engine, tags: `@${id}`, features: [feature] });
      const now = played.find((each) => each.id === id);
      if (!now) {
        throw new NothingToReplayError(
          `the feature in the bundle has no scenario ${id}`,
          'The bundle was not written by spinebox, or its feature was changed: get it again.',
        );
      }
      return { id, was, now, ...compareResults(was, now) };
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
