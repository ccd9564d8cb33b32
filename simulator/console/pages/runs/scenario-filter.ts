import { VERDICT_LABELS } from '../../../../src/report/html/words.ts';
import type { ScenarioResult, Verdict } from '../../../../src/report/results.ts';
import { VERDICTS } from '../../../../src/report/results.ts';
import { WORST_FIRST } from '../../../../src/report/summary.ts';
import type { Markup } from '../../../../src/wire/html/markup.ts';
import { h } from '../../element.ts';
import { runAddress } from './run-address.ts';

/** Which scenarios of a run are looked at. Whatever is not a value of its kind counts as not given. */
export interface ScenarioFilter {
  readonly verdict: Verdict | undefined;
  readonly role: 'requester' | 'sender' | undefined;
  readonly basis: string | undefined;
  /** In id, title, feature, reason, requirement, check or conversation; lower case. */
  readonly text: string;
}

const BASES = ['N', 'P', 'A', 'I'];
const ROLES = ['requester', 'sender'] as const;
const MOST_LETTERS = 200;

export function readScenarioFilter(query: URLSearchParams): ScenarioFilter {
  return {
    verdict: VERDICTS.find((each) => each === query.get('verdict')),
    role: ROLES.find((each) => each === query.get('role')),
    basis: BASES.find((each) => each === query.get('basis')),
    text: (query.get('text') ?? '').trim().slice(0, MOST_LETTERS),
  };
}

/** What failed comes first. */
export function chosenScenarios(
  scenarios: readonly ScenarioResult[],
  { verdict, role, basis, text }: ScenarioFilter,
): readonly ScenarioResult[] {
  const wanted = text.toLowerCase();
  const chosen = scenarios.filter(
    (each) =>
      (verdict === undefined || each.verdict === verdict) &&
      (role === undefined || each.role === role || each.role === 'either') &&
      (basis === undefined || each.basis === basis) &&
      (wanted === '' || textsOf(each).some((one) => one.toLowerCase().includes(wanted))),
  );
  return WORST_FIRST.flatMap((each) => chosen.filter((one) => one.verdict === each));
}

function textsOf(scenario: ScenarioResult): readonly string[] {
  const { id, title, feature, reason, requirements, findings, outcomes, timeline } = scenario;
  return [
    ...[id, title, feature, reason ?? '', ...requirements],
    ...findings.map(({ check }) => check),
    ...outcomes.map(({ conversationId }) => conversationId),
    ...timeline.flatMap(({ messageId, conversationId }) => [messageId, conversationId]),
  ];
}

export function filterFields(filter: ScenarioFilter): Readonly<Record<string, string | undefined>> {
  const { verdict, role, basis, text } = filter;
  return { verdict, role, basis, text };
}

export function filterForm(id: string, filter: ScenarioFilter): Markup {
  const { verdict, role, basis, text } = filter;
  return h(
    'form',
    { class: 'filters', method: 'get', action: runAddress(id), role: 'search' },
    choice(
      'verdict',
      'Verdict',
      WORST_FIRST.map((each) => [each, VERDICT_LABELS[each][1]]),
      verdict,
    ),
    choice(
      'role',
      'Role',
      ROLES.map((each) => [each, each]),
      role,
    ),
    choice(
      'basis',
      'Basis',
      BASES.map((each) => [each, each]),
      basis,
    ),
    h(
      'label',
      {},
      'Text',
      h('input', {
        ...{ type: 'search', name: 'text', value: text },
        placeholder: 'id, words, check, message id',
      }),
    ),
    h('button', { type: 'submit' }, 'Filter'),
    h('a', { class: 'button quiet', href: runAddress(id) }, 'All'),
  );
}

function choice(
  name: string,
  label: string,
  values: readonly (readonly [string, string])[],
  current: string | undefined,
): Markup {
  return h(
    'label',
    {},
    label,
    h(
      'select',
      { name },
      h('option', { value: '' }, 'all'),
      values.map(([value, word]) =>
        h('option', { value, selected: value === current ? true : undefined }, word),
      ),
    ),
  );
}
