import type { Markup } from '../../../src/wire/html/markup.ts';
import { CONSOLE, h } from '../element.ts';

/** The way up: addresses below `/console` with their names; the last one is the page itself, without an address. */
export function crumbs(...steps: readonly (readonly [label: string, path?: string])[]): Markup {
  const items = steps.map(([label, path]) =>
    path === undefined
      ? h('li', { 'aria-current': 'page' }, label)
      : h('li', {}, h('a', { href: CONSOLE + path }, label)),
  );
  return h('nav', { class: 'crumbs', 'aria-label': 'Where you are' }, h('ol', {}, items));
}
