import { h, type Markup } from '../../wire/html/markup.ts';
import type { Summary } from '../results.ts';
import { WORST_FIRST } from '../summary.ts';
import { badge, VERDICT_MEANINGS } from './words.ts';

/** How many scenarios have each verdict, and what it means. */
export function verdictTiles(summary: Summary): Markup {
  return h(
    'ul',
    { class: 'ti' },
    WORST_FIRST.map((verdict) =>
      h(
        'li',
        { class: summary[verdict] === 0 ? 'zero' : undefined },
        h('strong', {}, summary[verdict]),
        badge(verdict),
        h('small', {}, VERDICT_MEANINGS[verdict]),
      ),
    ),
  );
}
