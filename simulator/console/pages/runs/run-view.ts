import { baselineTold } from '../../../../src/report/baseline/render-baseline.ts';
import { BASIS_MEANINGS, durationText, shortened } from '../../../../src/report/html/words.ts';
import { failsAsKnown, verdictWords } from '../../../../src/report/render-summary.ts';
import type { RunResults, ScenarioResult } from '../../../../src/report/results.ts';
import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import { h } from '../../element.ts';
import { dataTable } from '../../pieces/data-table.ts';
import { empty } from '../../pieces/empty.ts';
import { facts } from '../../pieces/facts.ts';
import { moment } from '../../pieces/moment.ts';
import { queryOf, scenarioAddress } from './run-address.ts';
import { progressOf } from './run-list.ts';
import { chosenScenarios, filterFields, type ScenarioFilter } from './scenario-filter.ts';
import { verdictBadge, verdictTiles } from './verdict-badge.ts';

export interface ShownRun {
  readonly id: string;
  readonly results: RunResults;
  /** Rows that there will be, of a run under way. */
  readonly planned: number | undefined;
  /** Scenarios that have a bundle. */
  readonly bundles: readonly string[];
  readonly filter: ScenarioFilter;
}

/** Failures that are told at length; the others stand in the list. */
const TOLD = 10;

/** Verdicts, then what failed with its reason, then every scenario that is chosen. */
export function runView(run: ShownRun): Child {
  const { results, planned, filter } = run;
  const chosen = chosenScenarios(results.scenarios, filter);
  const bad = chosen.filter(({ verdict }) => verdict === 'fail' || verdict === 'error');
  return [
    planned === undefined
      ? h('p', { class: `alert ${toneOf(results)}` }, h('strong', {}, verdictWords(results)))
      : progressOf(results.scenarios.length, planned),
    verdictTiles(results.summary, (verdict) => queryOf({ ...filterFields(filter), verdict })),
    bad.length > 0 && [
      h('h2', {}, 'What went wrong'),
      h(
        'div',
        { class: 'stack' },
        bad.slice(0, TOLD).map((each, index) => failure(run, each, index)),
      ),
      bad.length > TOLD &&
        h('p', { class: 'soft' }, `and ${bad.length - TOLD} more, in the list below`),
    ],
    h('h2', {}, `Scenarios (${chosen.length} of ${results.scenarios.length})`),
    scenarioTable(run, chosen),
  ];
}

function toneOf(results: RunResults): 'bad' | 'odd' | 'good' {
  const { summary } = results;
  if (failsAsKnown(results)) return 'odd';
  if (summary.fail > 0) return 'bad';
  return summary.error > 0 || summary.pass + summary.report === 0 ? 'odd' : 'good';
}

function failure({ id, bundles }: ShownRun, scenario: ScenarioResult, index: number): Markup {
  const { verdict, title, reason = '', steps } = scenario;
  const step = steps.find(({ status }) => status === 'failed');
  return h(
    'article',
    { class: `card edge ${verdict === 'fail' ? 'bad' : 'odd'}` },
    h(
      'div',
      { class: 'spread' },
      h(
        'h3',
        {},
        verdictBadge(verdict),
        ' ',
        h(
          'a',
          { href: scenarioAddress(id, scenario.id), id: `bad-${index}` },
          `${scenario.id} ${title}`,
        ),
      ),
      bundles.includes(scenario.id) &&
        h(
          'a',
          { class: 'button small', href: `${scenarioAddress(id, scenario.id)}/bundle` },
          'Bundle',
        ),
    ),
    h('p', {}, shortened(reason)),
    scenario.baseline &&
      h('p', { class: 'soft' }, `Baseline: ${shortened(baselineTold(scenario.baseline))}`),
    step !== undefined && [
      facts([
        ['expected', step.text],
        ['observed', step.observed.length > 0 && observed(step.observed)],
      ]),
    ],
  );
}

function observed(told: readonly string[]): Child {
  const last = told.slice(-4);
  return [
    told.length > last.length &&
      h('span', { class: 'soft' }, `${told.length - last.length} more before; `),
    last.map((each, index) => [index > 0 && h('br'), shortened(each)]),
  ];
}

function scenarioTable({ id }: ShownRun, scenarios: readonly ScenarioResult[]): Child {
  if (scenarios.length === 0) return empty('No scenario of this kind', 'Choose less, or wait.');
  // What has the focus keeps it by its id when the list is fetched again; rows of one scenario share theirs.
  const places = new Map(scenarios.map((each, index) => [each, index]));
  return dataTable<ScenarioResult>(
    'Scenarios, what failed first',
    [
      {
        title: 'Scenario',
        cell: (each) => [
          h(
            'a',
            { href: scenarioAddress(id, each.id), id: `row-${places.get(each)}`, class: 'nowrap' },
            each.id,
          ),
          ' ',
          h('span', { class: 'plainly' }, each.title),
        ],
      },
      { title: 'Verdict', cell: ({ verdict }) => verdictBadge(verdict) },
      {
        title: 'Why',
        className: 'wide',
        cell: ({ reason, verdict }) =>
          verdict === 'pass' ? h('span', { class: 'soft' }, reason) : shortened(reason ?? ''),
      },
      { title: 'Role', className: 'wide', cell: ({ role }) => role },
      {
        title: 'Basis',
        className: 'wide',
        cell: ({ basis }) => h('abbr', { title: BASIS_MEANINGS[basis] }, basis),
      },
      {
        title: 'Took',
        className: 'num wide nowrap',
        cell: ({ durationMs }) => durationText(durationMs),
      },
    ],
    scenarios,
    ({ verdict }) =>
      verdict === 'fail'
        ? 'bad'
        : verdict === 'error'
          ? 'odd'
          : verdict === 'report'
            ? 'note'
            : undefined,
  );
}

/** What the run was. */
export function runFacts({ results, planned }: ShownRun): Markup {
  const { system, product, startedAt, durationMs, seed, shard, schemas, notRun, journal } = results;
  return h(
    'details',
    { class: 'card', id: 'run-facts' },
    h('summary', {}, `${system.name} (${system.odsCode}), seed ${seed}, ${startedAt.slice(0, 10)}`),
    facts([
      ['system', `${system.name}, ODS ${system.odsCode}, ASID ${system.asid}, ${system.partyKey}`],
      ['roles', system.roles.join(', ')],
      ['hooks', system.hooks.join(', ') || 'none'],
      ['began', [moment(startedAt), ' UTC']],
      ['took', planned === undefined && durationText(durationMs)],
      ['shard', shard],
      ['schemas', schemas === 'run' ? 'XSDs judged, too' : 'XSDs were not run'],
      ['not run', notRun.map(({ check, because }) => `${check}: ${because}`).join('; ')],
      ['made by', `${product.name} ${product.version}`],
      ['evidence', planned === undefined && `${journal.entries} entries of the journal`],
      ['chain', planned === undefined && h('code', {}, journal.chain)],
    ]),
  );
}
