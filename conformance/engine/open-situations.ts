import { type ScenarioSource, scenarioShelf } from '../../simulator/counterpart/find-scenario.ts';
import type { RecordedLetters } from '../../simulator/counterpart/recorded-letters.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import type { SutProfile } from '../sut/sut-profile.ts';
import type { PlayedSituation } from './situation.ts';

/** Loads scenario files and plays them against systems. */
export interface Situations {
  /** A scenario file as it is written. Rejects with UnknownScenarioError. */
  source(file: string): Promise<ScenarioSource>;
  load(
    file: string,
    options: {
      readonly parameters: Readonly<Record<string, string>>;
      readonly seed: number;
      readonly system: SutProfile;
    },
  ): Promise<PlayedSituation>;
}

/** Loads situations for the simulator's counterparts, which close with it. */
export async function openSituations({
  simulator,
  folder,
  recorded,
}: {
  readonly simulator: Simulator;
  /** Where scenario files are looked for by name; the product's own unless given. */
  readonly folder?: string | undefined;
  /** Messages that counterparts send in place of those they would write. */
  readonly recorded?: RecordedLetters | undefined;
}): Promise<Situations> {
  const counterparts = await simulator.counterparts();
  // Who names a folder plays what is in it: what comes from elsewhere may not read this machine's files.
  const shelf = folder === undefined ? counterparts.shelf : scenarioShelf(folder, false);
  return {
    load(file, { parameters, seed, system: { odsCode, partyKey, asid } }) {
      const system = { odsCode, partyKey, asid };
      return counterparts.load(file, { parameters, seed, system, from: shelf, recorded });
    },
    source: (file) => shelf.source(file),
  };
}
