import type { Entry } from '../journal/entry.ts';
import type { JournalReader } from '../journal/journal.ts';

import { findingProblem } from './finding-problem.ts';
import { entrySides } from './place/entry-sides.ts';
import type { Problem } from './problem.ts';
import { refusalProblems } from './refusal-problems.ts';

/** What may be handed in besides the journal. */
export interface ExplainContext {
  /** Bodies beyond are not looked into: their problems have no excerpt. 8 MiB unless given. */
  readonly mostBytes?: number;
}

const RANK = { must: 0, should: 1, note: 2 } as const;

/**
 * Everything that was wrong with an exchange, each thing once, the worst first: what its answer refuses, and what was
 * found. Never rejects for what a peer sent: what cannot be read is told as far as it goes.
 */
export async function problemsOf(
  journal: JournalReader,
  entry: Entry,
  context: ExplainContext = {},
): Promise<readonly Problem[]> {
  const sides = entrySides(journal, entry, context.mostBytes);
  const found: Problem[] = [];
  for (const finding of entry.findings ?? []) {
    found.push(await findingProblem(entry, finding, sides));
  }
  const problems = await refusalProblems(entry, found, sides);
  return problems.toSorted((one, other) => weight(one) - weight(other));
}

function weight({ severity, answer }: Problem): number {
  return RANK[severity] * 2 + (answer === undefined ? 1 : 0);
}
