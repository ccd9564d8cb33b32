import { pastVersion, withoutOldest } from '../../change/past-versions.ts';
import { dayOf } from '../../date-range.ts';
import type { Item } from '../../patient.ts';
import { member, sameJson } from '../json.ts';
import { isOver } from '../shape.ts';
import { itemsOf } from './rule-words.ts';
import type { Update } from './update-context.ts';

/**
 * Items as they are after: the same object where the JSON is the same; behind them the unseen ones, and as
 * past ones what changed or was removed. What keeps its beginning was wrong until now and leaves nothing.
 */
export function mergeItems<T extends Item>(
  items: readonly T[],
  read: readonly T[],
  key: string,
  { before, after, context }: Update,
  keep: (fresh: T, former: T) => T = (fresh) => fresh,
): readonly T[] {
  const seen = items.filter((each) => !isOver(each, context.shape.today));
  const unseen = items.filter((each) => isOver(each, context.shape.today));
  const old = itemsOf(before, key);
  const shown = itemsOf(after, key).flatMap((json, at) => {
    const same = old.findIndex((each) => sameJson(each, json));
    const former = seen[same] ?? seen.find((each) => each.id === member(json, 'id'));
    const fresh = read[at];
    if (same >= 0 && former) return [former];
    return fresh ? [former ? keep(fresh, former) : fresh] : [];
  });
  const today = dayOf(context.now);
  const past = seen.flatMap((each) => {
    if (shown.includes(each)) return [];
    const instead = shown.find(({ id }) => id === each.id);
    const until = instead ? instead.from : today;
    return (until !== undefined && pastVersion(each, until)) || [];
  });
  return withoutOldest([...shown, ...unseen, ...past], today);
}
