/** A wait of the system that its contract governs: how long it should be, how long it was. */
export interface MeasuredDuration {
  readonly scenario: string;
  /** By the contract that SDS publishes, milliseconds. */
  readonly contractMs: number;
  readonly measuredMs: number;
}

/** What the measured waits say of the system's timers. */
export type TimerHabit = 'unknown' | 'contract' | 'fixed';

export interface DurationLog {
  add(duration: MeasuredDuration): void;
  readonly measured: readonly MeasuredDuration[];
  /** Needs two waits that should differ. */
  habit(): TimerHabit;
}

/** Waits that should differ by less than this factor tell nothing. */
const APART = 1.5;

export function durationLog(): DurationLog {
  const measured: MeasuredDuration[] = [];
  return {
    measured,
    add: (duration) => void measured.push(duration),
    habit: () => timerHabit(measured),
  };
}

/**
 * Whether waits follow the contract: of the two whose contracts lie furthest apart, the longer one must have taken
 * longer by at least half of the difference that the contracts make.
 */
export function timerHabit(measured: readonly MeasuredDuration[]): TimerHabit {
  const sorted = measured.toSorted((a, b) => a.contractMs - b.contractMs);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (!least || !most || most.contractMs < least.contractMs * APART) return 'unknown';
  const due = most.contractMs - least.contractMs;
  return most.measuredMs - least.measuredMs >= due / 2 ? 'contract' : 'fixed';
}
