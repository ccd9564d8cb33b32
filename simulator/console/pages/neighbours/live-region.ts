import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import { CONSOLE, h } from '../../element.ts';

/** A piece of a page that is fetched again when something is put on record. `path` is below `/console`. */
export function liveRegion(path: string, ...content: readonly Child[]): Markup {
  return h('div', { 'data-live': CONSOLE + path, 'data-on': 'journal', 'data-every': 15 }, content);
}
