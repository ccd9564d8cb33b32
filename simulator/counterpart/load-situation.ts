import type { PatientRegister } from '../../src/demographics/register/register.ts';
import type { Journal } from '../../src/journal/journal.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { seededIds } from '../../src/platform/ids.ts';
import type { Logger } from '../../src/platform/logger.ts';
import { seededRandom } from '../../src/platform/random.ts';
import type { Actor } from '../../src/scenario/draft.ts';
import { lookUpRules } from '../../src/scenario/look-up-rules.ts';
import { faultLedger } from '../../src/scenario/meet-faults.ts';
import { fillNames, type NamesInText } from '../../src/scenario/names-in-text.ts';
import { scriptOf } from '../../src/scenario/play.ts';
import type { Conversation } from '../../src/scenario/play-state.ts';
import type { ScenarioFile } from '../../src/scenario/scenario-shape.ts';
import type { MessageDisturber } from '../doors/message-disturber.ts';
import type { WorldStore } from '../world/world-store.ts';
import { inventCast } from './cast.ts';
import { guestsOf, type Listed } from './guests-of.ts';
import { messageDrafts } from './message-drafts.ts';
import { type NeighbourDesks, placeNeighbours } from './place-neighbours.ts';
import { type PlacedPatients, placePatients } from './place-patients.ts';
import type { PostOffice } from './post-office.ts';
import { recordBook } from './record-book.ts';
import type { RecordedLetters } from './recorded-letters.ts';
import { playSituation, type SituationPlayer } from './situation.ts';
import { situationDisturber } from './situation-disturber.ts';
import type { Situation } from './situation-view.ts';
import { wholeName } from './transmitter.ts';

/** What all situations share. */
export interface SituationGround {
  readonly world: WorldStore;
  readonly register: PatientRegister;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly office: PostOffice;
  readonly fqdn: string;
  readonly endpoint: string;
  /** Lets a situation make things go wrong at Spine. Returns what ends it. */
  readonly disturb: (disturber: MessageDisturber) => () => void;
  /** Interactions and operations that ask PDS without changing anything. */
  readonly retrievals: readonly string[];
  readonly desks: NeighbourDesks;
}

export interface SituationOrder {
  readonly id: string;
  readonly name: string;
  readonly file: ScenarioFile;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly seed: number;
  /** Of chance: the seed, and which load of it this is. */
  readonly chance: number;
  readonly system: Actor;
  readonly recorded?: RecordedLetters | undefined;
}

/** A situation with the party keys that it answers for. */
export interface LoadedSituation {
  readonly situation: Situation;
  readonly player: SituationPlayer;
  readonly partyKeys: readonly string[];
  /** Brings what the situation has beside Spine. Rejects with what cannot be brought; nothing is left then. */
  place(): Promise<void>;
}

