import type { Problem } from '../../../../src/explain/problem.ts';
import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import { h } from '../../element.ts';
import { badge, type Tone } from '../../pieces/badge.ts';
import { facts } from '../../pieces/facts.ts';

/** How heavily a problem weighs, in a word and a colour. */
export const WEIGHT: Readonly<
  Record<Problem['severity'], readonly [Exclude<Tone, 'good' | 'plain'>, string]>
> = {
  must: ['bad', 'broken'],
  should: ['odd', 'departs'],
  note: ['note', 'note'],
};

/** A problem with the anchor of its place on the page, where that is shown. */
export interface PlacedProblem {
  readonly problem: Problem;
  readonly anchor: string | undefined;
}

/** Each problem as a card: expected, came, where, nearest, change. Notes are folded. */
export function problemCards(problems: readonly PlacedProblem[]): Markup {
  const numbered = problems.map((placed, index) => ({ ...placed, number: index + 1 }));
  const heavy = numbered.filter(({ problem }) => problem.severity !== 'note');
  const notes = numbered.filter(({ problem }) => problem.severity === 'note');
  return h(
    'section',
    { 'aria-labelledby': 'problems' },
    h('h2', { id: 'problems' }, 'What is wrong'),
    heavy.length === 0 &&
      h('p', { class: 'alert good' }, 'No rule is broken and nothing was refused.'),
    heavy.map(card),
    notes.length > 0 &&
      h(
        'details',
        {},
        h('summary', {}, notes.length === 1 ? '1 note' : `${notes.length} notes`),
        notes.map(card),
      ),
  );
}

function card({ problem, anchor, number }: PlacedProblem & { readonly number: number }): Child {
  const { rule, title, clause, severity, expected, came, nearest, change, answer } = problem;
  const [tone, word] = WEIGHT[severity];
  return h(
    'article',
    { class: `card why ${tone}`, id: `problem-${number}` },
    h('h3', {}, badge(tone, word), ' ', sentence(title)),
    facts([
      ['Expected', sentence(expected)],
      ['Came', h('strong', {}, sentence(came))],
      ['Where', place(problem, anchor)],
      ['Nearest acceptable', nearest && h('code', { class: 'nearest' }, nearest)],
      ['Answered with', answer],
      [
        'Rule',
        [h('code', {}, rule), h('span', { class: 'soft' }, ` \u00b7 ${clause}`), basis(problem)],
      ],
    ]),
    h('p', { class: 'remedy' }, sentence(change)),
  );
}

const BASES = {
  N: 'national model, schema or contract',
  P: 'published code list or analysis',
  A: 'behaviour of a public implementation',
  I: 'our inference',
} as const;

function basis({ basis: ground }: Problem): Child {
  return ground && h('span', { class: 'soft' }, ` \u00b7 ${BASES[ground]}`);
}

function place({ where }: Problem, anchor: string | undefined): Child {
  if (!where) return undefined;
  const { side, at, part, line, column, offset, excerpt } = where;
  const said = [
    part !== undefined && `part ${part}`,
    line !== undefined && `line ${line}${column === undefined ? '' : `, column ${column}`}`,
    offset !== undefined && `byte ${offset.toLocaleString('en-GB')}`,
  ].filter((each) => each !== false);
  const text = [
    h('code', {}, at),
    ` in the ${side}`,
    said.length > 0 && h('span', { class: 'soft' }, ` (${said.join(', ')})`),
  ];
  return [
    text,
    anchor !== undefined && [
      ' ',
      h('a', { href: anchor }, 'show', h('span', { class: 'vh' }, ` ${at}`)),
    ],
    excerpt !== undefined && excerpt !== '' && h('code', { class: 'excerpt' }, excerpt),
  ];
}

/** Begins with a capital letter. */
function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
