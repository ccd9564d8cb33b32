import type { Entry } from '../journal/entry.ts';
import type { EntrySides } from './place/entry-sides.ts';
import { short } from './place/excerpt.ts';
import { withoutNumbers } from './place/mask.ts';
import type { Problem } from './problem.ts';
import { refusalsIn } from './refusals/refusals-in.ts';
import type { Refused } from './refusals/refused.ts';
import { sentence } from './sentence.ts';

/**
 * The problems of an entry with what its answer refuses. A refusal that a finding is the cause of is told there, as
 * what was answered for it; any other is a problem of its own.
 */
export async function refusalProblems(
  entry: Entry,
  found: readonly Problem[],
  sides: EntrySides,
): Promise<readonly Problem[]> {
  const problems = [...found];
  const onPurpose = purposeOf(entry);
  for (const refused of await refusalsIn(entry, sides)) {
    const at = onPurpose === undefined ? problems.findIndex((each) => isCause(each, refused)) : -1;
    const cause = problems[at];
    const { answer } = refused;
    if (cause && answer !== undefined) {
      const { nearest = refused.nearest } = cause;
      const told = GENERAL.has(cause.rule) ? generally(refused) : {};
      problems[at] = { ...cause, ...told, nearest, answer: `${answer}${named(refused)}` };
    } else problems.push(problemOf(entry, refused, onPurpose));
  }
  return problems;
}

/** Findings whose rule is only that the request is right: the code of the answer says more. */
const GENERAL: ReadonlySet<string> = new Set(['SMSP-REQUEST-01']);

function generally({ note: { title, expected, change } }: Refused) {
  return { title, expected, change };
}

/** The name of the refusal, where the answer itself does not have it. */
function named({ rule, answer = '' }: Refused): string {
  return answer.includes(rule) || rule.startsWith('HTTP-') ? '' : ` (${rule})`;
}

function isCause({ rule, severity, answer }: Problem, { causes }: Refused): boolean {
  if (answer !== undefined || causes === undefined || severity === 'note') return false;
  if (causes === 'any') return severity === 'must';
  // What the reader of a synchronous envelope finds is refused under the name of all that is not well formed.
  return causes.includes(rule) || (severity === 'must' && rule.startsWith('SYNC-'));
}

function problemOf(
  { sequence }: Entry,
  { rule, note, answer, reason, where, nearest }: Refused,
  onPurpose: string | undefined,
): Problem {
  const why = sentence(short(withoutNumbers(reason), 400));
  const came =
    onPurpose === undefined
      ? why
      : `On purpose: ${onPurpose}.${TOLD_BY_FAULT.test(reason) ? '' : ` The answer says: ${why}`}`;
  return {
    sequence,
    rule,
    title: note.title,
    clause: note.clause,
    basis: undefined,
    severity: note.severity ?? 'must',
    expected: note.expected,
    came,
    where,
    nearest,
    change:
      onPurpose === undefined
        ? note.change
        : 'Nothing in the message: take the fault away to see how it is answered without.',
    answer,
  };
}

/** The fault that asked for this answer, where one did. A delay alone changes no answer. */
function purposeOf({ trace = [] }: Entry): string | undefined {
  const faults = trace
    .filter(({ stage, text }) => stage === 'disturb' || ASKED.test(text))
    .flatMap(({ text }) => text.split('; '))
    .filter((text) => !/asks for: delay\b|which this face does not know/.test(text));
  return faults.length === 0 ? undefined : short([...new Set(faults)].join('; '), 200);
}

/** Reasons that say no more than that there is a fault. */
const TOLD_BY_FAULT = /^disturbed on purpose$|asks for: /i;

/** Services that are asked by Spine tell of faults where they tell of their decision. */
const ASKED = /^(?:the )?fault \S.* asks for: /;
