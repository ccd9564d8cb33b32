import { isObject, type Json, type JsonObject, listOf, member, wordOf } from '../json.ts';
import type { Refusal } from '../operation-outcome.ts';
import { UPDATABLE } from '../patient-shape.ts';
import { applyPatch } from './apply-patch.ts';
import { isAddition, isIndex, itemOf } from './json-pointer.ts';
import { invalidUpdate, type Patch } from './read-patches.ts';

/** A patched document, or why none of the patches is taken. */
export type Applied =
  | { readonly ok: true; readonly document: JsonObject }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * Applies patches in their order to a FHIR Patient (pds-identity 2.6). The ids that they name must be on record;
 * whole items that are new, or replaced without a period, begin today.
 */
export function applyPatches(
  before: JsonObject,
  patches: readonly Patch[],
  today: string,
): Applied {
  let document: Json = before;
  const unfit = (text: string): Applied => ({ ok: false, refusal: invalidUpdate(text) });
  for (const patch of patches) {
    const [root = ''] = patch.path;
    if (!Object.hasOwn(UPDATABLE, root))
      return unfit(`Update unsupported for resource - '${root}'`);
    const [, index = ''] = itemOf(patch.path) ?? [];
    if (patch.op === 'add' && patch.path.length === 2 && isIndex(index))
      return unfit(`Invalid patch - additions to '/${root}' must use index '-'`);
    const outcome = applyPatch(document, prepared(patch, today));
    if (!outcome.ok) return unfit(`Invalid patch - ${outcome.text}`);
    document = outcome.value;
  }
  const strange = strangeId(before, patches);
  if (strange) return { ok: false, refusal: strange };
  return { ok: true, document: isObject(document) ? withoutEmptyLists(document) : before };
}

/** New items get ids from PDS only; a whole item without a period begins today. */
function prepared(patch: Patch, today: string): Patch {
  const { op, path, value } = patch;
  const whole = isAddition(path) || (op === 'replace' && path.length === 2 && itemOf(path));
  if (!whole || op === 'remove' || op === 'test' || !isObject(value)) return patch;
  const { id, ...rest } = value;
  const item = op === 'add' ? rest : value;
  const [root] = path;
  if (root === 'extension') return { ...patch, value: item };
  if (root !== 'generalPractitioner') return { ...patch, value: begun(item, today) };
  const identifier = member(item, 'identifier');
  if (!isObject(identifier)) return { ...patch, value: item };
  return { ...patch, value: { ...item, identifier: begun(identifier, today) } };
}

function begun(item: JsonObject, today: string): JsonObject {
  return member(item, 'period') === undefined ? { ...item, period: { start: today } } : item;
}

/** An id that was given for an item must be that of one on record. */
function strangeId(before: JsonObject, patches: readonly Patch[]): Refusal | undefined {
  for (const { op, path, value } of patches) {
    const [root, index] = itemOf(path) ?? [];
    if (root === undefined || root === 'extension' || (op !== 'replace' && op !== 'add')) continue;
    const id = path.length === 2 ? member(value, 'id') : path[2] === 'id' ? value : undefined;
    if (id === undefined) continue;
    const items = listOf(member(before, root));
    if (!items.some((each) => member(each, 'id') === id))
      return invalidUpdate(`no '${root}' resources with object id '${wordOf(id)}'`);
    // After a removal the places are others.
    const there = patches.some((each) => each.op === 'remove') ? undefined : items[Number(index)];
    if (there !== undefined && member(there, 'id') !== id)
      return invalidUpdate(`object id '${wordOf(id)}' is not that of '/${root}/${index}'`);
  }
  return undefined;
}

/** FHIR has no empty lists: one that lost its last item is gone. */
function withoutEmptyLists(resource: JsonObject): JsonObject {
  const kept = Object.entries(resource).flatMap(([key, value]): [string, Json][] => {
    if (Array.isArray(value)) {
      const list = (value as readonly Json[]).map((each) =>
        isObject(each) ? withoutEmptyLists(each) : each,
      );
      return list.length > 0 ? [[key, list]] : [];
    }
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(kept);
}
