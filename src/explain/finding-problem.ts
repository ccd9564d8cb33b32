import { RULES } from '../checks/catalogue.ts';
import type { Finding } from '../domain/finding.ts';
import type { Entry } from '../journal/entry.ts';
import type { EntryBodies } from './entry-bodies.ts';
import type { Problem } from './problem.ts';

const byId = new Map(RULES.map((rule) => [rule.id, rule]));

/** One finding, for a person. */
export async function findingProblem(
  { sequence }: Entry,
  finding: Finding,
  _bodies: EntryBodies,
): Promise<Problem> {
  const { check, severity, clause, basis, message, at, part, line, column, offset } = finding;
  const rule = byId.get(check);
  return {
    sequence,
    rule: check,
    title: rule?.title ?? check,
    clause,
    basis: basis ?? rule?.basis,
    severity,
    expected: rule?.title ?? 'what the clause asks for',
    came: message,
    where: { side: 'request', at, part, line, column, offset },
    nearest: finding.suggestion,
    change: rule?.advice ?? 'See the clause.',
  };
}
