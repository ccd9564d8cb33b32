import type { TimerSettings } from '../world/world.ts';

/** What a timer's length follows from (gp2gp 4.6). Milliseconds, of the practice's clock. */
export interface TimerInputs {
  readonly settings: TimerSettings;
  /** Persist durations of the sender's contracts; 0 where they have none, `undefined` without a contract. */
  readonly extractPersistMs: number | undefined;
  readonly partPersistMs: number | undefined;
  /** N of the formula. */
  readonly parts: number;
  /** From what the overall timer counts. */
  readonly since: number;
  readonly now: number;
  /** Caps the overall timer. */
  readonly capMs: number | undefined;
}

/**
 * Milliseconds from now until the overall timer is over: T = A x P(extract) + B x N x P(COPC) after `since`,
 * capped, and noticed at the next look. `undefined` where a duration that is needed is not in the directory: then
 * nothing times out (gp2gp 6.1, REQ-136).
 */
export function overallTimer(inputs: TimerInputs): number | undefined {
  const { settings, extractPersistMs, partPersistMs, parts, since, now, capMs } = inputs;
  const { extractWeight, partWeight, scanMs } = settings;
  if (!extractPersistMs || (parts > 0 && !partPersistMs)) return undefined;
  const whole = extractWeight * extractPersistMs + partWeight * parts * (partPersistMs ?? 0);
  const length = capMs === undefined ? whole : Math.min(whole, capMs);
  const left = Math.max(0, since + length - now);
  // A practice that looks every two hours sees it up to two hours late.
  return scanMs > 0 ? Math.ceil(left / scanMs) * scanMs : left;
}

/** Milliseconds to wait for an extract: as set, or the first term of the overall timer. */
export function extractWait({ settings, extractPersistMs }: TimerInputs): number | undefined {
  const { extractWaitMs, extractWeight } = settings;
  if (extractWaitMs !== 'contract') return extractWaitMs;
  return extractPersistMs ? extractWeight * extractPersistMs : undefined;
}
