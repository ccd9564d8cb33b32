import { isDeepStrictEqual } from 'node:util';
import { isPlain } from '../merge-patch.ts';

/** One setting that two configurations have differently. Absent where one has none. */
export interface Difference {
  /** Dotted, as in docs/settings.md. */
  readonly path: string;
  readonly left?: unknown;
  readonly right?: unknown;
}

/** Every setting that differs, in the order of the left configuration, then what only the right one has. */
export function compareConfigs(left: unknown, right: unknown, path = ''): readonly Difference[] {
  if (isDeepStrictEqual(left, right)) return [];
  if (!isPlain(left) || !isPlain(right)) {
    return [
      {
        path,
        ...(left !== undefined && { left }),
        ...(right !== undefined && { right }),
      },
    ];
  }
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].flatMap((key) =>
    compareConfigs(left[key], right[key], path === '' ? key : `${path}.${key}`),
  );
}
