import { type Child, h, type Markup } from '../../wire/html/markup.ts';
import { BASELINE_STATUSES, baselineCounts, baselineTold } from '../baseline/render-baseline.ts';
import { failsAsKnown, verdictWords } from '../render-summary.ts';
import type { Basis, RunResults, Summary, Verdict } from '../results.ts';
import { summaryOf, WORST_FIRST } from '../summary.ts';
import { factList } from './fact-list.ts';
import { verdictTiles } from './verdict-tiles.ts';
import { BASIS_MEANINGS, durationText, VERDICT_LABELS } from './words.ts';

/** What the run was, and how it ended. */
export function headView(results: RunResults): Markup {
  const { system, product, startedAt, durationMs, seed, shard, schemas, summary } = results;
  const facts: readonly (readonly [string, string])[] = [
    ['System', `${system.name}, ODS ${system.odsCode}, ASID ${system.asid}, ${system.partyKey}`],
    ['Roles', system.roles.join(', ') || 'none'],
    ['Hooks', system.hooks.join(', ') || 'none'],
    [
      'Run',
      `${startedAt}, ${durationText(durationMs)}, seed ${seed}${shard ? `, shard ${shard}` : ''}`,
    ],
    ['Schemas', schemas === 'run' ? 'XSDs judged, too' : 'XSDs were not run (not passed either)'],
    ['Product', `${product.name} ${product.version}`],
  ];
  return h(
    'header',
    {},
    h('p', { class: 'k' }, 'GP2GP conformance'),
    h('h1', {}, system.name),
    h(
      'p',
      { class: `vd ${failsAsKnown(results) ? 'odd' : toneOf(summary)}` },
      verdictWords(results),
    ),
    factList(facts),
  );
}

/** How the line of verdict is coloured: a run that judged nothing is not a good one. */
export function toneOf({ fail, error, pass, report }: Summary): 'bad' | 'odd' | 'good' {
  if (fail > 0) return 'bad';
  return error > 0 || pass + report === 0 ? 'odd' : 'good';
}

const BASES: readonly Basis[] = ['N', 'P', 'A', 'I'];

/** Counts by verdict, and by how strong the ground of the requirements is. */
export function summaryView(results: RunResults): Markup {
  const { scenarios, summary, notRun } = results;
  return h(
    'section',
    { id: 'summary' },
    h('h2', {}, 'Summary'),
    verdictTiles(summary),
    h('h3', {}, 'By basis'),
    scrolling(
      'Verdicts by basis',
      h(
        'table',
        { class: 'ct' },
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Basis'), heads())),
        h(
          'tbody',
          {},
          BASES.map((basis) =>
            h(
              'tr',
              {},
              h(
                'th',
                { scope: 'row' },
                `${basis} `,
                h('span', { class: 'q' }, BASIS_MEANINGS[basis]),
              ),
              cells(summaryOf(scenarios.filter((each) => each.basis === basis))),
            ),
          ),
        ),
        h('tfoot', {}, h('tr', {}, h('th', { scope: 'row' }, 'all'), cells(summary))),
      ),
    ),
    baselineView(results),
    notRun.length > 0 && [
      h('h3', {}, 'Checks that were not run'),
      h(
        'ul',
        {},
        notRun.map(({ check, because }) => h('li', {}, h('code', {}, check), ` ${because}`)),
      ),
    ],
  );
}

/** What the known failures made of the run; what is new first. */
function baselineView({ baseline, scenarios, shard }: RunResults): Child {
  if (!baseline) return false;
  const marked = BASELINE_STATUSES.flatMap((status) =>
    scenarios.filter((each) => each.baseline?.status === status),
  );
  const absent = shard === undefined ? baseline.notPlayed : [];
  return [
    h('h3', {}, 'Baseline of known failures'),
    h('p', {}, `${baselineCounts(scenarios)}.`),
    h(
      'ul',
      {},
      marked.map(({ id, baseline: mark }) =>
        h('li', {}, h('code', {}, id), mark && ` ${baselineTold(mark)}`),
      ),
      absent.length > 0 && h('li', {}, `not played: ${absent.join(', ')}`),
    ),
  ];
}

/** A table that a narrow screen moves sideways, by keyboard too. */
export function scrolling(label: string, table: Markup): Markup {
  return h('div', { class: 'sx', tabindex: 0, role: 'region', 'aria-label': label }, table);
}

function heads(): Child {
  return WORST_FIRST.map((verdict) => h('th', { scope: 'col' }, VERDICT_LABELS[verdict][1]));
}

function cells(counts: Readonly<Record<Verdict, number>>): Child {
  return WORST_FIRST.map((verdict) =>
    h('td', { class: counts[verdict] === 0 ? 'zero' : `n-${verdict}` }, counts[verdict]),
  );
}
