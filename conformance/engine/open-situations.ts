import type { Simulator } from '../../simulator/simulator.ts';
import type { Logger } from '../../src/platform/logger.ts';
import type { SutProfile } from '../sut/sut-profile.ts';
import { ScenarioError } from './open-trial.ts';
import type { PlayedSituation } from './situation.ts';

/** Loads scenario files and plays them against systems. */
export interface Situations extends AsyncDisposable {
  load(
    file: string,
    options: {
      readonly parameters: Readonly<Record<string, string>>;
      readonly seed: number;
      readonly system: SutProfile;
    },
  ): Promise<PlayedSituation>;
  /** What was done on purpose to a message, by the sequence of its entry. */
  remarksOn(sequence: number): readonly string[];
}

export async function openSituations(_options: {
  readonly simulator: Simulator;
  readonly seed: number;
  readonly logger: Logger;
}): Promise<Situations> {
  return {
    load: (file) => Promise.reject(new ScenarioError(`there is no scenario file "${file}"`)),
    remarksOn: () => [],
    [Symbol.asyncDispose]: async () => undefined,
  };
}
