import type { ChangedScenario, RunComparison } from '../../../../src/report/compare-runs.ts';
import { shortened } from '../../../../src/report/html/words.ts';
import type { ScenarioResult } from '../../../../src/report/results.ts';
import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import { h } from '../../element.ts';
import { dataTable } from '../../pieces/data-table.ts';
import { empty } from '../../pieces/empty.ts';
import { scenarioAddress } from './run-address.ts';
import { verdictBadge } from './verdict-badge.ts';

/** What changed from the run `before` to the run `after`. */
export function comparePage(before: string, after: string, changes: RunComparison): Child {
  const { facts, newlyFailing, newlyPassing, otherVerdict, otherReason } = changes;
  const { onlyBefore, onlyAfter, same } = changes;
  const tables = [
    group('Fails now', 'bad', newlyFailing),
    group('Passes now', 'good', newlyPassing),
    group('Another verdict', 'odd', otherVerdict),
    group('The same verdict, another reason or other findings', 'note', otherReason),
  ];
  const changed = [newlyFailing, newlyPassing, otherVerdict, otherReason].flat().length;
  return [
    h(
      'ul',
      { class: 'tiles' },
      tile(newlyFailing.length, 'fail now', newlyFailing.length > 0 ? 'bad' : 'soft'),
      tile(newlyPassing.length, 'pass now', newlyPassing.length > 0 ? 'good' : 'soft'),
      tile(otherVerdict.length, 'with another verdict', 'soft'),
      tile(otherReason.length, 'for another reason', 'soft'),
      tile(onlyBefore.length + onlyAfter.length, 'in one run only', 'soft'),
      tile(same, 'the same', 'soft'),
    ),
    facts.length > 0 && [
      h('h2', {}, 'What else differs'),
      dataTable(
        'Facts that differ',
        [
          { title: 'Fact', cell: ({ name }) => name },
          { title: 'Before', cell: (fact) => fact.before },
          { title: 'After', cell: (fact) => fact.after },
        ],
        facts,
      ),
    ],
    changed === 0 && empty('Nothing changed', 'Scenarios of both runs came to the same.'),
    tables,
    only('Only in the run before', before, onlyBefore),
    only('Only in the run after', after, onlyAfter),
  ];

  function group(title: string, tone: string, changed: readonly ChangedScenario[]): Child {
    if (changed.length === 0) return undefined;
    return [
      h('h2', {}, `${title} (${changed.length})`),
      dataTable<ChangedScenario>(
        title,
        [
          {
            title: 'Scenario',
            cell: ({ id, after: now }) => [
              h('span', { class: 'nowrap' }, id),
              ' ',
              h('span', { class: 'plainly' }, now.title),
            ],
          },
          { title: 'Before', cell: (each) => side(before, each.before, each.findingsOnlyBefore) },
          { title: 'After', cell: (each) => side(after, each.after, each.findingsOnlyAfter) },
        ],
        changed,
        () => tone,
      ),
    ];
  }
}

function side(
  run: string,
  { id, verdict, reason }: ScenarioResult,
  only: readonly string[],
): Child {
  return [
    h('a', { href: scenarioAddress(run, id) }, verdictBadge(verdict)),
    reason !== undefined && h('div', { class: 'small' }, shortened(reason)),
    only.length > 0 && h('div', { class: 'small' }, 'only here: ', h('code', {}, only.join(', '))),
  ];
}

function only(title: string, run: string, scenarios: readonly ScenarioResult[]): Child {
  if (scenarios.length === 0) return undefined;
  return [
    h('h2', {}, `${title} (${scenarios.length})`),
    dataTable<ScenarioResult>(
      title,
      [
        {
          title: 'Scenario',
          cell: ({ id, title: what }) => [
            h('a', { href: scenarioAddress(run, id), class: 'nowrap' }, id),
            ' ',
            h('span', { class: 'plainly' }, what),
          ],
        },
        { title: 'Verdict', cell: ({ verdict }) => verdictBadge(verdict) },
      ],
      scenarios,
    ),
  ];
}

function tile(count: number, what: string, tone: string): Markup {
  return h(
    'li',
    { class: 'tile' },
    h('span', { class: `figure ${tone}` }, count),
    h('span', { class: 'soft' }, what),
  );
}