/** Puts counterpart, patients and rules of a situation in place. */
export function loadSituation(ground: SituationGround, order: SituationOrder): LoadedSituation {
  const { world, register, clock, office, journal, logger } = ground;
  const { id, name, system, seed } = order;
  const random = seededRandom(order.chance);
  const ids = seededIds(random);
  const cast = inventCast(random, world.current());
  const { counterpart, stranger, elsewhere } = cast;
  const patients = placePatients(order.file, {
    ...{ register, clock, random, seed: order.chance },
    places: { counterpart: counterpart.odsCode, system: system.odsCode, elsewhere },
    reuseProvisionId: () => world.current().pds.reuseProvisionId,
  });
  const names = namesOf({ counterpart, system, stranger, elsewhere }, patients, () => ids.uuid());
  const { record, records, organisations, mailboxes } = order.file;
  const file: ScenarioFile = {
    ...order.file,
    ...fillNames({ record, records, organisations, mailboxes }, names),
  };
  const neighbours = placeNeighbours(file, {
    ...{ desks: ground.desks, world, clock, names, numbers: patients.numbers },
    system: system.odsCode,
  });
  const ledger = faultLedger(file.faults);
  let listed: Listed = file.counterpart.listed;
  const interactions = interactionsIn(file);
  const invite = () =>
    world.invite(
      id,
      guestsOf(world.current(), {
        ...{ file, cast, system, listed, interactions },
        ...{ fqdn: ground.fqdn, endpoint: ground.endpoint },
        faults: lookUpRules(file.faults, ledger.lasts, {
          situation: name,
          nhsNumbers: [...patients.numbers.values()],
          odsCodes: [counterpart.odsCode],
          organisations: file.organisations.map(({ ods }) => ods),
          mailboxes: neighbours.mailboxes(),
          retrievals: ground.retrievals,
        }),
      }),
    );
  let dismiss = invite();
  const refresh = () => {
    dismiss = invite();
  };
  const note = (text: string) => {
    const at = clock.now().toISOString();
    journal
      .append({
        kind: 'note',
        at,
        service: 'counterpart',
        summary: `${name}: ${text}`,
        facts: { situation: id, seed },
      })
      .catch((error: unknown) =>
        logger.error({ error: String(error) }, 'a situation is not on record'),
      );
  };
  let player: SituationPlayer | undefined;
  const conversations = (): readonly Conversation[] => player?.state().conversations ?? [];
  const book = recordBook({
    ...{ file, seed: order.chance, numbers: patients.numbers, earlier: cast.earlier },
    ...{ ends: { from: counterpart, to: system }, now: () => clock.now() },
  });
  const drafts = messageDrafts({
    ...{ file, ids, random, clock, numbers: patients.numbers, records: book },
    positionOf: (conversationId) => conversations().findIndex((each) => each.id === conversationId),
  });
  const disturber = situationDisturber({
    ...{ by: name, ledger, plays: file.plays, system: system.partyKey },
    players: [counterpart.partyKey, stranger.partyKey],
    acknowledges: (refTo) => aboutWhat(refTo, conversations()),
  });
  const script = scriptOf(file);
  const playing = playSituation(
    {
      ...{ name, file, cast, system, world, clock, ids, patients, neighbours, drafts, office },
      ...{ ledger, disturber, refresh, note, recorded: order.recorded },
      names: () => names,
      list(how) {
        listed = how;
        refresh();
      },
    },
    script,
  );
  player = playing;
  const calm = file.faults.length > 0 ? ground.disturb(disturber) : () => undefined;
  note(`loaded for ${system.odsCode}: ${file.plays} ${counterpart.odsCode}, seed ${seed}`);

  const { sent, problems, events, onEvent, start, cue, idle } = playing;
  const situation: Situation = {
    ...{ sent, problems, events, onEvent, start, cue, idle },
    ...{ id, file: name, title: file.title, seed, parameters: order.parameters },
    ...{ plays: file.plays, exclusive: file.exclusive, counterpart, cues: script.cues },
    parties: {
      system: system.partyKey,
      counterpart: counterpart.partyKey,
      strangers: [stranger.partyKey],
    },
    patients: patients.numbers,
    conversations,
    record(patient = Object.keys(file.patients)[0] ?? '') {
      return file.plays === 'sender' ? book.held(patient) : undefined;
    },
    async [Symbol.asyncDispose]() {
      playing.stop();
      await playing.idle();
      calm();
      await neighbours.remove();
      dismiss();
      patients.remove();
    },
  };
  return {
    ...{ situation, player: playing, partyKeys: [counterpart.partyKey, stranger.partyKey] },
    place: () => neighbours.place(),
  };
}

/** What an acknowledgement names, of all that was sent. */
function aboutWhat(
  refTo: string | undefined,
  conversations: readonly Conversation[],
): 'request' | 'extract' | 'fragment' | undefined {
  if (refTo === undefined) return undefined;
  const went = conversations
    .flatMap((each) => each.went)
    .find(({ hl7Id, messageId, contentId }) => [hl7Id, messageId, contentId].includes(refTo));
  if (went?.kind === 'index') return 'fragment';
  return (['request', 'extract', 'fragment'] as const).find((kind) => kind === went?.kind);
}

function interactionsIn({ steps }: ScenarioFile): readonly string[] {
  const named = steps.flatMap(({ do: actions }) =>
    actions.flatMap((each) => ('interaction' in each && each.interaction ? each.interaction : [])),
  );
  return [...new Set(named.map(wholeName))];
}

interface Named {
  readonly counterpart: Actor;
  readonly system: Actor;
  readonly stranger: Actor;
  readonly elsewhere: string;
}

function namesOf(
  { elsewhere, ...actors }: Named,
  patients: PlacedPatients,
  newId: () => string,
): NamesInText {
  return (name) => {
    if (name === 'new-id') return newId();
    const dot = name.lastIndexOf('.');
    const [subject, property] = [name.slice(0, dot), name.slice(dot + 1)];
    if (property === 'nhs') return patients.numbers.get(subject);
    if (subject === 'elsewhere') return property === 'ods' ? elsewhere : undefined;
    const actor = (actors as Readonly<Record<string, Actor>>)[subject];
    if (!actor) return undefined;
    return { ods: actor.odsCode, asid: actor.asid, party: actor.partyKey }[property];
  };
}
