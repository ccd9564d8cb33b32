import { requirementsMatrix } from '../../../../src/report/requirements-matrix.ts';
import type { RunResults } from '../../../../src/report/results.ts';
import type { Child } from '../../../../src/wire/html/markup.ts';
import { h } from '../../element.ts';
import { badge } from '../../pieces/badge.ts';
import { dataTable } from '../../pieces/data-table.ts';
import { scenarioAddress } from './run-address.ts';
import { verdictBadge } from './verdict-badge.ts';

/** Requirement by requirement: what it was judged by, and what that came to. */
export function matrixPage(id: string, results: RunResults): Child {
  const { rows, uncovered, unknown } = requirementsMatrix(results);
  const judged = rows.filter((row) => row.judged).length;
  const leftOut = rows.length - uncovered.length - judged;
  return [
    h(
      'p',
      {},
      `${rows.length} requirements: ${judged} judged, ${leftOut} only by scenarios that were left out, ${uncovered.length} without a scenario in this run.`,
    ),
    unknown.length > 0 &&
      h(
        'p',
        { class: 'alert odd' },
        `Named by scenarios, but no requirement: ${unknown.join(', ')}.`,
      ),
    dataTable(
      'Requirements',
      [
        { title: 'Requirement', cell: (row) => h('span', { class: 'nowrap' }, row.id) },
        {
          title: 'Verdict',
          cell: ({ verdict }) => (verdict ? verdictBadge(verdict) : badge('plain', 'uncovered')),
        },
        {
          title: 'What it says',
          cell: ({ title, clause }) => [title, ' ', h('span', { class: 'soft small' }, clause)],
        },
        {
          title: 'Scenarios',
          cell: ({ scenarios }) =>
            h(
              'span',
              { class: 'row' },
              scenarios.map((each) =>
                h(
                  'span',
                  { class: 'nowrap' },
                  h('a', { href: scenarioAddress(id, each.id) }, each.id),
                  each.verdict !== 'pass' && [' ', verdictBadge(each.verdict)],
                ),
              ),
            ),
        },
      ],
      rows,
      ({ verdict }) => (verdict === 'fail' ? 'bad' : verdict === 'error' ? 'odd' : undefined),
    ),
  ];
}
