import type { Markup } from '../../../../src/wire/html/markup.ts';
import { h } from '../../element.ts';

/** The small figures of the diagram. All are decoration: what they say stands in words beside them. */

/** A line from one lane to another that ends in an arrow head. */
export function arrow(x1: number, x2: number, y: number, className: string, head = 9): Markup {
  const back = x2 > x1 ? -1 : 1;
  const half = head * 0.55;
  const points = `${x2},${y} ${x2 + back * head},${y - half} ${x2 + back * head},${y + half}`;
  return h(
    'g',
    { class: className },
    h('line', { x1, y1: y, x2: x2 + back * (head - 1), y2: y }),
    h('polygon', { points }),
  );
}

/** Where a message could not go on. */
export function cross(x: number, y: number): Markup {
  const d = `M${x - 6} ${y - 6}L${x + 6} ${y + 6}M${x + 6} ${y - 6}L${x - 6} ${y + 6}`;
  return h('path', { class: 'x', d });
}

/** Something was done on purpose here. */
export function bolt(x: number, y: number): Markup {
  return h(
    'g',
    { class: 'bolt' },
    h('circle', { cx: x, cy: y, r: 9.5 }),
    h('path', { d: `M${x + 1.5} ${y - 7}l-5.5 8h3.6l-1.2 6 5.6-8.2h-3.7z` }),
  );
}

/** Something was found wrong. */
export function finding(x: number, y: number, severity: 'must' | 'should'): Markup {
  return h(
    'g',
    { class: severity === 'must' ? 'mark bad' : 'mark odd' },
    h('circle', { cx: x, cy: y, r: 8.5 }),
    h('path', { d: `M${x} ${y - 4.6}v5.4M${x} ${y + 3.6}v1` }),
  );
}

/** A word in a rounded box, centred. */
export function pill(x: number, y: number, text: string, className: string): Markup {
  const width = Math.round(text.length * 6.7 + 20);
  return h(
    'g',
    { class: className },
    h('rect', { x: x - width / 2, y: y - 11, width, height: 22, rx: 11 }),
    h('text', { x, y: y + 4, 'text-anchor': 'middle' }, text),
  );
}

export function label(
  x: number,
  y: number,
  text: string,
  className: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
): Markup {
  return h('text', { x, y, class: className, 'text-anchor': anchor }, text);
}

/** A text cut to what fits. */
export function fitting(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}\u2026`;
}
