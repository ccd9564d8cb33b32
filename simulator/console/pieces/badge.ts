import type { Child, Markup } from '../../../src/wire/html/markup.ts';
import { h } from '../element.ts';

/** How something stands. `plain` says nothing of good or bad. */
export type Tone = 'good' | 'bad' | 'odd' | 'note' | 'plain';

/** Colour never says it alone: each tone has a mark of its own before the word. */
const MARKS: Readonly<Record<Tone, string>> = {
  good: '\u2713',
  bad: '\u2715',
  odd: '!',
  note: '\u2022',
  plain: '',
};

/** A word of state: `badge('bad', 'refused')`. */
export function badge(tone: Tone, ...word: readonly Child[]): Markup {
  const mark = MARKS[tone];
  return h(
    'span',
    { class: tone === 'plain' ? 'badge' : `badge ${tone}` },
    mark !== '' && h('span', { 'aria-hidden': 'true' }, mark),
    word,
  );
}
