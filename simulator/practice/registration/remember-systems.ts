import { BoundedMap } from '../../../src/platform/bounded-map.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import type { SystemFinder, SystemOutcome } from './system-finder.ts';

export interface RememberingFinder extends SystemFinder {
  forget(): void;
}

/** Answers beyond this many are forgotten, the oldest first. */
const MOST_KEPT = 1_000;

/**
 * Uses what was found again for a time, as the adaptors do: so long a change of the directory is not seen
 * (sds-ods 1.6). What was not found is asked again at once.
 *
 * @param timeToLiveMs asked at every question; 0 remembers nothing
 */
export function rememberSystems(
  finder: SystemFinder,
  clock: Clock,
  timeToLiveMs: () => number,
): RememberingFinder {
  let era = 0;
  const kept = new BoundedMap<string, { readonly until: number; readonly outcome: SystemOutcome }>(
    MOST_KEPT,
  );
  const underWay = new Map<string, Promise<SystemOutcome>>();
  return {
    async find(query) {
      const key = JSON.stringify([query.odsCode, query.service, query.action, query.known ?? null]);
      const known = kept.get(key);
      if (known && timeToLiveMs() > 0 && clock.now().getTime() < known.until) return known.outcome;
      kept.delete(key);
      const asked = era;
      // A thousand transfers that begin together ask the same: once is enough, and all have the answer of now.
      const asking = underWay.get(key) ?? finder.find(query);
      underWay.set(key, asking);
      const outcome = await asking;
      if (underWay.get(key) === asking) underWay.delete(key);
      // What is forgotten in the meantime stays forgotten.
      if (outcome.kind === 'found' && timeToLiveMs() > 0 && asked === era) {
        kept.set(key, { until: clock.now().getTime() + timeToLiveMs(), outcome });
      }
      return outcome;
    },
    forget() {
      era += 1;
      underWay.clear();
      kept.clear();
    },
  };
}
