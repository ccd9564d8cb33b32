import type { Entry } from '../journal/entry.ts';
import { factList } from '../report/html/fact-list.ts';
import { headOf } from '../report/html/page-head.ts';
import { scenarioView } from '../report/html/scenario-view.ts';
import { counted } from '../report/html/words.ts';
import type { ScenarioResult } from '../report/results.ts';
import { type Child, h, htmlDocument, type Markup } from '../wire/html/markup.ts';
import type { BundledProblem } from './after-verdict.ts';
import type { BundleManifest } from './manifest.ts';
import { problemsView } from './problems-view.ts';

export interface SummaryInput {
  readonly facts: Omit<BundleManifest, 'files' | 'chain'>;
  readonly problems: readonly BundledProblem[];
  readonly entries: readonly Entry[];
  /** Of the scenarios, in their order. */
  readonly results: readonly ScenarioResult[];
}

const MESSAGES_SHOWN = 60;
const ENTRIES_SHOWN = 400;

/** What the bundle holds, as a page that opens without a network and in which nothing of a peer can act. */
export function summaryPage(input: SummaryInput): string {
  const { facts, problems, entries, results } = input;
  return htmlDocument(headOf(facts.title), [
    h(
      'header',
      {},
      h('p', { class: 'k' }, `spinebox bundle, ${KINDS[facts.kind]}`),
      h('h1', {}, facts.title),
      h('p', {}, sentenceOf(input)),
      facts.redacted &&
        h(
          'p',
          { class: 'q' },
          'Redacted: names, numbers, addresses and texts of patients are made up; sizes, structure, ids and findings are those of the original.',
        ),
    ),
    h(
      'main',
      {},
      results.map((result) =>
        scenarioView(result, {
          anchor: `scenario-${results.indexOf(result) + 1}`,
          open: results.length <= 3,
          mostMessages: MESSAGES_SHOWN,
        }),
      ),
      section('What is wrong, and what to change', problemsView(problems)),
      section('What is on record', entriesView(entries)),
      section('Looking further', commandsView(input)),
      section('Where it comes from', originView(facts)),
    ),
  ]);
}

const KINDS = {
  conversation: 'one conversation',
  run: 'scenarios of a run',
  capture: 'captured messages',
} as const;

const CAME_TO = {
  pass: 'passed',
  fail: 'failed',
  error: 'could not be judged',
  skip: 'was not tried',
  notApplicable: 'does not apply',
  report: 'departed from what is only inferred',
} as const;

/** What happened, in one sentence. */
export function sentenceOf({ facts, problems, entries, results }: SummaryInput): string {
  const [result] = results;
  if (results.length === 1 && result)
    return `${result.id} ${CAME_TO[result.verdict]}${result.reason ? `: ${result.reason}` : '.'}`;
  if (results.length > 1) {
    const verdicts = Map.groupBy(results, ({ verdict }) => verdict);
    const each = [...verdicts].map(([verdict, those]) => `${those.length} ${verdict}`);
    return `${counted(results.length, 'scenario')}: ${each.join(', ')}.`;
  }
  const worst = problems.find(({ severity }) => severity === 'must') ?? problems[0];
  const begin = `${counted(entries.length, 'entry')} of ${counted(facts.conversations.length, 'conversation')}`;
  if (!worst) return `${begin}; nothing was refused and no check found anything wrong.`;
  return `${begin}, ${counted(problems.length, 'problem')}; first ${worst.rule} in #${worst.sequence}: ${worst.came}`;
}

function section(title: string, content: Child): Markup {
  return h('section', {}, h('h2', {}, title), content);
}

function entriesView(entries: readonly Entry[]): Child {
  if (entries.length === 0) return h('p', { class: 'q' }, 'Nothing: no message came.');
  const cell = (content: Child) => h('td', {}, content);
  const rows = entries.slice(0, ENTRIES_SHOWN).map((entry) => {
    const { sequence, at, service, kind, summary, fromParty, toParty, response, findings } = entry;
    const way = [fromParty, toParty].filter((party) => party !== undefined).join(' to ');
    return h(
      'tr',
      { id: `entry-${sequence}` },
      [h('span', { class: 'n' }, `#${sequence}`), at.slice(11, 23), `${service}, ${kind}`].map(
        cell,
      ),
      cell([
        summary,
        way !== '' && h('div', { class: 'q' }, way),
        findings?.length ? h('div', { class: 'q' }, counted(findings.length, 'finding')) : false,
      ]),
      cell(response?.status === undefined ? '' : `HTTP ${response.status}`),
    );
  });
  const heads = ['Entry', 'At', 'Who', 'What', 'Answer'];
  const more = entries.length - ENTRIES_SHOWN;
  return [
    h(
      'div',
      { class: 'sx', tabindex: 0, role: 'region', 'aria-label': 'Entries of the journal' },
      h(
        'table',
        {},
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            heads.map((each) => h('th', { scope: 'col' }, each)),
          ),
        ),
        h('tbody', {}, rows),
      ),
    ),
    more > 0 &&
      h('p', { class: 'q' }, `${counted(more, 'more entry')}: in journal/entries.ndjson.`),
  ];
}

function commandsView({ facts, entries }: SummaryInput): Child {
  const message = entries.find(({ messageId }) => messageId !== undefined)?.messageId;
  const commands = [
    ['Play it again against your system', 'spinebox replay FILE --sut sut.yaml'],
    ['Play it again against the bundled practice', 'spinebox replay FILE --against bundled'],
    ...(message
      ? [['Why a message was answered so', `spinebox explain ${message} --bundle FILE`]]
      : []),
    ['Whether a bit has changed since', 'spinebox bundle verify FILE'],
  ] as const;
  const [, ...rest] = commands;
  const shown = facts.kind === 'run' || facts.conversations.length > 0 ? commands : rest;
  return [
    h('p', { class: 'q' }, 'FILE is the file that this page lies in.'),
    shown.map(([what, command]) => [h('p', {}, what), h('pre', {}, h('code', {}, command))]),
  ];
}

function originView(facts: SummaryInput['facts']): Child {
  const { product, environment, createdAt, run, conversations, scenarios, leftOut } = facts;
  return [
    factList([
      ['Written by', `${product.name} ${product.version}`],
      ['Written at', createdAt],
      ['On', `Node ${environment.node}, ${environment.platform} ${environment.arch}`],
      ...(run ? [['Run', `${run.id}, seed ${run.seed}`] as const] : []),
      ...scenarios.map(({ id, seed }) => [`Seed of ${id}`, String(seed)] as const),
      ['Conversations', conversations.slice(0, 20).join(', ') || 'none'],
    ]),
    leftOut.map((each) => h('p', { class: 'q' }, `Not here: ${each}.`)),
  ];
}
