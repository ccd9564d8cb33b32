import type { Markup } from '../../../src/wire/html/markup.ts';
import { h } from '../element.ts';

export interface PagerLinks {
  /** `?...` or an address of the console; without it there is no page on that side. */
  readonly earlier?: string | undefined;
  readonly later?: string | undefined;
  /** `21-40 of 100,000`. */
  readonly said: string;
}

/** Where in a long list one is. */
export function pager({ earlier, later, said }: PagerLinks): Markup {
  return h(
    'nav',
    { class: 'pager', 'aria-label': 'Pages' },
    earlier !== undefined && h('a', { class: 'button small', href: earlier, rel: 'prev' }, 'Back'),
    h('span', { class: 'soft' }, said),
    later !== undefined && h('a', { class: 'button small', href: later, rel: 'next' }, 'More'),
  );
}
