import { dayOf } from '../date-range.ts';
import type { HlTime, Item } from '../patient.ts';

/**
 * What is kept of names, addresses and telecoms that are no more: they stay as past ones, under the object id of
 * what took their place, as in a live capture with 88 versions of one address (pds-identity 1.7).
 */

/** A record that is changed without end must not grow without end. */
export const MOST_ITEMS = 250;

/** An item as it was before a day. `undefined` when it began no earlier: then it has never been. */
export function pastVersion<T extends Item>(item: T, until: HlTime): T | undefined {
  return begins(item, until) ? { ...item, to: dayBefore(until) } : undefined;
}

/** No more than a record holds: the first of the past ones go. */
export function withoutOldest<T extends Item>(items: readonly T[], today: HlTime): readonly T[] {
  let surplus = items.length - MOST_ITEMS;
  if (surplus <= 0) return items;
  return items.filter((each) => !isPast(each, today) || surplus-- <= 0);
}

/** Whether an item begins before a day, so that it can have ended by then. */
export function begins({ from }: Item, day: HlTime): boolean {
  return from === undefined || from.slice(0, 8) < day.slice(0, 8);
}

export function isPast({ to }: Item, today: HlTime): boolean {
  return to !== undefined && to.slice(0, 8) < today;
}

/** The last day on which something counts that ends where another begins; ends are inclusive. */
function dayBefore(day: HlTime): HlTime {
  const [year, month, date] = [day.slice(0, 4), day.slice(4, 6) || '01', day.slice(6, 8) || '01'];
  return dayOf(new Date(Date.UTC(Number(year), Number(month) - 1, Number(date) - 1)));
}
