import type { KnownBad } from '../../simulator/known-bad/known-bad.ts';
import { KNOWN_BAD } from '../../simulator/known-bad/known-bad-variants.ts';
import type { ScenarioResult, Verdict } from '../../src/report/results.ts';
import { runVariant } from './run-variant.ts';

/** What became of a variant. */
export interface Fate {
  readonly variant: KnownBad;
  /** Scenarios that failed it. */
  readonly caught: readonly string[];
  /** Of those that should have, what they came to. */
  readonly verdicts: readonly {
    readonly id: string;
    readonly verdict: Verdict | 'not-played';
    readonly reason: string | undefined;
  }[];
}

export interface MutationOptions {
  readonly certificateDirectory: string;
  /** All of them unless given. */
  readonly variants?: readonly KnownBad[];
  /** Variants side by side. */
  readonly jobs?: number;
  readonly onFate?: (fate: Fate) => void;
}

/** Plays each variant against the scenarios that should catch it. In the order of the variants. */
export async function runMutation(options: MutationOptions): Promise<readonly Fate[]> {
  const {
    certificateDirectory,
    variants = KNOWN_BAD,
    jobs = 4,
    onFate = () => undefined,
  } = options;
  const fates = new Map<string, Fate>();
  const queue = [...variants];
  const work = async (): Promise<void> => {
    for (let variant = queue.shift(); variant; variant = queue.shift()) {
      const { conduct, caughtBy } = variant;
      const results = await runVariant({ conduct, only: caughtBy, certificateDirectory });
      const fate = fateOf(variant, results);
      fates.set(variant.name, fate);
      onFate(fate);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, work));
  return variants.flatMap(({ name }) => fates.get(name) ?? []);
}

function fateOf(variant: KnownBad, results: readonly ScenarioResult[]): Fate {
  const verdicts = variant.caughtBy.map((id) => {
    const result = results.find((one) => one.id === id);
    return { id, verdict: result?.verdict ?? ('not-played' as const), reason: result?.reason };
  });
  const caught = verdicts.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
  return { variant, caught, verdicts };
}
