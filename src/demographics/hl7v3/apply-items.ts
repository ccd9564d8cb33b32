import { addItem, alterItem, eraseItem, itemById } from '../change/change-items.ts';
import { dayOf } from '../date-range.ts';
import type { HlTime, Item } from '../patient.ts';
import { modeOf } from './item-rules.ts';
import type { Change } from './update-request.ts';

/** What a change of items goes by. */
export interface ItemTerms {
  readonly now: Date;
  /** A correction leaves nothing of what was wrong; a change leaves it as past. */
  readonly correction: boolean;
  readonly newId: () => string;
}

/**
 * Names, addresses or telecoms after the changes of an update. A past version keeps the object id of the
 * present one, as in a live capture with 88 versions of one address (pds-identity 1.7).
 */
export function changedItems<T extends Item, W extends { readonly id: string | undefined }>(
  items: readonly T[],
  changes: readonly Change<W>[],
  made: (written: W, id: string, old: T | undefined) => T,
  terms: ItemTerms,
): readonly T[] {
  return changes.reduce<readonly T[]>((left, change) => {
    const { id } = change.item;
    if (modeOf(change) === 'added' || !id) {
      const fresh = made(change.item, terms.newId(), undefined);
      return addItem(left, { from: dayOf(terms.now), ...fresh });
    }
    const old = itemById(left, id, dayOf(terms.now));
    if (!old) return left;
    return modeOf(change) === 'altered'
      ? altered(left, old, made(change.item, id, old), terms)
      : removed(left, old, terms);
  }, items);
}

function altered<T extends Item>(
  items: readonly T[],
  old: T,
  fresh: T,
  { now, correction }: ItemTerms,
): readonly T[] {
  const today = dayOf(now);
  const from = fresh.from ?? today;
  if (correction || isOver(old, today) || !begins(old, from)) {
    const ended = old.to && isOver(old, today) ? { to: old.to } : {};
    const begun = { ...(old.from ? { from: old.from } : {}), ...ended };
    return alterItem(items, old.id, () => ({ ...begun, ...fresh }), today) ?? items;
  }
  const present = items.map((each) => (each === old ? { ...fresh, from } : each));
  return withoutOldest([...present, { ...old, to: dayBefore(from) }], today);
}

/** A record that is changed without end must not grow without end: the live capture had 88 versions. */
export const MOST_ITEMS = 250;

function withoutOldest<T extends Item>(items: readonly T[], today: HlTime): readonly T[] {
  if (items.length <= MOST_ITEMS) return items;
  const oldest = items.findIndex((each) => isOver(each, today));
  return items.filter((_, at) => at !== oldest);
}

/** Something that began today and is taken back today has never been. */
function removed<T extends Item>(
  items: readonly T[],
  old: T,
  { now, correction }: ItemTerms,
): readonly T[] {
  const today = dayOf(now);
  if (correction || !begins(old, today)) return eraseItem(items, old.id, today) ?? items;
  return items.map((each) => (each === old ? { ...each, to: dayBefore(today) } : each));
}

/** Whether an item begins before a day, so that it can have ended by then. */
function begins({ from }: Item, day: HlTime): boolean {
  return from === undefined || from.slice(0, 8) < day.slice(0, 8);
}

function isOver({ to }: Item, today: HlTime): boolean {
  return to !== undefined && to.slice(0, 8) < today;
}

/** The last day on which something counts that ends where another begins; ends are inclusive. */
function dayBefore(day: HlTime): HlTime {
  const [year, month, date] = [day.slice(0, 4), day.slice(4, 6) || '01', day.slice(6, 8) || '01'];
  return dayOf(new Date(Date.UTC(Number(year), Number(month) - 1, Number(date) - 1)));
}
