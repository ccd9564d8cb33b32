/** Pairs of positions in two sequences: of the same thing, or of one that only one of them has. */
export interface Pair {
  readonly a: number | undefined;
  readonly b: number | undefined;
}

/** A thing by what it means and by what kind it is. */
export interface Keyed {
  /** The same for things that mean the same. */
  readonly strong: string;
  /** The same for things that may be each other's changed form. */
  readonly weak: string;
}

/**
 * Aligns two sequences in time that grows with their length: the same beginnings and ends, then what means the same,
 * then what is of the same kind, each in its order. Pairs come in the order of `b`, with what only `a` has where it stood.
 */
export function align(a: readonly Keyed[], b: readonly Keyed[]): readonly Pair[] {
  const partner = new Array<number | undefined>(b.length);
  const taken = new Set<number>();
  const pair = (i: number, j: number) => {
    partner[j] = i;
    taken.add(i);
  };
  let from = 0;
  while (from < a.length && from < b.length && a[from]?.strong === b[from]?.strong)
    pair(from, from++);
  let [endA, endB] = [a.length, b.length];
  while (endA > from && endB > from && a[endA - 1]?.strong === b[endB - 1]?.strong) {
    pair(--endA, --endB);
  }
  for (const key of ['strong', 'weak'] as const) {
    const free = new Map<string, number[]>();
    for (let i = endA - 1; i >= from; i--) {
      if (taken.has(i)) continue;
      const name = a[i]?.[key] ?? '';
      const waiting = free.get(name);
      if (waiting) waiting.push(i);
      else free.set(name, [i]);
    }
    for (let j = from; j < endB; j++) {
      if (partner[j] !== undefined) continue;
      const i = free.get(b[j]?.[key] ?? '')?.pop();
      if (i !== undefined) pair(i, j);
    }
  }
  return inOrder(a.length, partner, taken);
}

function inOrder(
  length: number,
  partner: readonly (number | undefined)[],
  taken: ReadonlySet<number>,
): readonly Pair[] {
  const pairs: Pair[] = [];
  let next = 0;
  const removedUntil = (end: number) => {
    for (; next < end; next++) if (!taken.has(next)) pairs.push({ a: next, b: undefined });
  };
  for (let j = 0; j < partner.length; j++) {
    const i = partner[j];
    if (i !== undefined && i >= next) {
      removedUntil(i);
      next = i + 1;
    }
    pairs.push({ a: i, b: j });
  }
  removedUntil(length);
  return pairs;
}
