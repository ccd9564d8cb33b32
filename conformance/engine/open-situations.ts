import { type ScenarioSource, scenarioShelf } from '../../simulator/counterpart/find-scenario.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import type { SutProfile } from '../sut/sut-profile.ts';
import type { PlayedSituation } from './situation.ts';

/** Loads scenario files and plays them against systems. */
export interface Situations {
  /** Scenario files of an id that were played, in that order, each once. */
  played(id: string): Promise<readonly ScenarioSource[]>;
  load(
    file: string,
    options: {
      /** Id of the scenario of the suite that it is loaded for. */
      readonly for: string;
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
}: {
  readonly simulator: Simulator;
  /** Where scenario files are looked for by name; the product's own unless given. */
  readonly folder?: string | undefined;
}): Promise<Situations> {
  const counterparts = await simulator.counterparts();
  const shelf = folder === undefined ? counterparts.shelf : scenarioShelf(folder);
  const names = new Map<string, Set<string>>();
  return {
    load(file, { for: id, parameters, seed, system: { odsCode, partyKey, asid } }) {
      names.set(id, (names.get(id) ?? new Set()).add(file));
      const system = { odsCode, partyKey, asid };
      return counterparts.load(file, { parameters, seed, system, from: shelf });
    },
    played: (id) => Promise.all([...(names.get(id) ?? [])].map((name) => shelf.source(name))),
  };
}
