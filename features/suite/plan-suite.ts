import { runLaneOf } from './lane.ts';
import { ID_TAG } from './support/scenario-head.ts';

/** A scenario, or a row of an outline, as it would be played. */
export interface PlannedScenario {
  readonly uri: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly ids: readonly string[];
  /** The scenario or outline that it stands in: the same for all rows of one. */
  readonly outline: string;
  /** Scenario files that its steps name. */
  readonly situations: readonly string[];
  /** Every text in quotation marks of its steps: whatever scenario file they name in whatever way is among them. */
  readonly quoted: readonly string[];
  readonly undefinedSteps: readonly string[];
}

/** Everything that the suite would play, without playing it. Rejects when a feature cannot be read. */
export async function planSuite(
  options: { readonly tags?: string; readonly features?: readonly string[] } = {},
): Promise<readonly PlannedScenario[]> {
  const planned: PlannedScenario[] = [];
  const pickles = new Map<
    string,
    Omit<PlannedScenario, 'undefinedSteps'> & { readonly steps: ReadonlyMap<string, string> }
  >();
  await runLaneOf({ ...options, run: '', dryRun: true }, ({ pickle, testCase }) => {
    if (pickle) {
      const tags = pickle.tags.map(({ name }) => name);
      pickles.set(pickle.id, {
        uri: pickle.uri,
        name: pickle.name,
        tags,
        ids: tags.flatMap((tag) => ID_TAG.exec(tag)?.[1] ?? []),
        outline: `${pickle.uri} ${pickle.astNodeIds[0]}`,
        situations: pickle.steps.flatMap(
          ({ text }) => /^the situation "([^"]+)"/.exec(text)?.[1] ?? [],
        ),
        quoted: pickle.steps.flatMap(({ text }) =>
          [...text.matchAll(/"([^"]+)"/g)].map(([, inside = '']) => inside),
        ),
        steps: new Map(pickle.steps.map(({ id, text }) => [id, text])),
      });
    }
    const found = testCase && pickles.get(testCase.pickleId);
    if (!found) return;
    const { steps, ...scenario } = found;
    const undefinedSteps = testCase.testSteps.flatMap(({ pickleStepId, stepDefinitionIds }) =>
      pickleStepId !== undefined && stepDefinitionIds?.length !== 1
        ? [steps.get(pickleStepId) ?? '']
        : [],
    );
    planned.push({ ...scenario, undefinedSteps });
  });
  return planned;
}
