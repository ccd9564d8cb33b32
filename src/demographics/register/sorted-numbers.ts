/** Numbers in ascending order, sorted when they are asked for and not before. */
export interface SortedNumbers {
  add(number: string): void;
  /** Forgets the order. */
  reset(): void;
  /** Those beyond `number`; all without one. */
  after(number?: string): Iterable<string>;
}

export function sortedNumbers(all: () => Iterable<string>): SortedNumbers {
  let sorted: string[] | undefined;
  return {
    add(number) {
      const last = sorted?.at(-1);
      if (sorted && (last === undefined || last < number)) sorted.push(number);
      else sorted = undefined;
    },
    reset() {
      sorted = undefined;
    },
    *after(number) {
      sorted ??= [...all()].sort();
      const order = sorted;
      for (let at = number === undefined ? 0 : firstBeyond(order, number); at < order.length; at++)
        yield order[at] ?? '';
    },
  };
}

function firstBeyond(sorted: readonly string[], number: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') <= number) low = middle + 1;
    else high = middle;
  }
  return low;
}
