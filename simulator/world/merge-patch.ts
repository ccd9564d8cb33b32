import type { Path } from './world-problem.ts';

type Plain = { readonly [key: string]: unknown };

export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * JSON merge patch (RFC 7396): objects are laid over one another, `null` takes away, all else replaces. One
 * departure: an object for which `isWhole` holds replaces what was there.
 */
export function mergePatch(
  target: unknown,
  patch: unknown,
  isWhole: (path: Path, patch: Plain) => boolean = () => false,
  path: Path = [],
): unknown {
  if (!isPlain(patch)) return patch;
  const below = isPlain(target) && !isWhole(path, patch) ? target : {};
  const merged = new Map(Object.entries(below));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value, isWhole, [...path, key]));
  }
  // Not by assignment: a key `__proto__` must stay a key.
  return Object.fromEntries(merged);
}
