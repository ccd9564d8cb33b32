import type { Place, Problem } from './problem.ts';

const WEIGHT: Readonly<Record<Problem['severity'], string>> = {
  must: 'BROKEN',
  should: 'departs',
  note: 'note',
};

/** A problem as lines of text: what was expected, what came, by which rule, where, and what to do. */
export function renderProblem(problem: Problem): readonly string[] {
  const { rule, title, expected, came, clause, basis, where, nearest, change, answer } = problem;
  const said = expected.replace(/\.$/, '').toLowerCase() === title.toLowerCase();
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['refused', answer],
    ['expected', expected],
    ['came', came],
    ['rule', `${clause}${basis ? `, basis ${basis}` : ''}`],
    ['where', where && renderPlace(where)],
    ['nearest', nearest],
    ['change', change],
  ];
  return [
    `${WEIGHT[problem.severity].padEnd(9)} ${rule}${said ? '' : `: ${title}`}`,
    ...rows.flatMap(([name, text]) => (text ? [`          ${name.padEnd(9)} ${text}`] : [])),
  ];
}

/** A place in words: `CPAId, part 1, line 11, column 4, byte 750: <eb:CPAId>…</eb:CPAId>`. */
export function renderPlace({ side, at, part, line, column, offset, excerpt }: Place): string {
  const words = [
    side === 'response' ? `${at} of the answer` : at,
    part === undefined ? '' : `part ${part}`,
    line === undefined ? '' : `line ${line}`,
    column === undefined ? '' : `column ${column}`,
    offset === undefined ? '' : `byte ${offset}`,
  ];
  const place = words.filter(Boolean).join(', ');
  if (!excerpt) return place;
  // The line of a header says itself which one it is.
  return excerpt.startsWith(`${place}: `) ? excerpt : `${place}: ${excerpt}`;
}
