import { type Child, h, type Markup } from '../../wire/html/markup.ts';
import type { ScenarioResult } from '../results.ts';
import type { EntryLink } from './timeline-view.ts';
import { counted, shortened } from './words.ts';

type Found = ScenarioResult['findings'][number];

/** Findings that say the same of several messages. */
interface FindingGroup {
  readonly finding: Found;
  readonly sequences: readonly number[];
}

const GROUPS = 30;
const SEQUENCES = 12;
const ORDER = { must: 0, should: 1, note: 2 } as const;

/** What is wrong with messages of the system, the worst first; the same finding of many messages once. */
export function findingsView(
  { findings }: ScenarioResult,
  link: EntryLink = (sequence) => `#${sequence}`,
): Child {
  if (findings.length === 0) return h('p', { class: 'q' }, 'No check found anything wrong.');
  const groups = groupsOf(findings);
  const more = groups.length - GROUPS;
  return [
    h(
      'ul',
      { class: 'fi' },
      groups.slice(0, GROUPS).map((group) => groupView(group, link)),
    ),
    more > 0 && h('p', { class: 'q' }, `${counted(more, 'more finding')}: see results.json.`),
  ];
}

function groupsOf(findings: readonly Found[]): readonly FindingGroup[] {
  const groups = new Map<string, { finding: Found; sequences: number[] }>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.check, finding.severity, finding.message]);
    const group = groups.get(key) ?? { finding, sequences: [] };
    if (group.sequences.at(-1) !== finding.sequence) group.sequences.push(finding.sequence);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => ORDER[a.finding.severity] - ORDER[b.finding.severity]);
}

function groupView({ finding, sequences }: FindingGroup, link: EntryLink): Markup {
  const { check, severity, clause, basis, message, suggestion } = finding;
  const more = sequences.length - SEQUENCES;
  const where = sequences.slice(0, SEQUENCES).map((each, index) => [index > 0 && ', ', link(each)]);
  return h(
    'li',
    { class: `s-${severity}` },
    h('span', { class: 'sv' }, severity),
    ' ',
    h('code', {}, check),
    ` ${shortened(message)}`,
    h(
      'div',
      { class: 'q' },
      `${clause}${basis ? `, basis ${basis}` : ''}; at ${shortened(placeOf(finding))}; in `,
      where,
      more > 0 && ` and ${more} more`,
    ),
    suggestion !== undefined && h('div', {}, h('b', {}, 'Instead: '), shortened(suggestion)),
  );
}

function placeOf({ at, part, line, column, offset }: Found): string {
  return [
    at,
    ...(part === undefined ? [] : [`part ${part}`]),
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(column === undefined ? [] : [`column ${column}`]),
    ...(offset === undefined ? [] : [`byte ${offset}`]),
  ].join(', ');
}
