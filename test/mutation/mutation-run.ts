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
  /** Conduct of the practice that is taken for right; the usual one unless given. */
  readonly reference?: KnownBad['conduct'];
  /** How long the suite waits for what must come; as {@link runVariant} has it unless given. */
  readonly patience?: string;
  /** Variants side by side. */
  readonly jobs?: number;
  /** Told which scenarios the good practice does not pass: what they say of a wrong one means nothing. */
  readonly onUnfit?: (unfit: readonly ScenarioResult[]) => void;
  readonly onFate?: (fate: Fate) => void;
}

/**
 * Plays each variant against the scenarios that should catch it, but for those that the good practice does not pass
 * either. In the order of the variants.
 */
export async function runMutation(options: MutationOptions): Promise<readonly Fate[]> {
  const {
    certificateDirectory,
    patience,
    variants = KNOWN_BAD,
    jobs = 4,
    onUnfit = () => undefined,
    onFate = () => undefined,
  } = options;
  const unfit = await unfitOf(variants, options);
  onUnfit(unfit);
  const fates = new Map<string, Fate>();
  const queue = [...variants];
  const work = async (): Promise<void> => {
    for (let variant = queue.shift(); variant; variant = queue.shift()) {
      const { conduct, caughtBy } = variant;
      const only = caughtBy.filter((id) => !unfit.some((result) => result.id === id));
      const run = { conduct, only, certificateDirectory, ...(patience && { patience }) };
      const results = only.length > 0 ? await runVariant(run) : [];
      const fate = fateOf(variant, [...results, ...unfit.map(failedAnyway)]);
      fates.set(variant.name, fate);
      onFate(fate);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, work));
  return variants.flatMap(({ name }) => fates.get(name) ?? []);
}

async function unfitOf(
  variants: readonly KnownBad[],
  { certificateDirectory, patience, reference }: MutationOptions,
): Promise<readonly ScenarioResult[]> {
  const only = [...new Set(variants.flatMap(({ caughtBy }) => caughtBy))];
  const good = await runVariant({
    ...{ only, certificateDirectory, practices: 2 },
    ...(reference && { conduct: reference }),
    ...(patience && { patience }),
  });
  return good.filter(({ verdict }) => verdict !== 'pass');
}

/** What the good practice came to stands for no verdict about a wrong one. */
function failedAnyway(result: ScenarioResult): ScenarioResult {
  const reason = `the good practice does not pass it: ${result.reason ?? result.verdict}`;
  return { ...result, verdict: 'error', reason };
}

function fateOf(variant: KnownBad, results: readonly ScenarioResult[]): Fate {
  const verdicts = variant.caughtBy.map((id) => {
    const result = results.find((one) => one.id === id);
    return { id, verdict: result?.verdict ?? ('not-played' as const), reason: result?.reason };
  });
  const caught = verdicts.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
  return { variant, caught, verdicts };
}
