import { type Child, h, type Markup } from '../../wire/html/markup.ts';
import type { MatrixRow, RequirementsMatrix } from '../requirements-matrix.ts';
import { badge, counted, VERDICT_LABELS } from './words.ts';

/** Requirement by requirement: which scenarios stand for it, and what they came to. */
export function matrixView(
  { rows, uncovered, unknown }: RequirementsMatrix,
  anchorOf: (scenarioId: string) => string,
): Markup {
  const judged = rows.filter((row) => row.judged).length;
  return h(
    'section',
    { id: 'requirements' },
    h('h2', {}, 'Requirements'),
    h(
      'p',
      {},
      `${counted(rows.length, 'requirement')}: ${judged} judged, ${rows.length - uncovered.length - judged} only by scenarios that were left out, ${uncovered.length} without a scenario in this run.`,
    ),
    uncovered.length > 0 && [
      h('h3', {}, 'Uncovered'),
      h(
        'ul',
        {},
        uncovered.map(({ id, title, clause }) =>
          h('li', {}, h('code', {}, id), ` ${title} `, h('span', { class: 'q' }, clause)),
        ),
      ),
    ],
    unknown.length > 0 &&
      h('p', {}, `Named by scenarios, but not in the list of requirements: ${unknown.join(', ')}.`),
    h(
      'details',
      { class: 'mx', open: true },
      h('summary', {}, 'Requirement, scenarios, verdict'),
      h(
        'ul',
        { class: 'mr' },
        rows.map((row) => rowView(row, anchorOf)),
      ),
    ),
  );
}

function rowView(
  { id, clause, title, verdict, scenarios }: MatrixRow,
  anchorOf: (id: string) => string,
): Markup {
  return h(
    'li',
    {},
    h('div', { class: 'rv' }, verdict ? badge(verdict) : h('span', { class: 'b un' }, 'uncovered')),
    h(
      'div',
      {},
      h('code', {}, id),
      ` ${title} `,
      h('span', { class: 'q' }, clause),
      h(
        'div',
        { class: 'rs' },
        scenarios.map((each): Child => [link(each, anchorOf), ' ']),
      ),
    ),
  );
}

function link(
  { id, verdict }: MatrixRow['scenarios'][number],
  anchorOf: (id: string) => string,
): Markup {
  const [mark, word] = VERDICT_LABELS[verdict];
  return h(
    'a',
    { href: `#${anchorOf(id)}`, class: `l-${verdict}`, 'aria-label': `${id}: ${word}` },
    `${mark} ${id}`,
  );
}
