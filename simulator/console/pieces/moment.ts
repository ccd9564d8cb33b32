import type { Child } from '../../../src/wire/html/markup.ts';
import { h } from '../element.ts';

/** A time, UTC, as people read it: `2026-11-26 18:15:00`, or `18:15:00` alone. */
export function moment(iso: string, form: 'whole' | 'time' = 'whole'): Child {
  const [date, time] = [iso.slice(0, 10), iso.slice(11, 19)];
  const shown = form === 'time' ? time : `${date} ${time}`;
  return h('time', { datetime: iso, class: 'nowrap', title: `${iso} UTC` }, shown);
}
