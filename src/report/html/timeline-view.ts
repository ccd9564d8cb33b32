import { type Child, h, type Markup } from '../../wire/html/markup.ts';
import type { ScenarioResult, TimelineMessage } from '../results.ts';
import { type FoldedMessages, foldTimeline } from './fold-timeline.ts';
import { bytesText, counted, durationText, shortened } from './words.ts';

/** Which way the arrow goes: system on the left, Spine between, the others on the right. */
const WAYS = {
  system: ['lr', 'system to counterpart'],
  counterpart: ['rl', 'counterpart to system'],
  stranger: ['rl st', 'stranger to system'],
  spine: ['ml', 'Spine to system'],
} as const;
const STOPPED = {
  system: ['lm', 'system to Spine, which refused it'],
  counterpart: ['rm', 'counterpart to Spine, which refused it'],
  stranger: ['rm st', 'stranger to Spine, which refused it'],
  spine: ['ml', 'Spine to system'],
} as const;

/** How the number of a journal entry is shown; a page that has the journal at hand makes it a link. */
export type EntryLink = (sequence: number) => Child;

/** The messages of a scenario as a sequence diagram that is also a list. */
export function timelineView(
  scenario: ScenarioResult,
  most: number,
  link: EntryLink = (sequence) => `#${sequence}`,
): Child {
  const { timeline, findings, tolerated } = scenario;
  if (timeline.length === 0) return h('p', { class: 'q' }, 'No message went through Spine.');
  const notable = new Set<number>();
  for (const { sequence } of findings) notable.add(sequence);
  for (const { sequence } of tolerated) if (sequence !== undefined) notable.add(sequence);
  const names = conversationNames(timeline);
  const items = foldTimeline(timeline, most, notable);
  const bytes = timeline.reduce((sum, message) => sum + message.bytes, 0);
  const span = timeline.at(-1)?.afterMs ?? 0;
  return [
    h(
      'p',
      { class: 'q' },
      `${counted(timeline.length, 'message')}, ${bytesText(bytes)}, ${durationText(span)} from the first to the last`,
      items.length < timeline.length && '; the middle is folded, results.json has every message',
      '.',
    ),
    h(
      'ul',
      { class: 'cv' },
      [...names].map(([id, name]) =>
        h('li', {}, `conversation${name ? ` ${name}` : ''} `, h('code', {}, id)),
      ),
    ),
    h(
      'div',
      { class: 'tl', role: 'group', 'aria-label': 'Messages in order of time' },
      h(
        'div',
        { class: 'lh', 'aria-hidden': 'true' },
        h('span', {}, 'system'),
        h('span', {}, 'Spine'),
        h('span', {}, 'counterpart'),
      ),
      h(
        'ol',
        {},
        items.map((item) => ('folded' in item ? foldedView(item) : messageView(item, names, link))),
      ),
    ),
  ];
}

/** Ids of conversations are long: where there are several, each gets a letter. */
function conversationNames(timeline: readonly TimelineMessage[]): ReadonlyMap<string, string> {
  const ids = [...new Set(timeline.map(({ conversationId }) => conversationId))];
  return new Map(ids.map((id, at) => [id, ids.length === 1 ? '' : nameOf(at)]));
}

function nameOf(at: number): string {
  return `${at < 26 ? '' : Math.floor(at / 26)}${String.fromCharCode(65 + (at % 26))}`;
}

function messageView(
  message: TimelineMessage,
  names: ReadonlyMap<string, string>,
  link: EntryLink,
): Markup {
  const { sequence, from, role, interaction, code, bytes, messageId, hl7Id, taken } = message;
  const [way, told] = (taken === false ? STOPPED : WAYS)[from];
  const name = names.get(message.conversationId);
  const differs = hl7Id !== undefined && hl7Id.toUpperCase() !== messageId.toUpperCase();
  return h(
    'li',
    {},
    h('span', { class: 't' }, durationText(message.afterMs)),
    h('span', { class: `d ${way}`, role: 'img', 'aria-label': told }),
    h(
      'div',
      {},
      h('b', {}, role.replaceAll('-', ' ')),
      code !== undefined && [' ', h('span', { class: 'c' }, `code ${code}`)],
      ` ${interaction} ${bytesText(bytes)} `,
      h('span', { class: 'n' }, link(sequence), name ? ` ${name}` : ''),
      h('small', {}, messageId, differs && ` HL7 id ${hl7Id}`),
      message.remarks.length > 0 && h('em', {}, shortened(message.remarks.join('; '))),
    ),
  );
}

function foldedView({ folded, first, last, bytes, roles }: FoldedMessages): Markup {
  const kinds = roles.map(([role, count]) => counted(count, role.replaceAll('-', ' '))).join(', ');
  return h(
    'li',
    { class: 'fo' },
    h('span', { class: 't' }, '\u22ee'),
    h('span', { class: 'd', 'aria-hidden': 'true' }),
    h(
      'div',
      {},
      `${counted(folded, 'message')} not shown (#${first} to #${last}, ${bytesText(bytes)}): ${shortened(kinds)}`,
    ),
  );
}
