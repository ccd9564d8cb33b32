import type { RunResults, Summary } from '../../src/report/results.ts';

export interface RunSummary {
  /** `20261126T181500Z-7`: when it began, and its seed. */
  readonly id: string;
  readonly startedAt: string;
  /** Whether it is still being played: its results grow. */
  readonly underWay: boolean;
  readonly system: string;
  readonly seed: number;
  readonly summary: Summary;
  /** Scenarios that are to be played; those that were, when it is over. */
  readonly planned: number;
}

/** Runs of the suite: those kept in the folder of the reports, and the one under way. */
export interface RunDesk {
  /** Newest first. */
  list(): Promise<readonly RunSummary[]>;
  get(id: string): Promise<RunResults | undefined>;
  /** Called when a scenario of the run under way is judged. Returns what ends it. */
  subscribe(listener: (id: string) => void): () => void;
}
