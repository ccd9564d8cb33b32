import type { BundleManifest } from '../../src/bundle/manifest.ts';
import type { ReplayOutcome } from './compare-results.ts';

/** Every playing of a bundle, for machines. */
export interface ReplayReport {
  readonly title: string;
  /** That wrote the bundle, and this one. */
  readonly versions: { readonly was: string; readonly now: string };
  readonly redacted: boolean;
  readonly seed: { readonly was: number | undefined; readonly now: number };
  readonly system: string;
  /** What could not be told for certain of a capture, a sentence each. */
  readonly doubts: readonly string[];
  /** Of all playings together. */
  readonly outcome: ReplayOutcome;
  readonly playings: readonly (Playing & {
    /** From 1. */
    readonly time: number;
  })[];
}

/** One scenario or conversation that was played again. */
export interface Playing {
  /** Id of the scenario or the conversation. */
  readonly id: string;
  readonly outcome: ReplayOutcome;
  readonly difference: string | undefined;
  readonly was: { readonly verdict: string; readonly reason: string | undefined };
  readonly now: { readonly verdict: string; readonly reason: string | undefined };
}

export interface ReplayFacts {
  readonly manifest: Pick<BundleManifest, 'title' | 'product' | 'redacted' | 'run'>;
  readonly version: string;
  readonly seed: number;
  readonly system: string;
  readonly doubts?: readonly string[];
  /** In the order in which they were played. */
  readonly replayed: readonly Playing[];
}

export function replayReport(facts: ReplayFacts): ReplayReport {
  const { manifest, version, seed, system, replayed } = facts;
  const times = new Map<string, number>();
  return {
    title: manifest.title,
    versions: { was: manifest.product.version, now: version },
    redacted: manifest.redacted,
    seed: { was: manifest.run?.seed, now: seed },
    system,
    doubts: [...new Set(facts.doubts ?? [])],
    outcome: overall(replayed.map(({ outcome }) => outcome)),
    playings: replayed.map(({ id, outcome, difference, was, now }) => {
      const time = (times.get(id) ?? 0) + 1;
      times.set(id, time);
      return {
        ...{ id, time, outcome, difference },
        was: { verdict: was.verdict, reason: was.reason },
        now: { verdict: now.verdict, reason: now.reason },
      };
    }),
  };
}

/** One that is not reproduced is enough: what happens only now and then is not pinned down. */
export function overall(outcomes: readonly ReplayOutcome[]): ReplayOutcome {
  const worst: readonly ReplayOutcome[] = ['not-played', 'not-reproduced', 'different'];
  return worst.find((each) => outcomes.includes(each)) ?? 'reproduced';
}
