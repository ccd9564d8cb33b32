import type { Child, Markup } from '../../../src/wire/html/markup.ts';
import { h } from '../element.ts';

/** Around a wide table: it scrolls sideways by itself, by keyboard too. `label` says what it is, for screen readers. */
export function scrolled(label: string, ...table: readonly Child[]): Markup {
  return h('div', { class: 'scroll', role: 'region', 'aria-label': label, tabindex: 0 }, table);
}
