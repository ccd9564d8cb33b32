import type { Problem } from '../explain/problem.ts';
import { problemsOf } from '../explain/problems-of.ts';
import type { Entry } from '../journal/entry.ts';
import type { JournalReader } from '../journal/journal.ts';

/** Every finding and refusal of the entries with its explanation, in the order of the journal. */
export async function problemsFile(
  journal: JournalReader,
  entries: readonly Entry[],
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const entry of entries) problems.push(...(await problemsOf(journal, entry)));
  return problems;
}
