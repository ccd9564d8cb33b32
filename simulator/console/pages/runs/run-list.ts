import { durationText } from '../../../../src/report/html/words.ts';
import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import type { RunSummary } from '../../../doors/run-desk.ts';
import { CONSOLE, h } from '../../element.ts';
import { dataTable } from '../../pieces/data-table.ts';
import { empty } from '../../pieces/empty.ts';
import { moment } from '../../pieces/moment.ts';
import { runAddress } from './run-address.ts';
import { verdictCounts } from './verdict-badge.ts';

/** The run under way: how far it is. */
export function runUnderWay(runs: readonly RunSummary[]): Child {
  return runs
    .filter(({ underWay }) => underWay)
    .map(({ id, system, seed, summary, planned }) => {
      const judged = Object.values(summary).reduce((sum, count) => sum + count, 0);
      return h(
        'section',
        { class: 'card', 'aria-label': 'The run under way' },
        h(
          'div',
          { class: 'spread' },
          h(
            'h2',
            {},
            h('a', { href: runAddress(id), id: 'under-way' }, 'Under way'),
            ` ${system}, seed ${seed}`,
          ),
          verdictCounts(summary),
        ),
        progressOf(judged, planned),
      );
    });
}

/** How many of the scenarios are judged. */
export function progressOf(judged: number, planned: number): Markup {
  return h(
    'p',
    { class: 'row' },
    h('progress', { max: Math.max(planned, 1), value: judged, 'aria-label': 'judged' }),
    h('span', { class: 'soft' }, `${judged} of ${planned} scenarios are judged`),
  );
}

/** Runs that are kept; two of them can be chosen to be compared. */
export function keptRuns(runs: readonly RunSummary[]): Child {
  const kept = runs.filter(({ underWay }) => !underWay);
  if (kept.length === 0) {
    return empty(
      'No run is kept here',
      h('code', {}, 'spinebox conform --reports reports'),
      ' keeps each run; ',
      h('code', {}, 'spinebox up --reports reports'),
      ' shows them.',
    );
  }
  const readable = kept.filter(({ unreadable }) => unreadable === undefined);
  const choice = (name: 'a' | 'b', run: RunSummary) =>
    run.unreadable === undefined &&
    h('input', {
      ...{ type: 'radio', name, value: run.id, id: `${name}-${run.id}` },
      checked: run === readable[name === 'a' ? Math.min(1, readable.length - 1) : 0],
      'aria-label': `${name === 'a' ? 'before' : 'after'}: ${run.id}`,
    });
  const table = dataTable<RunSummary>(
    'Runs, the newest first',
    [
      {
        title: 'Run',
        cell: ({ id, unreadable }) =>
          unreadable === undefined ? h('a', { href: runAddress(id), class: 'mono' }, id) : id,
      },
      {
        title: 'System',
        cell: ({ system, unreadable }) =>
          unreadable === undefined ? system : h('span', { class: 'bad' }, unreadable),
      },
      {
        title: 'Verdicts',
        cell: (run) => run.unreadable === undefined && verdictCounts(run.summary),
      },
      { title: 'Began (UTC)', className: 'wide', cell: ({ startedAt }) => moment(startedAt) },
      {
        title: 'Took',
        className: 'num wide nowrap',
        cell: ({ durationMs, unreadable }) => unreadable === undefined && durationText(durationMs),
      },
      { title: 'Before', cell: (run) => choice('a', run) },
      { title: 'After', cell: (run) => choice('b', run) },
    ],
    kept,
    ({ summary, unreadable }) =>
      unreadable !== undefined || summary.fail > 0 ? 'bad' : summary.error > 0 ? 'odd' : undefined,
  );
  if (readable.length < 2) return table;
  return h(
    'form',
    { method: 'get', action: `${CONSOLE}/runs/compare` },
    table,
    h(
      'p',
      { class: 'row' },
      h('button', { type: 'submit' }, 'Compare'),
      h('span', { class: 'soft' }, 'what changed from the one before to the one after'),
    ),
  );
}
