/** Which id of the second message stands for which of the first. */
export interface IdsUsed {
  /**
   * Takes two ids that stand at the same place. `undefined` when they are used alike so far; else where the one that is
   * contradicted was met first.
   */
  meet(a: string, b: string, path: string): string | undefined;
}

interface Met {
  readonly other: string;
  readonly path: string;
}

/** Ids that a hostile message names beyond are not kept apart. */
const MOST = 100_000;

export function idsUsed(): IdsUsed {
  const forth = new Map<string, Met>();
  const back = new Map<string, Met>();
  return {
    meet(a, b, path) {
      const [one, other] = [a.toUpperCase(), b.toUpperCase()];
      const there = forth.get(one);
      if (there) return there.other === other ? undefined : there.path;
      const here = back.get(other);
      if (here) return here.path;
      if (forth.size < MOST) {
        forth.set(one, { other, path });
        back.set(other, { other: one, path });
      }
      return undefined;
    },
  };
}
