import { h, htmlDocument, type Markup, ownText } from '../../wire/html/markup.ts';
import { requirementsMatrix } from '../requirements-matrix.ts';
import type { RunResults, ScenarioResult } from '../results.ts';
import { WORST_FIRST } from '../summary.ts';
import { matrixView } from './matrix-view.ts';
import { headOf } from './page-head.ts';
import { scenarioView } from './scenario-view.ts';
import { SCRIPT } from './script.ts';
import { headView, summaryView } from './summary-view.ts';
import { VERDICT_LABELS } from './words.ts';

/** Another file of the same directory that the page names. */
export interface ReportLink {
  readonly file: string;
  readonly title: string;
}

/** Above so many bytes the next smaller number of messages is shown for each scenario. */
const MOST_BYTES = 9_000_000;
const MESSAGES_SHOWN = [40, 24, 12, 6];
/** Scenarios that are unfolded from the start. */
const OPEN = 10;

/**
 * The results as one page that stands for itself: opens without a network, has no text of anybody in a place where it
 * could act, is complete without its script, and stays below 10 MB by folding long timelines, which it says.
 */
export function resultsPage(results: RunResults, links: readonly ReportLink[] = []): string {
  let page = '';
  for (const most of MESSAGES_SHOWN) {
    page = pageOf(results, links, most);
    if (Buffer.byteLength(page) <= MOST_BYTES) break;
  }
  return page;
}

function pageOf(results: RunResults, links: readonly ReportLink[], mostMessages: number): string {
  const { scenarios, journal, system } = results;
  const ordered = WORST_FIRST.flatMap((verdict) =>
    scenarios.filter((each) => each.verdict === verdict),
  );
  const anchors = anchorsOf(ordered);
  const firstOf = new Map(
    ordered.map((each) => [each.id, anchors.get(each) ?? '']).reverse() as [string, string][],
  );
  return htmlDocument(headOf(`GP2GP conformance of ${system.name}`, SCRIPT), [
    h('a', { class: 'sk', href: '#scenarios' }, 'To the scenarios'),
    headView(results),
    h(
      'nav',
      { 'aria-label': 'Parts of the report' },
      [
        ['summary', 'Summary'],
        ['scenarios', 'Scenarios'],
        ['requirements', 'Requirements'],
        ['evidence', 'Evidence'],
      ].map(([id, title]) => h('a', { href: `#${id}` }, title)),
      links.map(({ file, title }) => h('a', { href: file }, title)),
    ),
    h(
      'main',
      {},
      summaryView(results),
      h(
        'section',
        { id: 'scenarios' },
        h('h2', {}, 'Scenarios'),
        h(
          'p',
          { class: 'q' },
          'What failed comes first. Each unfolds to its steps, messages, findings and the command that runs it again.',
        ),
        filterView(results),
        ordered.map((scenario, at) =>
          scenarioView(scenario, {
            anchor: anchors.get(scenario) ?? '',
            open: at < OPEN && (scenario.verdict === 'fail' || scenario.verdict === 'error'),
            mostMessages,
          }),
        ),
      ),
      matrixView(requirementsMatrix(results), (id) => firstOf.get(id) ?? id),
    ),
    h(
      'footer',
      { id: 'evidence' },
      h('h2', {}, 'Evidence'),
      h(
        'p',
        {},
        `The journal of this run holds ${journal.entries} entries; numbers such as #12 are theirs. The last link of the hash chain over them is `,
        h('code', {}, journal.chain),
        '.',
      ),
      h(
        'p',
        { class: 'q' },
        'This page is a view of results.json. What is signed is the conformance statement; ',
        h('code', {}, 'spinebox statement verify'),
        ' says what of it holds.',
      ),
    ),
    ownText('script', SCRIPT),
  ]);
}

/** Anchors that are unique even where an id was run in several rows. */
function anchorsOf(scenarios: readonly ScenarioResult[]): ReadonlyMap<ScenarioResult, string> {
  const taken = new Set(['summary', 'scenarios', 'requirements', 'evidence', 'filter', 'shown']);
  const anchors = new Map<ScenarioResult, string>();
  for (const scenario of scenarios) {
    const base = scenario.id.replace(/[^\w.-]+/g, '_') || 'scenario';
    let anchor = base;
    for (let at = 2; taken.has(anchor); at++) anchor = `${base}-${at}`;
    taken.add(anchor);
    anchors.set(scenario, anchor);
  }
  return anchors;
}

function filterView({ scenarios }: RunResults): Markup {
  const verdicts = WORST_FIRST.filter((each) => scenarios.some(({ verdict }) => verdict === each));
  return h(
    'form',
    { id: 'filter', hidden: true },
    choice(
      'verdict',
      'Verdict',
      verdicts.map((each) => [each, VERDICT_LABELS[each][1]]),
    ),
    choice('role', 'Role', [
      ['requester', 'requester'],
      ['sender', 'sender'],
    ]),
    choice(
      'basis',
      'Basis',
      ['N', 'P', 'A', 'I'].map((each) => [each, each]),
    ),
    h(
      'label',
      {},
      'Text',
      h('input', { type: 'search', name: 'text', placeholder: 'id, words, check, message id' }),
    ),
    h('button', { type: 'reset' }, 'All'),
    h('output', { id: 'shown', 'aria-live': 'polite' }),
  );
}

function choice(
  name: string,
  label: string,
  values: readonly (readonly [string, string])[],
): Markup {
  return h(
    'label',
    {},
    label,
    h(
      'select',
      { name },
      h('option', { value: '' }, 'all'),
      values.map(([value, word]) => h('option', { value }, word)),
    ),
  );
}
