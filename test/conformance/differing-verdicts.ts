import type { ScenarioResult } from '../../src/report/results.ts';

type Judged = Pick<ScenarioResult, 'id' | 'verdict' | 'reason'>;

/** A scenario that came to another verdict at the other boundary. */
export interface DifferingVerdict {
  readonly id: string;
  /** One line. */
  readonly told: string;
}

/** Every scenario that came to another verdict, or was played once alone. */
export function differingVerdicts(
  straight: readonly Judged[],
  behind: readonly Judged[],
): readonly DifferingVerdict[] {
  const before = byKey(straight);
  const after = byKey(behind);
  const keys = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return keys.flatMap((key) => {
    const [one, other] = [before.get(key), after.get(key)];
    if (one?.verdict === other?.verdict) return [];
    return [{ id: key, told: `${key}: ${told(one)}; behind an adaptor ${told(other)}` }];
  });
}

function byKey(results: readonly Judged[]): ReadonlyMap<string, Judged> {
  return new Map(results.map((each) => [each.id, each]));
}

function told(result: Judged | undefined): string {
  if (!result) return 'not played';
  return result.reason ? `${result.verdict} (${result.reason})` : result.verdict;
}
