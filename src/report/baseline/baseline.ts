/** One failure that is known: it is told, and does not fail a build as long as it fails in the same way. */
export interface KnownFailure {
  /** Of the scenario: `GP2GP-REQ-083`. */
  readonly id: string;
  readonly verdict: 'fail' | 'error';
  /** Steps that failed, as the feature has them. Absent: at whichever step. Empty: no step failed, only rules. */
  readonly steps?: readonly string[] | undefined;
  /** Rules of severity `must` that messages of the system broke. Absent: whichever. */
  readonly rules?: readonly string[] | undefined;
  /** The day since when it is known: `2026-11-26`. */
  readonly since: string;
  /** For people: a ticket, a reason. */
  readonly note?: string | undefined;
}

/** The failures of a system that its builds live with. */
export interface Baseline {
  readonly version: 1;
  /** Each id once, in order. */
  readonly failures: readonly KnownFailure[];
}

export const NO_FAILURES: Baseline = { version: 1, failures: [] };
