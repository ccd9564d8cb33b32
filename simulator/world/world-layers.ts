import { valueAt } from './explain-issues.ts';
import { mergePatch } from './merge-patch.ts';
import type { WorldPatch } from './world-config.ts';
import type { ConfigProblem, Path, WorldProblem } from './world-problem.ts';

/** Where a value stands. */
export interface Place {
  readonly source: string;
  readonly line?: number;
  readonly column?: number;
}

/** One source of configuration: file, environment, request. Later layers lie over earlier ones. */
export interface WorldLayer {
  readonly value: WorldPatch;
  place(path: Path, atKey: boolean): Place;
}

/** A layer whose values have no lines: `request body`, `command line`. */
export function plainLayer(source: string, value: WorldPatch): WorldLayer {
  return { value, place: () => ({ source }) };
}

// An answer of another kind has other keys: what was there before must not shine through.
const isWhole = (path: Path, patch: WorldPatch) =>
  path.length === 3 && path[0] === 'services' && path[2] === 'answer' && 'kind' in patch;

/** All layers, laid over one another. */
export function merge(layers: readonly WorldLayer[]): unknown {
  return layers.reduce<unknown>((below, { value }) => mergePatch(below, value, isWhole), {});
}

/** Names the layer that is to blame: the topmost that has the value, or else the nearest thing round it. */
export function locate(problem: ConfigProblem, layers: readonly WorldLayer[]): WorldProblem {
  const topmost = layers.toReversed();
  for (let depth = problem.path.length; depth > 0; depth--) {
    const path = problem.path.slice(0, depth);
    const layer = topmost.find(({ value }) => valueAt(value, path) !== undefined);
    if (!layer) continue;
    const atKey = problem.atKey === true && depth === problem.path.length;
    return { ...problem, ...layer.place(path, atKey) };
  }
  return { ...problem, ...(topmost[0]?.place([], false) ?? { source: 'world' }) };
}
