import { openEngine } from '../../conformance/engine/open-engine.ts';
import { type VariantOptions, variantSystem } from '../../conformance/engine/variant-system.ts';
import { runSuite } from '../../features/suite/run-suite.ts';
import { type ExplainedShare, explainedShare } from '../../src/explain/explained-share.ts';

export interface ExplainedRun {
  readonly certificateDirectory: string;
  readonly conduct?: VariantOptions['conduct'];
  /** Ids of scenarios; the whole suite unless given. */
  readonly only?: readonly string[] | undefined;
}

/** Plays the suite, or some of it, and counts what is explained of everything that went wrong meanwhile. */
export async function explainedRun(run: ExplainedRun): Promise<ExplainedShare> {
  const { certificateDirectory, conduct, only } = run;
  const keyType = 'p-256';
  const source = variantSystem({
    ...{ practices: 1, concurrency: 4, keyType, patience: 'PT10S' },
    ...(conduct && { conduct }),
  });
  await using engine = await openEngine({ source, certificateDirectory, keyType });
  const tags = only?.map((id) => `@${id}`).join(' or ');
  const { scenarios } = await runSuite({ engine, ...(tags ? { tags } : {}) });
  const judged = scenarios.flatMap(({ findings }) => findings);
  return await explainedShare(engine.simulator.journal, judged);
}
