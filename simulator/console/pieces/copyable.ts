import type { Markup } from '../../../src/wire/html/markup.ts';
import { h } from '../element.ts';

/** A value that is put into another system: the script adds the button that copies it. */
export function copyable(value: string, what: string): Markup {
  return h('span', { class: 'copy', 'data-copy': what }, h('code', {}, value));
}
