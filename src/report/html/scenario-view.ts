import { type Child, h, type Markup } from '../../wire/html/markup.ts';
import { baselineTold } from '../baseline/render-baseline.ts';
import type { ScenarioResult, StepResult } from '../results.ts';
import { findingsView } from './findings-view.ts';
import { timelineView } from './timeline-view.ts';
import { badge, durationText, shortened } from './words.ts';

const STEP_MARKS = {
  passed: ['\u2713', 'passed'],
  failed: ['\u2715', 'failed'],
  skipped: ['\u2013', 'skipped'],
  'not-reached': ['\u00b7', 'not reached'],
} as const;
const OBSERVED = 12;

export interface ScenarioViewOptions {
  /** The id within the page, which other places link to. */
  readonly anchor: string;
  readonly open: boolean;
  /** About how many messages of a timeline are shown. */
  readonly mostMessages: number;
}

/** Everything that is known of one scenario (gp2gp 5.4), folded until somebody wants it. */
export function scenarioView(scenario: ScenarioResult, options: ScenarioViewOptions): Markup {
  const { id, title, feature, role, basis, verdict, reason } = scenario;
  const { anchor, open, mostMessages } = options;
  return h(
    'details',
    {
      ...{ class: `sc e-${verdict}`, id: anchor, open },
      ...{ 'data-v': verdict, 'data-r': role, 'data-b': basis },
    },
    h(
      'summary',
      {},
      badge(verdict),
      h('h3', {}, h('code', {}, id), ' ', title),
      h('span', { class: 'q' }, `${feature} \u00b7 ${role} \u00b7 basis ${basis}`),
      reason !== undefined && h('p', { class: 're' }, shortened(reason)),
      scenario.baseline &&
        h('p', { class: 'q' }, `Baseline: ${shortened(baselineTold(scenario.baseline))}`),
    ),
    h(
      'div',
      { class: 'in' },
      section('Expected and observed', stepsView(scenario.steps)),
      section('Messages', timelineView(scenario, mostMessages)),
      section('Findings', findingsView(scenario)),
      scenario.tolerated.length > 0 &&
        section('Tolerated deviations', toleratedView(scenario.tolerated)),
      scenario.outcomes.length > 0 &&
        section('Outcome of the transfer (gp2gp 5.3)', outcomesView(scenario.outcomes)),
      section('Evidence and replay', evidenceView(scenario)),
    ),
  );
}

function section(title: string, content: Child): Child {
  return [h('h4', {}, title), content];
}

function stepsView(steps: readonly StepResult[]): Child {
  if (steps.length === 0) return h('p', { class: 'q' }, 'It was not begun.');
  return h(
    'ol',
    { class: 'sp' },
    steps.map(({ text, status, observed }) => {
      const [mark, word] = STEP_MARKS[status];
      const more = observed.length - OBSERVED;
      return h(
        'li',
        { class: `x-${status}` },
        h('span', { class: 'm', role: 'img', 'aria-label': word }, mark),
        h('span', {}, shortened(text)),
        observed.length > 0 &&
          h(
            'ul',
            {},
            observed.slice(0, OBSERVED).map((each) => h('li', {}, shortened(each))),
            more > 0 && h('li', {}, `and ${more} more: see results.json`),
          ),
      );
    }),
  );
}

function toleratedView(tolerated: ScenarioResult['tolerated']): Markup {
  const more = tolerated.length - OBSERVED;
  return h(
    'ul',
    {},
    tolerated
      .slice(0, OBSERVED)
      .map(({ id, text, sequence }) =>
        h(
          'li',
          {},
          h('b', {}, id),
          ` ${shortened(text)}`,
          sequence !== undefined && h('span', { class: 'n' }, ` #${sequence}`),
        ),
      ),
    more > 0 && h('li', {}, `and ${more} more: see results.json`),
  );
}

function outcomesView(outcomes: ScenarioResult['outcomes']): Markup {
  const more = outcomes.length - OBSERVED;
  return h(
    'ul',
    {},
    outcomes
      .slice(0, OBSERVED)
      .map(({ conversationId, status, reason }) =>
        h(
          'li',
          {},
          h('b', {}, status),
          reason ? `: ${reason} ` : ' ',
          h('code', {}, conversationId),
        ),
      ),
    more > 0 && h('li', {}, `and ${more} more: see results.json`),
  );
}

function evidenceView(scenario: ScenarioResult): Child {
  const { timeline, requirements, seed, replay, startedAt, durationMs, shard } = scenario;
  const [first, last] = [timeline[0]?.sequence, timeline.at(-1)?.sequence];
  const entries =
    first === undefined
      ? 'no journal entries'
      : `journal entries #${first} to #${last}${shard ? ` of shard ${shard}` : ''}`;
  return [
    h(
      'p',
      { class: 'q' },
      `${entries}; requirements ${requirements.join(', ') || 'none'}; seed ${seed}; began ${startedAt}, took ${durationText(durationMs)}.`,
    ),
    h('pre', { class: 'rp', tabindex: 0, 'aria-label': 'Replay command' }, h('code', {}, replay)),
  ];
}
