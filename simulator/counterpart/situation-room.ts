import type { Clock } from '../../src/platform/clock.ts';
import type { Ids } from '../../src/platform/ids.ts';
import type { Actor } from '../../src/scenario/draft.ts';
import type { FaultLedger } from '../../src/scenario/meet-faults.ts';
import type { NamesInText } from '../../src/scenario/names-in-text.ts';
import type { ScenarioFile } from '../../src/scenario/scenario-shape.ts';
import type { WorldStore } from '../world/world-store.ts';
import type { Cast } from './cast.ts';
import type { Listed } from './guests-of.ts';
import type { MessageDrafts } from './message-drafts.ts';
import type { PlacedNeighbours } from './place-neighbours.ts';
import type { PlacedPatients } from './place-patients.ts';
import type { PostOffice } from './post-office.ts';
import type { RecordedLetters } from './recorded-letters.ts';
import type { SituationDisturber } from './situation-disturber.ts';

/** What a situation is played with. */
export interface SituationRoom {
  readonly name: string;
  readonly file: ScenarioFile;
  readonly cast: Cast;
  readonly system: Actor;
  readonly world: Pick<WorldStore, 'current'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly patients: PlacedPatients;
  readonly neighbours: PlacedNeighbours;
  readonly drafts: MessageDrafts;
  readonly office: PostOffice;
  readonly recorded?: RecordedLetters | undefined;
  readonly ledger: FaultLedger;
  readonly disturber: SituationDisturber;
  readonly names: () => NamesInText;
  /** From now on the directory lists the counterpart so. */
  list(how: Listed): void;
  /** Lets the world know which faults still last. */
  refresh(): void;
  /** Puts a line on record. */
  note(text: string): void;
}
