import { RULES } from '../checks/catalogue.ts';
import type { Finding } from '../domain/finding.ts';
import type { Entry } from '../journal/entry.ts';
import { findingNote } from './codes/finding-notes.ts';
import { nearestOf } from './nearest/nearest-of.ts';
import type { EntrySides } from './place/entry-sides.ts';
import { short } from './place/excerpt.ts';
import { type Located, locate } from './place/locate.ts';
import { withoutNumbers } from './place/mask.ts';
import type { Problem } from './problem.ts';
import { sentence } from './sentence.ts';

const byId = new Map(RULES.map((rule) => [rule.id, rule]));

/** Longest value that is told in the sentence itself. */
const LONGEST_VALUE = 80;

/** One finding, for a person: its rule, its place in the bytes, and the nearest thing that would have passed. */
export async function findingProblem(
  entry: Entry,
  finding: Finding,
  sides: EntrySides,
): Promise<Problem> {
  const { check, severity, clause, basis, message } = finding;
  const rule = byId.get(check);
  const note = rule ? undefined : findingNote(check);
  const title = rule?.title ?? note?.title ?? 'the message keeps the rules of its service';
  // What is found in a delivery is found in its answer: the message itself was judged when it came.
  const side = finding.side ?? (entry.kind === 'delivery' ? 'response' : 'request');
  const view = await sides.view(side);
  const located = locate(view, finding);
  return {
    sequence: entry.sequence,
    rule: check,
    title,
    clause,
    basis: basis ?? rule?.basis,
    severity,
    expected: sentence(note?.expected ?? title),
    came: came(message, located),
    where: located.place,
    nearest: nearestOf({ entry, finding, view, located }),
    change: rule?.advice ?? note?.change ?? 'Correct what the finding names.',
  };
}

function came(message: string, { value }: Located): string {
  const told = sentence(short(withoutNumbers(message), 300));
  if (value === undefined || value.length > LONGEST_VALUE || message.includes(value)) return told;
  return `${told} It reads "${short(withoutNumbers(value), LONGEST_VALUE)}".`;
}
