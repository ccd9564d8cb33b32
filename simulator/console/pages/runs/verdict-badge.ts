import { VERDICT_LABELS, VERDICT_MEANINGS } from '../../../../src/report/html/words.ts';
import type { Summary, Verdict } from '../../../../src/report/results.ts';
import { WORST_FIRST } from '../../../../src/report/summary.ts';
import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import { h } from '../../element.ts';
import { badge, type Tone } from '../../pieces/badge.ts';

export const VERDICT_TONES: Readonly<Record<Verdict, Tone>> = {
  pass: 'good',
  fail: 'bad',
  error: 'odd',
  report: 'note',
  skip: 'plain',
  notApplicable: 'plain',
};

export function verdictBadge(verdict: Verdict): Markup {
  return badge(VERDICT_TONES[verdict], VERDICT_LABELS[verdict][1]);
}

/** `2 fail`, `243 pass`: what there is none of is left out. */
export function verdictCounts(summary: Summary): Child {
  const there = WORST_FIRST.filter((verdict) => summary[verdict] > 0);
  if (there.length === 0) return h('span', { class: 'soft' }, 'nothing yet');
  return h(
    'span',
    { class: 'row' },
    there.map((verdict) =>
      badge(VERDICT_TONES[verdict], `${summary[verdict]} ${VERDICT_LABELS[verdict][1]}`),
    ),
  );
}

/** Big numbers, each with what it means. Each leads to its scenarios. */
export function verdictTiles(summary: Summary, hrefOf: (verdict: Verdict) => string): Markup {
  return h(
    'ul',
    { class: 'tiles' },
    WORST_FIRST.map((verdict) =>
      h(
        'li',
        { class: 'tile' },
        h('span', { class: 'figure' }, summary[verdict]),
        h('a', { href: hrefOf(verdict), id: `tile-${verdict}` }, verdictBadge(verdict)),
        h('div', { class: 'soft small' }, VERDICT_MEANINGS[verdict]),
      ),
    ),
  );
}
