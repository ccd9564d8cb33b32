import { addItem, alterItem, eraseItem, itemById } from '../change/change-items.ts';
import { begins, isPast, pastVersion, withoutOldest } from '../change/past-versions.ts';
import { dayOf } from '../date-range.ts';
import type { Item } from '../patient.ts';
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
  if (correction || isPast(old, today) || !begins(old, from)) {
    const ended = old.to && isPast(old, today) ? { to: old.to } : {};
    const begun = { ...(old.from ? { from: old.from } : {}), ...ended };
    return alterItem(items, old.id, () => ({ ...begun, ...fresh }), today) ?? items;
  }
  const present = items.map((each) => (each === old ? { ...fresh, from } : each));
  const past = pastVersion(old, from);
  return withoutOldest(past ? [...present, past] : present, today);
}

/** Something that began today and is taken back today has never been. */
function removed<T extends Item>(
  items: readonly T[],
  old: T,
  { now, correction }: ItemTerms,
): readonly T[] {
  const today = dayOf(now);
  const past = correction ? undefined : pastVersion(old, today);
  if (!past) return eraseItem(items, old.id, today) ?? items;
  return items.map((each) => (each === old ? past : each));
}
