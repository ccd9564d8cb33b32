import type { Place, Problem } from '../explain/problem.ts';
import { counted, shortened } from '../report/html/words.ts';
import { type Child, h, type Markup } from '../wire/html/markup.ts';

const SHOWN = 60;
const SEQUENCES = 12;

/** Problems that say the same of several messages, once. */
interface ProblemGroup {
  readonly problem: Problem;
  readonly sequences: readonly number[];
}

/** What is wrong, the worst first: what was expected, what came, and what to change. */
export function problemsView(problems: readonly Problem[]): Child {
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

function groupsOf(problems: readonly Problem[]): readonly ProblemGroup[] {
  const groups = new Map<string, { problem: Problem; sequences: number[] }>();
  for (const problem of problems) {
    const { rule, severity, came, change } = problem;
    const key = JSON.stringify([rule, severity, came, change]);
    const group = groups.get(key) ?? { problem, sequences: [] };
    group.sequences.push(problem.sequence);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => RANK[a.problem.severity] - RANK[b.problem.severity]);
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
