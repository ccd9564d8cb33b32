/** Lets a few tasks run at a time; the others wait in the order in which they came. */
export interface Gate {
  pass<T>(task: () => Promise<T>): Promise<T>;
}

export function gate(width: number): Gate {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return {
    async pass(task) {
      if (inside >= width) await new Promise<void>((enter) => waiting.push(enter));
      else inside += 1;
      try {
        return await task();
      } finally {
        // Whoever leaves hands the place on, so that nobody slips in between.
        const next = waiting.shift();
        if (next) next();
        else inside -= 1;
      }
    },
  };
}
