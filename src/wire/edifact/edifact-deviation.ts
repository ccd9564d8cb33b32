import type { Deviation } from '../reading.ts';

/** Something in an EDIFACT file that is otherwise than its specification says. */
export interface EdifactDeviation extends Deviation {
  /** What would have been right: a form, a count, a segment. */
  readonly expected: string;
  /** What stands there. It may hold what a patient's segment holds: not for logs and summaries. */
  readonly found: string;
}

/** Deviations that one file is told of: what comes after them says nothing new. */
export const MOST_DEVIATIONS = 500;
