import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { compareRuns } from '../../../../src/report/compare-runs.ts';
import { WORST_FIRST } from '../../../../src/report/summary.ts';
import type { Child } from '../../../../src/wire/html/markup.ts';
import type { ConsoleParts } from '../../console-parts.ts';
import { CONSOLE, h } from '../../element.ts';
import { type ConsoleCall, type ConsoleRoute, NothingHereError } from '../../page.ts';
import { crumbs } from '../../pieces/crumbs.ts';
import { comparePage } from './compare-page.ts';
import { matrixPage } from './matrix-page.ts';
import { queryOf, runAddress, scenarioAddress } from './run-address.ts';
import { keptRuns, runUnderWay } from './run-list.ts';
import { runFacts, runView, type ShownRun } from './run-view.ts';
import { filterFields, filterForm, readScenarioFilter } from './scenario-filter.ts';
import { scenarioPage } from './scenario-page.ts';
import { verdictBadge } from './verdict-badge.ts';

const SECTION = { section: 'runs' } as const;

/** Runs of the suite: those that are kept, and the one under way. */
export function runRoutes(parts: ConsoleParts): readonly ConsoleRoute[] {
  const { runs } = parts;
  const list = async () => (await runs?.list()) ?? [];
  const resultsOf = async (id: string) => {
    const results = await runs?.get(id);
    if (results) return results;
    throw new NothingHereError(`No run ${id} is kept here.`, 'The page Runs lists those that are.');
  };
  const shown = async ({ params: { id = '' }, query }: ConsoleCall): Promise<ShownRun> => {
    const results = await resultsOf(id);
    const found =
      runs?.underWay() === id ? (await list()).find((each) => each.id === id) : undefined;
    const bundles = (await runs?.bundles(id)) ?? [];
    return { id, results, planned: found?.planned, bundles, filter: readScenarioFilter(query) };
  };
  return [
    {
      ...{ method: 'get', path: '/runs', ...SECTION },
      async answer() {
        const all = await list();
        return {
          title: 'Runs',
          body: [live('/runs/under-way', runUnderWay(all)), keptRuns(all)],
        };
      },
    },
    {
      ...{ method: 'get', path: '/runs/under-way', ...SECTION },
      answer: async () => ({ fragment: runUnderWay(await list()) }),
    },
    {
      ...{ method: 'get', path: '/runs/compare', ...SECTION },
      async answer({ query }) {
        const [a, b] = [query.get('a') ?? '', query.get('b') ?? ''];
        const changes = compareRuns(await resultsOf(a), await resultsOf(b));
        return {
          title: 'What changed',
          aside: h(
            'a',
            { class: 'button small', href: `?${new URLSearchParams({ a: b, b: a })}` },
            'The other way round',
          ),
          body: [
            crumbs(['Runs', '/runs'], [`${a} and ${b}`]),
            h(
              'p',
              {},
              'From ',
              h('a', { href: runAddress(a), class: 'mono' }, a),
              ' to ',
              h('a', { href: runAddress(b), class: 'mono' }, b),
              '.',
            ),
            comparePage(a, b, changes),
          ],
        };
      },
    },
    {
      ...{ method: 'get', path: '/runs/:id', ...SECTION },
      async answer(call) {
        const run = await shown(call);
        const query = queryOf(filterFields(run.filter));
        const view = runView(run);
        return {
          title: `Run ${run.id}`,
          body: [
            crumbs(['Runs', '/runs'], [run.id]),
            runFacts(run),
            tabs(run.id, 'scenarios'),
            filterForm(run.id, run.filter),
            run.planned === undefined ? view : live(`/runs/${run.id}/view${query}`, view),
          ],
        };
      },
    },
    {
      ...{ method: 'get', path: '/runs/:id/view', ...SECTION },
      answer: async (call) => ({ fragment: runView(await shown(call)) }),
    },
    {
      ...{ method: 'get', path: '/runs/:id/requirements', ...SECTION },
      async answer({ params: { id = '' } }) {
        const results = await resultsOf(id);
        return {
          title: `Run ${id}`,
          body: [
            crumbs(['Runs', '/runs'], [id, `/runs/${id}`], ['Requirements']),
            tabs(id, 'requirements'),
            matrixPage(id, results),
          ],
        };
      },
    },
    {
      ...{ method: 'get', path: '/runs/:id/scenarios/:scenario', ...SECTION },
      async answer({ params: { id = '', scenario: wanted = '' } }) {
        const { scenarios } = await resultsOf(id);
        const rows = scenarios.filter((each) => each.id === wanted);
        if (rows.length === 0) {
          const message = `The run ${id} has no scenario ${wanted}, or it is not judged yet.`;
          throw new NothingHereError(message, 'The page of the run lists what was judged.');
        }
        const bundle = await runs?.bundle(id, wanted);
        const worst = WORST_FIRST.find((verdict) => rows.some((row) => row.verdict === verdict));
        const journalHere = runs?.underWay() === id;
        return {
          title: `${wanted} ${rows[0]?.title ?? ''}`,
          aside: worst && verdictBadge(worst),
          body: [
            crumbs(['Runs', '/runs'], [id, `/runs/${id}`], [wanted]),
            rows.map((scenario, index) => [
              rows.length > 1 && h('h2', {}, `Row ${index + 1} of ${rows.length}`),
              scenarioPage({
                ...{ scenario, journalHere },
                bundle: bundle && `${scenarioAddress(id, wanted)}/bundle`,
              }),
            ]),
          ],
        };
      },
    },
    {
      ...{ method: 'get', path: '/runs/:id/scenarios/:scenario/bundle', ...SECTION },
      async answer({ params: { id = '', scenario = '' } }) {
        const bundle = await runs?.bundle(id, scenario);
        if (!bundle) {
          const message = `There is no bundle of ${scenario} in the run ${id}.`;
          throw new NothingHereError(
            message,
            'spinebox conform --bundles all keeps one of each scenario.',
          );
        }
        const { path, length } = bundle;
        return {
          download: {
            name: `${id}-${bundle.name}`,
            length,
            write: (response) => pipeline(createReadStream(path), response),
          },
        };
      },
    },
  ];
}

function live(path: string, content: Child): Child {
  return h('div', { 'data-live': CONSOLE + path, 'data-on': 'runs' }, content);
}

function tabs(id: string, current: 'scenarios' | 'requirements'): Child {
  const items = (
    [
      ['scenarios', 'Scenarios', runAddress(id)],
      ['requirements', 'Requirements', `${runAddress(id)}/requirements`],
    ] as const
  ).map(([name, label, href]) =>
    h('li', {}, h('a', { href, 'aria-current': name === current ? 'page' : undefined }, label)),
  );
  return h('nav', { 'aria-label': 'Of this run' }, h('ul', { class: 'tabs' }, items));
}
