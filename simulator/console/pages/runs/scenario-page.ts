import { findingsView } from '../../../../src/report/html/findings-view.ts';
import { timelineView } from '../../../../src/report/html/timeline-view.ts';
import { durationText, shortened } from '../../../../src/report/html/words.ts';
import type { ScenarioResult, StepResult } from '../../../../src/report/results.ts';
import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import { CONSOLE, h } from '../../element.ts';
import { copyable } from '../../pieces/copyable.ts';
import { facts } from '../../pieces/facts.ts';
import { moment } from '../../pieces/moment.ts';

const MESSAGES = 200;
const TOLD = 40;

export interface ShownScenario {
  readonly scenario: ScenarioResult;
  /** Whether the journal of the run is the one that the console shows. */
  readonly journalHere: boolean;
  /** Where its bundle can be had. */
  readonly bundle: string | undefined;
}

/** Everything that is known of one scenario of a run. */
export function scenarioPage({ scenario, journalHere, bundle }: ShownScenario): Child {
  const { reason, verdict, tolerated, outcomes, replay } = scenario;
  const link = (sequence: number): Child =>
    journalHere
      ? h('a', { href: `${CONSOLE}/messages/${sequence}` }, `#${sequence}`)
      : `#${sequence}`;
  return [
    reason !== undefined && h('p', { class: `alert ${TONES[verdict]}` }, shortened(reason)),
    h('h2', {}, 'Expected and observed'),
    stepsView(scenario.steps),
    h('h2', {}, 'Messages'),
    h('div', { class: 'card timeline' }, timelineView(scenario, MESSAGES, link)),
    h('h2', {}, 'Findings'),
    h('div', { class: 'card findings' }, findingsView(scenario, link)),
    tolerated.length > 0 && [
      h('h2', {}, 'Tolerated deviations'),
      list(
        tolerated.map(({ id, text, sequence }) => [
          h('strong', {}, id),
          ` ${shortened(text)} `,
          sequence !== undefined && link(sequence),
        ]),
      ),
    ],
    outcomes.length > 0 && [
      h('h2', {}, 'Outcome of the transfer'),
      list(
        outcomes.map(({ conversationId, status, reason: why }) => [
          h('strong', {}, status),
          why ? `: ${why} ` : ' ',
          journalHere
            ? h(
                'a',
                { href: `${CONSOLE}/transfers/${encodeURIComponent(conversationId)}` },
                conversationId,
              )
            : h('code', {}, conversationId),
        ]),
      ),
    ],
    h('h2', {}, 'Again'),
    h(
      'div',
      { class: 'card' },
      h('p', {}, copyable(replay, 'command')),
      bundle === undefined
        ? !journalHere &&
            h(
              'p',
              { class: 'soft' },
              'The messages themselves are in a bundle; this scenario has none.',
            )
        : h(
            'p',
            { class: 'row' },
            h('a', { class: 'button', href: bundle }, 'Download the bundle'),
            h('span', { class: 'soft' }, 'everything about it in one file, for another machine'),
          ),
      factsOf(scenario),
    ),
  ];
}

const TONES = {
  ...{ pass: 'good', fail: 'bad', error: 'odd', report: 'note' },
  ...{ skip: '', notApplicable: '' },
} as const;

const MARKS = {
  passed: ['\u2713', 'passed', 'good'],
  failed: ['\u2715', 'failed', 'bad'],
  skipped: ['\u2013', 'skipped', 'soft'],
  'not-reached': ['\u00b7', 'not reached', 'soft'],
} as const;

function stepsView(steps: readonly StepResult[]): Markup {
  if (steps.length === 0) return h('p', { class: 'soft' }, 'It was not begun.');
  return h(
    'ol',
    { class: 'card steps' },
    steps.map(({ text, status, observed }) => {
      const [mark, word, tone] = MARKS[status];
      return h(
        'li',
        { class: status },
        h('span', { class: `mark ${tone}`, role: 'img', 'aria-label': word }, mark),
        h(
          'div',
          {},
          h('div', {}, shortened(text)),
          observed.length > 0 &&
            h(
              'ul',
              {},
              observed.slice(0, TOLD).map((each) => h('li', {}, shortened(each))),
              observed.length > TOLD && h('li', {}, `and ${observed.length - TOLD} more`),
            ),
        ),
      );
    }),
  );
}

function list(items: readonly Child[]): Markup {
  const more = items.length - TOLD;
  return h(
    'ul',
    { class: 'card bare' },
    items.slice(0, TOLD).map((item) => h('li', {}, item)),
    more > 0 && h('li', {}, `and ${more} more`),
  );
}

function factsOf(scenario: ScenarioResult): Markup {
  const { feature, role, basis, requirements, seed, startedAt, durationMs, timeline } = scenario;
  const [first, last] = [timeline[0]?.sequence, timeline.at(-1)?.sequence];
  return facts([
    ['feature', feature],
    ['role, basis', `${role}, ${basis}`],
    ['requirements', requirements.join(', ')],
    ['seed', seed],
    ['entries', first !== undefined && `#${first} to #${last}`],
    ['began', [moment(startedAt), ` UTC, took ${durationText(durationMs)}`]],
  ]);
}
