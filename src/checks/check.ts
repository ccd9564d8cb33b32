import type { Basis, Finding, Severity } from '../domain/finding.ts';

/** What a check saw, before its own id and clause are added. */
export interface Observation {
  readonly message: string;
  readonly at: string;
  /** The MIME part that it lies in, counted from 1. */
  readonly part?: number;
  readonly line?: number;
  readonly column?: number;
  readonly offset?: number;
  readonly suggestion?: string;
}

/** What is known of a check without running it: what catalogues and documents tell of it. */
export interface Rule {
  readonly id: string;
  /** The section of the specification, for example `ebMS 2.0 section 3.2`. */
  readonly clause: string;
  readonly basis: Basis;
  readonly severity: Severity;
  /** What holds when the check passes, as a sentence. */
  readonly title: string;
  /** What to change in the system when it does not hold, as a sentence to its developer. */
  readonly advice: string;
}

/** A rule that examines a subject and yields what breaks it. Carries its own evidence. */
export interface Check<Subject> extends Rule {
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
  for (const check of checks) {
    let found = 0;
    for (const observation of check.examine(subject)) {
      findings.push(findingOf(check, observation));
      if (++found === MOST_OF_A_KIND) break;
    }
  }
  return findings;
}

export function findingOf(
  { id, clause, basis, severity }: Rule,
  observation: Observation,
): Finding {
  return { check: id, clause, basis, severity, ...observation };
}
