import { isObject, type Json, type JsonObject, member, sameJson } from '../json.ts';
import { pythonText, pythonType } from '../python-text.ts';
import { isIndex } from './json-pointer.ts';
import type { Patch } from './read-patches.ts';

export type PatchOutcome =
  | { readonly ok: true; readonly value: Json }
  /** The words of PDS behind "Invalid patch - ". */
  | { readonly ok: false; readonly text: string };

const done = (value: Json): PatchOutcome => ({ ok: true, value });
const failed = (text: string): PatchOutcome => ({ ok: false, text });
/** Diagnostics that quote the record stay readable. */
const LONGEST_QUOTE = 400;

/** One operation of JSON Patch (RFC 6902) on a document; the document itself is not changed. */
export function applyPatch(document: Json, { op, path, value }: Patch): PatchOutcome {
  return change(document, path, (container, step) => {
    if (op === 'test') return tested(container, step, value);
    return Array.isArray(container)
      ? changedList(container, step, op, value)
      : changedObject(container, step, op, value);
  });
}

type Leaf = (container: readonly Json[] | JsonObject, step: string) => PatchOutcome;

/** Goes down to the container of the last step and puts the changed one back on the way up. */
function change(node: Json, [step = '', ...rest]: readonly string[], leaf: Leaf): PatchOutcome {
  if (!isObject(node) && !Array.isArray(node))
    return failed(`Document '${pythonText(node)}' does not support indexing`);
  if (rest.length === 0) return leaf(node as readonly Json[] | JsonObject, step);
  const child = childOf(node as readonly Json[] | JsonObject, step, rest[0] ?? '');
  if ('text' in child) return failed(child.text);
  const changed = change(child.node, rest, leaf);
  if (!changed.ok) return changed;
  if (Array.isArray(node)) return done((node as readonly Json[]).with(Number(step), changed.value));
  return done({ ...(node as JsonObject), [step]: changed.value });
}

function childOf(
  node: readonly Json[] | JsonObject,
  step: string,
  next: string,
): { readonly node: Json } | { readonly text: string } {
  if (Array.isArray(node)) {
    const found = isIndex(step) ? (node as readonly Json[])[Number(step)] : undefined;
    if (found !== undefined) return { node: found };
    return {
      text: isIndex(step)
        ? `index '${step}' is out of bounds`
        : `'${step}' is not a valid sequence index`,
    };
  }
  const found = member(node, step);
  if (found !== undefined) return { node: found };
  // A record without addresses has an empty list of them.
  if (isIndex(next) || next === '-') return { node: [] };
  return { text: `member '${step}' not found in ${pythonText(node).slice(0, LONGEST_QUOTE)}` };
}

function changedList(
  list: readonly Json[],
  step: string,
  op: Exclude<Patch['op'], 'test'>,
  value: Json | undefined,
): PatchOutcome {
  if (step === '-' && op === 'add') return done([...list, value ?? null]);
  if (!isIndex(step)) return failed(`'${step}' is not a valid sequence index`);
  const at = Number(step);
  if (op === 'add') {
    if (at > list.length) return failed("can't insert outside of list");
    return done(list.toSpliced(at, 0, value ?? null));
  }
  if (at >= list.length) {
    return failed(
      op === 'remove'
        ? `can't remove non-existent object '${step}'`
        : `index '${step}' is out of bounds`,
    );
  }
  return done(op === 'remove' ? list.toSpliced(at, 1) : list.with(at, value ?? null));
}

function changedObject(
  node: readonly Json[] | JsonObject,
  step: string,
  op: Exclude<Patch['op'], 'test'>,
  value: Json | undefined,
): PatchOutcome {
  const object = node as JsonObject;
  if (op !== 'add' && member(object, step) === undefined)
    return failed(`can't ${op} non-existent object '${step}'`);
  if (op !== 'remove') {
    // Defined, not assigned: `__proto__` becomes a member like any other.
    return done(
      Object.fromEntries([...Object.entries(object), [step, value ?? null]]) as JsonObject,
    );
  }
  const { [step]: _, ...rest } = object;
  return done(rest);
}

function tested(
  container: readonly Json[] | JsonObject,
  step: string,
  value: Json | undefined,
): PatchOutcome {
  const child = Array.isArray(container)
    ? childOf(container, step, '')
    : { node: member(container, step) };
  if ('text' in child) return failed(child.text);
  if (child.node === undefined) {
    const whole = pythonText(container as Json).slice(0, LONGEST_QUOTE);
    return failed(`member '${step}' not found in ${whole}`);
  }
  if (sameJson(child.node, value)) return done(container as Json);
  const shown = (each: Json | undefined) => `${pythonText(each)} (${pythonType(each)})`;
  return failed(`${shown(child.node)} is not equal to tested value ${shown(value)}`);
}
