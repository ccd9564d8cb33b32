import type { Clock } from '../../src/platform/clock.ts';

/** Gives the last answer again for so long, to however many ask at once. A failure is not held. */
export function heldFor<T>(ms: number, clock: Clock, make: () => Promise<T>): () => Promise<T> {
  let held: { readonly at: number; readonly answer: Promise<T> } | undefined;
  return () => {
    const now = clock.now().getTime();
    if (held && Math.abs(now - held.at) < ms) return held.answer;
    const answer = make();
    const mine = { at: now, answer };
    held = mine;
    answer.catch(() => {
      if (held === mine) held = undefined;
    });
    return answer;
  };
}
