import type { Simulator } from '../../simulator/simulator.ts';
import type { ScenarioResult, StepResult } from '../../src/report/results.ts';
import type { HookName } from '../sut/hook-calls.ts';
import type { SutProfile } from '../sut/sut-profile.ts';
import type { DurationLog } from './duration-log.ts';
import type { OpenTrial } from './open-trial.ts';
import type { ScenarioHead } from './trial.ts';

/** A scenario that is being played. */
export interface RunningScenario {
  readonly trial: OpenTrial;
  /** Whether something ended it already: no further step is to be taken. */
  readonly over: boolean;
  /** A step is over. */
  step(step: Omit<StepResult, 'observed'>): void;
  /** What ended the scenario before its last step, whatever was thrown. The first counts. */
  broke(error: unknown): void;
  /**
   * Judges every message of the system, undoes what the scenario did, and gives the result. Never rejects: what goes
   * wrong here is an error of ours and a part of the result. `steps` are the texts of all steps, so that those
   * that were not reached are shown.
   */
  finish(steps?: readonly string[]): Promise<ScenarioResult>;
}

/** The simulator, the counterparts and the system, ready for scenarios. */
export interface Engine extends AsyncDisposable {
  readonly seed: number;
  /** As the run's results name it. */
  readonly system: SutProfile;
  /** Hooks that can be called here and now. */
  readonly hooks: readonly HookName[];
  /** Scenarios that may be under way at once. */
  readonly capacity: number;
  readonly schemas: 'run' | 'not-run';
  /** Checks that are not run, with the reason. */
  readonly notRun: readonly { readonly check: string; readonly because: string }[];
  readonly simulator: Simulator;
  readonly durations: DurationLog;
  /** Waits for room. Nothing of the scenario is judged yet, not even whether it is applicable. */
  begin(head: ScenarioHead): Promise<RunningScenario>;
  /**
   * What shows how an id came to its verdict, once it was played.
   *
   * @param named what its steps name: those that are scenario files count, though they were not reached
   */
  evidenceOf(
    id: string,
    named?: readonly string[],
  ): Promise<{
    /** Scenario files that were played or may be, as they are written, in that order, each once. */
    readonly situations: readonly {
      readonly path: string;
      readonly text: string;
      readonly shipped: boolean;
    }[];
    /** Entries about its parties and patients, and refused handshakes of its time. */
    readonly sequences: readonly number[];
  }>;
  /** The evidence so far. */
  evidence(): Promise<{ readonly entries: number; readonly chain: string }>;
}
