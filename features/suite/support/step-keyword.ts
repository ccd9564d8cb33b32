interface Step {
  readonly id: string;
  readonly keyword: string;
}
interface WithSteps {
  readonly steps: readonly Step[];
}
interface Child {
  readonly background?: WithSteps | undefined;
  readonly scenario?: WithSteps | undefined;
  readonly rule?: { readonly children: readonly Child[] } | undefined;
}

/** The keyword of a step as its file has it, with the space behind it; empty when it is not found. */
export function keywordOf(
  document: { readonly feature?: { readonly children: readonly Child[] } | undefined },
  astNodeIds: readonly string[],
): string {
  const steps = stepsOf(document.feature?.children ?? []);
  return steps.find(({ id }) => astNodeIds.includes(id))?.keyword ?? '';
}

function stepsOf(children: readonly Child[]): readonly Step[] {
  return children.flatMap(({ background, scenario, rule }) => [
    ...(background?.steps ?? []),
    ...(scenario?.steps ?? []),
    ...stepsOf(rule?.children ?? []),
  ]);
}
