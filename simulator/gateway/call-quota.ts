import { BoundedMap } from '../../src/platform/bounded-map.ts';
import type { Clock } from '../../src/platform/clock.ts';

/** Counts the calls of each caller in a window of time (sds-ods 2.3). */
export interface CallQuota {
  /** Seconds until the caller may call again; 0 where it may now, which counts as a call. `limit` 0 is none. */
  take(caller: string, limit: number): number;
  reset(): void;
}

/** Callers beyond this many are forgotten, the oldest first. */
const MOST_CALLERS = 10_000;

export function callQuota(clock: Clock, windowMs: number): CallQuota {
  const counts = new BoundedMap<string, { readonly since: number; calls: number }>(MOST_CALLERS);
  return {
    take(caller, limit) {
      if (limit === 0) return 0;
      const now = clock.now().getTime();
      const known = counts.get(caller);
      const count = known && now - known.since < windowMs ? known : { since: now, calls: 0 };
      counts.delete(caller);
      counts.set(caller, count);
      if (count.calls >= limit) return Math.ceil((count.since + windowMs - now) / 1000);
      count.calls += 1;
      return 0;
    },
    reset: () => counts.clear(),
  };
}
