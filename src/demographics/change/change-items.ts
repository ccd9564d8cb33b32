import { isInForce } from '../date-range.ts';
import type { HlTime, Item } from '../patient.ts';

/**
 * Changes to the names, addresses, telecoms and other items of a record, by object id: what `updateMode` of HL7
 * and the operations of a FHIR patch come down to. None changes its argument.
 */

/** The item of an id; where a past one shares it, the one in force (pds-identity 1.7). */
export function itemById<T extends Item>(
  items: readonly T[],
  id: string,
  day?: HlTime,
): T | undefined {
  const all = items.filter((each) => each.id === id);
  return all.find((each) => isInForce(each, day)) ?? all[0];
}

/** The newest goes first. */
export function addItem<T extends Item>(items: readonly T[], item: T): readonly T[] {
  return [item, ...items];
}

/** `undefined` when nothing has the id. The id stays. */
export function alterItem<T extends Item>(
  items: readonly T[],
  id: string,
  alter: (item: T) => T,
  day?: HlTime,
): readonly T[] | undefined {
  const found = itemById(items, id, day);
  return found && items.map((each) => (each === found ? { ...alter(each), id } : each));
}

/** Takes an item out as if it had never been. `undefined` when nothing has the id. */
export function eraseItem<T extends Item>(
  items: readonly T[],
  id: string,
  day?: HlTime,
): readonly T[] | undefined {
  const found = itemById(items, id, day);
  return found && items.filter((each) => each !== found);
}
