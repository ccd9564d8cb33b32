import type { Simulator } from '../../simulator/simulator.ts';
import type { SutProfile } from '../sut/sut-profile.ts';
import type { PlayedSituation } from './situation.ts';

/** Loads scenario files and plays them against systems. */
export interface Situations {
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
}: {
  readonly simulator: Simulator;
}): Promise<Situations> {
  const counterparts = await simulator.counterparts();
  return {
    load(file, { parameters, seed, system: { odsCode, partyKey, asid } }) {
      return counterparts.load(file, { parameters, seed, system: { odsCode, partyKey, asid } });
    },
  };
}
