import { openEngine } from '../../conformance/engine/open-engine.ts';
import { type VariantOptions, variantSystem } from '../../conformance/engine/variant-system.ts';
import { runSuite } from '../../features/suite/run-suite.ts';
import type { ScenarioResult } from '../../src/report/results.ts';

export interface VariantRun {
  readonly conduct?: VariantOptions['conduct'];
  /** Ids of scenarios; the whole suite unless given. */
  readonly only?: readonly string[];
  /** Further tag expression. */
  readonly tags?: string;
  readonly certificateDirectory: string;
  readonly practices?: number;
  readonly concurrency?: number;
  readonly patience?: string;
  readonly onResult?: (result: ScenarioResult) => void;
}

/** Plays scenarios against a practice that is wrong, or right, or does nothing. */
export async function runVariant(run: VariantRun): Promise<readonly ScenarioResult[]> {
  const { conduct, only, tags, certificateDirectory, practices = 1, concurrency = 4 } = run;
  const keyType = 'p-256';
  const source = variantSystem({
    ...{ practices, concurrency, keyType },
    patience: run.patience ?? 'PT5S',
    ...(conduct && { conduct }),
  });
  await using engine = await openEngine({ source, certificateDirectory, keyType });
  const chosen = [only && `(${only.map((id) => `@${id}`).join(' or ')})`, tags].filter(Boolean);
  const { scenarios } = await runSuite({
    engine,
    ...(chosen.length > 0 && { tags: chosen.join(' and ') }),
    ...(run.onResult && { onResult: run.onResult }),
  });
  return scenarios;
}
