import type { Child, Markup } from '../../../src/wire/html/markup.ts';
import { h } from '../element.ts';

/** Nothing to show: what is missing, and how something comes to be here. */
export function empty(what: string, ...how: readonly Child[]): Markup {
  return h('div', { class: 'empty' }, h('strong', {}, what), how);
}
