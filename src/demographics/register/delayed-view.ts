import type { Patient } from '../patient.ts';

/** What readers see while changes are not yet visible to them (pds-identity 7, `updateVisibleAfterMs`). */
export interface DelayedView {
  /** From now on readers see `before`, and `after` when the delay is over. */
  hide(before: Patient, after: Patient): void;
  /** The record that readers see in place of the newest one. */
  shown(newest: Patient): Patient;
  /** Numbers whose newest version is not visible yet. */
  hidden(): Iterable<string>;
  reveal(nhsNumber: string): void;
  clear(): void;
}

/** Versions of one record that wait. Of more every second is passed over, so that memory stays bounded. */
const MOST_OF_ONE = 100;

interface Waiting {
  shown: Patient;
  readonly queue: { readonly patient: Patient; readonly visibleAt: number }[];
}

/** Judges by the clock when it is asked; nothing ticks. */
export function delayedView({
  now,
  delayMs,
}: {
  readonly now: () => Date;
  readonly delayMs: () => number;
}): DelayedView {
  const waiting = new Map<string, Waiting>();
  const catchUp = (number: string, entry: Waiting) => {
    const time = now().getTime();
    for (let head = entry.queue[0]; head && head.visibleAt <= time; head = entry.queue[0]) {
      entry.shown = head.patient;
      entry.queue.shift();
    }
    if (entry.queue.length === 0) waiting.delete(number);
    return entry.shown;
  };
  return {
    hide(before, after) {
      const delay = delayMs();
      const entry = waiting.get(before.nhsNumber);
      if (delay <= 0 && !entry) return;
      const { queue } = entry ?? startWaiting(waiting, before);
      // Changes never overtake one another, even when the delay was shortened in between.
      const last = queue.at(-1)?.visibleAt ?? 0;
      if (queue.length >= MOST_OF_ONE)
        queue.splice(0, queue.length, ...queue.filter((_, at) => at % 2 === 1));
      queue.push({
        patient: after,
        visibleAt: Math.max(last, now().getTime() + Math.max(0, delay)),
      });
    },
    shown(newest) {
      const entry = waiting.get(newest.nhsNumber);
      return entry ? catchUp(newest.nhsNumber, entry) : newest;
    },
    hidden() {
      for (const [number, entry] of waiting) catchUp(number, entry);
      return waiting.keys();
    },
    reveal: (number) => void waiting.delete(number),
    clear: () => waiting.clear(),
  };
}

function startWaiting(waiting: Map<string, Waiting>, shown: Patient): Waiting {
  const entry: Waiting = { shown, queue: [] };
  waiting.set(shown.nhsNumber, entry);
  return entry;
}
