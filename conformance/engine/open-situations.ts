import type { Simulator } from '../../simulator/simulator.ts';
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

export async function openSituations({
  simulator,
}: {
  readonly simulator: Pick<Simulator, 'counterparts' | 'journal'>;
}): Promise<Situations> {
  const counterparts = await simulator.counterparts();
  const ids = new Map<number, string>();
  const remarks = new Map<string, readonly string[]>();
  const end = simulator.journal.subscribe(({ kind, service, sequence, messageId }) => {
    if (kind === 'received' && service === 'spine' && messageId) ids.set(sequence, messageId);
  });
  return {
    async load(file, { parameters, seed, system }) {
      const situation = await counterparts.load(file, { parameters, seed, system });
      return {
        ...situation,
        async [Symbol.asyncDispose]() {
          for (const { messageId, remarks: told } of situation.sent()) {
            if (told.length > 0) remarks.set(messageId, told);
          }
          await situation[Symbol.asyncDispose]();
          const [problem] = situation.problems();
          // What the counterpart could not do leaves the system unjudged.
          if (problem !== undefined) throw new ScenarioError(`${file}: ${problem}`);
        },
      };
    },
    remarksOn(sequence) {
      const messageId = ids.get(sequence) ?? '';
      return counterparts.message(messageId)?.remarks ?? remarks.get(messageId) ?? [];
    },
    async [Symbol.asyncDispose]() {
      end();
    },
  };
}
