import type { Finding, Severity } from '../domain/finding.ts';

/** What a check saw, before its own id and clause are added. */
export interface Observation {
  readonly message: string;
  readonly at: string;
  readonly line?: number;
  readonly column?: number;
  readonly offset?: number;
  readonly suggestion?: string;
}

/** A rule that examines a subject and yields what breaks it. Carries its own evidence. */
export interface Check<Subject> {
  readonly id: string;
  /** The section of the specification, for example `ebMS 2.0 section 3.2`. */
  readonly clause: string;
  readonly severity: Severity;
  /** What holds when the check passes, as a sentence. */
  readonly title: string;
  examine(subject: Subject): Iterable<Observation>;
}

/** One check tells of a fault so many times at most: a hostile message has thousands of the same. */
const MOST_OF_A_KIND = 25;

/** What some checks found in a subject, of each check at most the first 25 findings. */
export function examineAll<Subject>(
  checks: readonly Check<Subject>[],
  subject: Subject,
): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { id, clause, severity, examine } of checks) {
    let found = 0;
    for (const observation of examine(subject)) {
      findings.push({ check: id, clause, severity, ...observation });
      if (++found === MOST_OF_A_KIND) break;
    }
  }
  return findings;
}
