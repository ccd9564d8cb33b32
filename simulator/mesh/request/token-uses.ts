import type { Journal } from '../../../src/journal/journal.ts';
import { BoundedMap } from '../../../src/platform/bounded-map.ts';

/** Beyond so many the oldest are forgotten: memory stays bounded under any load. */
const MOST_USES = 200_000;
/** A token is good for two hours before and after its time. */
const KEEP_MS = 4 * 60 * 60 * 1000 + 120_000;

/** Tokens that have been used, so that each works once. */
export interface TokenUses {
  /** `false` when it has been used already. */
  use(name: string, now: Date): boolean;
  clear(): void;
}

export function tokenUses(windowMs = 0): TokenUses {
  const used = new BoundedMap<string, number>(MOST_USES);
  const keep = Math.max(KEEP_MS, 2 * windowMs + 120_000);
  return {
    use(name, now) {
      const time = now.getTime();
      for (const [oldest, at] of used) {
        if (at > time - keep) break;
        used.delete(oldest);
      }
      if (used.has(name)) return false;
      used.set(name, time);
      return true;
    },
    clear: () => used.clear(),
  };
}

/** Takes up what the journal tells of tokens used before the simulator stopped. */
export async function recallUses(
  uses: TokenUses,
  journal: Pick<Journal, 'find'>,
  now: Date,
): Promise<void> {
  const since = new Date(now.getTime() - KEEP_MS).toISOString();
  let after = 0;
  for (;;) {
    const entries = await journal.find({ service: 'mesh', since, after, limit: 1000 });
    for (const { facts, at } of entries)
      if (typeof facts?.tokenUse === 'string') uses.use(facts.tokenUse, new Date(at));
    const last = entries.at(-1);
    if (!last) return;
    after = last.sequence;
  }
}
