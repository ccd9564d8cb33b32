import type { Child, Markup } from '../../../src/wire/html/markup.ts';
import { h } from '../element.ts';

/** Names and values. Pairs without a value are left out. */
export function facts(
  pairs: readonly (readonly [string, Child])[],
  className: 'facts' | 'facts narrow' = 'facts',
): Markup {
  return h(
    'dl',
    { class: className },
    pairs
      .filter(([, value]) => value !== undefined && value !== false && value !== '')
      .map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]),
  );
}
