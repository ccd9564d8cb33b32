import type { Finding } from '../domain/finding.ts';
import type { Problem } from '../explain/problem.ts';
import { problemsOf } from '../explain/problems-of.ts';
import type { Entry } from '../journal/entry.ts';
import type { JournalReader } from '../journal/journal.ts';

/** A finding about an entry that was made after it was put on record. */
export type LaterFinding = Finding & { readonly sequence: number };

/**
 * Every finding and refusal of the entries with its explanation, in the order of the journal.
 *
 * @param later what a run found when it judged the messages afterwards
 */
export async function problemsFile(
  journal: JournalReader,
  entries: readonly Entry[],
  later: readonly LaterFinding[] = [],
): Promise<readonly Problem[]> {
  const byEntry = Map.groupBy(later, ({ sequence }) => sequence);
  const problems: Problem[] = [];
  for (const entry of entries) {
    const known = entry.findings ?? [];
    const added: Finding[] = [];
    for (const { sequence: _, ...finding } of byEntry.get(entry.sequence) ?? [])
      if (![...known, ...added].some((each) => isSame(each, finding))) added.push(finding);
    const whole = added.length === 0 ? entry : { ...entry, findings: [...known, ...added] };
    problems.push(...(await problemsOf(journal, whole)));
  }
  return problems;
}

function isSame(one: Finding, other: Finding): boolean {
  const { check, at, message, part, line, column } = one;
  return (
    other.check === check &&
    other.at === at &&
    other.message === message &&
    other.part === part &&
    other.line === line &&
    other.column === column
  );
}
