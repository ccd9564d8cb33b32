import type { Place } from '../explain/problem.ts';
import { counted, shortened } from '../report/html/words.ts';
import { type Child, h, type Markup } from '../wire/html/markup.ts';
import type { BundledProblem } from './after-verdict.ts';

const SHOWN = 60;
const SEQUENCES = 12;

/** Problems that say the same of several messages, once. */
interface ProblemGroup {
  readonly problem: BundledProblem;
  readonly sequences: readonly number[];
}

/** What is wrong, the worst first: what was expected, what came, and what to change. */
export function problemsView(problems: readonly BundledProblem[]): Child {
  if (problems.length === 0)
    return h('p', { class: 'q' }, 'Nothing was refused, and no check found anything wrong.');
  const groups = groupsOf(problems);
  const more = groups.length - SHOWN;
  return [
    h('ul', { class: 'fi' }, groups.slice(0, SHOWN).map(groupView)),
    more > 0 && h('p', { class: 'q' }, `${counted(more, 'more problem')}: see problems.json.`),
  ];
}

const RANK = { must: 0, should: 1, note: 2 } as const;

function groupsOf(problems: readonly BundledProblem[]): readonly ProblemGroup[] {
  const groups = new Map<string, { problem: BundledProblem; sequences: number[] }>();
  for (const problem of problems) {
    const { rule, severity, came, change, afterVerdict } = problem;
    const key = JSON.stringify([rule, severity, came, change, afterVerdict]);
    const group = groups.get(key) ?? { problem, sequences: [] };
    group.sequences.push(problem.sequence);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => rankOf(a.problem) - rankOf(b.problem));
}

/** What came after the verdict is not the reason for it. */
function rankOf({ severity, afterVerdict }: BundledProblem): number {
  return RANK[severity] + (afterVerdict ? 3 : 0);
}

function groupView({ problem, sequences }: ProblemGroup): Markup {
  const { rule, title, clause, basis, severity, expected, came, where, nearest, change } = problem;
  const more = sequences.length - SEQUENCES;
  const said = (name: string, content: Child) => h('div', {}, h('b', {}, `${name}: `), content);
  return h(
    'li',
    { class: `s-${severity}` },
    ...[h('span', { class: 'sv' }, severity), ' ', h('code', {}, rule), ` ${title}`],
    h(
      'div',
      { class: 'q' },
      `${clause}${basis ? `, basis ${basis}` : ''}; in `,
      sequences
        .slice(0, SEQUENCES)
        .map((each, index) => [index > 0 && ', ', h('a', { href: `#entry-${each}` }, `#${each}`)]),
      more > 0 && ` and ${more} more`,
      problem.afterVerdict && '; after the scenario was judged: not why it failed',
    ),
    said('Expected', shortened(expected)),
    said('Came', shortened(came)),
    where && said('Where', placeText(where)),
    where?.excerpt !== undefined && h('pre', { class: 'wr' }, h('code', {}, where.excerpt)),
    nearest !== undefined && said('Nearest acceptable', h('code', {}, shortened(nearest))),
    said('Change', shortened(change)),
  );
}

function placeText({ side, at, part, line, column, offset }: Place): string {
  return [
    `${side}, ${at}`,
    ...(part === undefined ? [] : [`part ${part}`]),
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(column === undefined ? [] : [`column ${column}`]),
    ...(offset === undefined ? [] : [`byte ${offset}`]),
  ].join(', ');
}
