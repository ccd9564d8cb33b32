import type { RunResults, Summary } from '../../src/report/results.ts';

export interface RunSummary {
  /** `20261126T181500Z-7`: when it began, and its seed. */
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** Whether it is still being played: its results grow. */
  readonly underWay: boolean;
  readonly system: string;
  readonly seed: number;
  readonly summary: Summary;
  /** Scenarios that are to be played, rows counted one by one; those that were, when it is over. */
  readonly planned: number;
  /** Why its file cannot be read; nothing else of the run is known then. */
  readonly unreadable?: string | undefined;
}

/** The bundle of one scenario of a run, as a file. */
export interface RunBundle {
  /** `GP2GP-REQ-083.zip` */
  readonly name: string;
  readonly path: string;
  readonly length: number;
}

/** Runs of the suite: those kept in the folder of the reports, and the one under way. */
export interface RunDesk {
  /** Newest first. */
  list(): Promise<readonly RunSummary[]>;
  /** `undefined` when there is no such run; rejects with a SimulatorError when its file is none. */
  get(id: string): Promise<RunResults | undefined>;
  /** The run that is being played here: its journal is the one of this simulator. */
  underWay(): string | undefined;
  /** Scenarios of a run that have a bundle. */
  bundles(id: string): Promise<readonly string[]>;
  bundle(id: string, scenario: string): Promise<RunBundle | undefined>;
  /** Called when a scenario of the run under way is judged. Returns what ends it. */
  subscribe(listener: (id: string) => void): () => void;
}
