import { isObject, type Json, listOf, member } from '../json.ts';
import { invalidValue } from '../json-shape.ts';
import { type Refusal, refusal } from '../operation-outcome.ts';
import { itemOf, parsePointer } from './json-pointer.ts';

export interface Patch {
  readonly op: 'add' | 'replace' | 'remove' | 'test';
  readonly path: readonly string[];
  /** As it was sent. */
  readonly pointer: string;
  readonly value?: Json;
}

export type PatchesReading =
  | { readonly ok: true; readonly patches: readonly Patch[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** No update needs more; each is compared with the others. */
const MOST = 500;

const OPS = ['add', 'replace', 'remove', 'test'] as const;

export function invalidUpdate(text: string): Refusal {
  return refusal('INVALID_UPDATE', `Invalid update with error - ${text}`);
}

/** The list under `patches`; `undefined` when there is nothing in it (pds-identity 2.6). */
export function patchesIn(body: Json | undefined): readonly Json[] | undefined {
  const patches = listOf(member(body, 'patches'));
  return patches.length > 0 ? patches : undefined;
}

/**
 * Judges patches by themselves: parts of a list item name its id or url, operations are known, a removal from a
 * list has its test before it.
 */
export function readPatches(list: readonly Json[]): PatchesReading {
  if (list.length > MOST)
    return {
      ok: false,
      refusal: refusal(
        'TOO_MANY_VALUES_SUBMITTED',
        `Too many values submitted - ${list.length} patches, at most ${MOST}`,
      ),
    };
  const nameless = list.map((each) => withoutIdentity(each, list)).find((each) => each);
  if (nameless) return { ok: false, refusal: nameless };
  const patches: Patch[] = [];
  for (const [index, each] of list.entries()) {
    const patch = readPatch(each, index);
    if ('error' in patch) return { ok: false, refusal: patch };
    const untested = withoutTest(patch, patches.at(-1));
    if (untested) return { ok: false, refusal: untested };
    patches.push(patch);
  }
  return { ok: true, patches };
}

function readPatch(json: Json, index: number): Patch | Refusal {
  if (!isObject(json)) return invalidValue(json, String(index));
  const missing = (key: string) => refusal('MISSING_VALUE', `Missing value - '${index}/${key}'`);
  const [op, pointer, value] = ['op', 'path', 'value'].map((key) => member(json, key));
  if (op === undefined) return missing('op');
  const known = OPS.find((each) => each === op);
  if (!known) return invalidValue(op, `${index}/op`);
  if (pointer === undefined) return missing('path');
  const path = typeof pointer === 'string' ? parsePointer(pointer) : undefined;
  if (typeof pointer !== 'string' || !path) return invalidValue(pointer, `${index}/path`);
  if (known !== 'remove' && value === undefined) return missing('value');
  return { op: known, path, pointer, ...(value === undefined ? {} : { value }) };
}

/** A change within a list says which item it means, lest the wrong one is changed. */
function withoutIdentity(json: Json, all: readonly Json[]): Refusal | undefined {
  const pointer = member(json, 'path');
  const op = member(json, 'op');
  const path = typeof pointer === 'string' ? parsePointer(pointer) : undefined;
  const item = path && itemOf(path);
  if (!path || !item || (op !== 'add' && op !== 'replace')) return undefined;
  const root = `/${item.join('/')}`;
  const key = item[0] === 'extension' ? 'url' : 'id';
  const own = member(member(json, 'value'), key);
  // A whole item carries its identity in itself, and so does a whole part of an extension.
  if (own !== undefined && (path.length === 2 || key === 'url')) return undefined;
  const named = all.some((each) => member(each, 'path') === `${root}/${key}`);
  return named ? undefined : invalidUpdate(`no id or url found for path with root ${root}`);
}

function withoutTest(patch: Patch, before: Patch | undefined): Refusal | undefined {
  const item = itemOf(patch.path);
  if (patch.op !== 'remove' || !item) return undefined;
  const root = `/${item.join('/')}`;
  const tests = before?.op === 'test' && `${before.pointer}/`.startsWith(`${root}/`);
  if (tests) return undefined;
  const instead = before
    ? `it is preceded by '${before.op}' of '${before.pointer}'`
    : 'it is the first item';
  return invalidUpdate(
    `removal '${patch.pointer}' is not immediately preceded by equivalent test - instead ${instead}`,
  );
}
