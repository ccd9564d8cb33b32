import type { ScenarioDesk, SituationView } from '../doors/scenario-desk.ts';
import { ownSystems } from '../world/own-systems.ts';
import type { Party, World } from '../world/world.ts';
import { NoSystemError } from './counterpart-errors.ts';
import type { Counterparts } from './open-counterparts.ts';
import type { Situation } from './situation-view.ts';

export interface ScenarioDeskParts {
  readonly world: { current(): World };
  readonly counterparts: () => Promise<Counterparts>;
}

/** Situations for people: what is loaded, what is to be done, what happens. */
export function scenarioDesk({ world, counterparts }: ScenarioDeskParts): ScenarioDesk {
  const systems = new Map<string, string>();
  const view = (situation: Situation) => viewOf(situation, systems.get(situation.id) ?? '');
  return {
    files: async () => (await counterparts()).shelf.list(),
    // Asked before anything was loaded, it need not start anything.
    loaded: async () => (systems.size === 0 ? [] : (await counterparts()).situations().map(view)),
    async load({ file, parameters = {}, seed = 1, system }) {
      const party = systemOf(world.current(), system);
      const { odsCode, partyKey, asid } = party;
      const situation = await (await counterparts()).load(file, {
        ...{ parameters, seed, system: { odsCode, partyKey, asid } },
      });
      systems.set(situation.id, odsCode);
      return view(situation);
    },
    async get(id) {
      const found = (await counterparts()).find(id);
      return found && view(found);
    },
    async start(id) {
      const found = (await counterparts()).find(id);
      await found?.start();
      return found !== undefined;
    },
    async cue(id, name) {
      const found = (await counterparts()).find(id);
      await found?.cue(name);
      return found !== undefined;
    },
    async remove(id) {
      const found = (await counterparts()).find(id);
      await found?.[Symbol.asyncDispose]();
      systems.delete(id);
      return found !== undefined;
    },
  };
}

/** The party that is named, or the only one that is somebody's real system. */
function systemOf({ parties }: World, ods: string | undefined): Party {
  const named = parties.filter(({ odsCode }) => odsCode === ods);
  const external = parties.filter(({ played }) => played === 'external');
  const [party, ...others] = ods === undefined ? ownSystems(parties) : named;
  if (party && others.length === 0) return party;
  throw new NoSystemError(
    ods,
    external.map(({ odsCode }) => odsCode),
  );
}

function viewOf(situation: Situation, system: string): SituationView {
  const { id, file, title, plays, seed, parameters, counterpart, cues, patients } = situation;
  const messages = situation.sent().map((message) => {
    const { label, kind, conversationId, messageId, outcome, remarks } = message;
    return { label, kind, conversationId, messageId, outcome, remarks };
  });
  return {
    ...{ id, file, title, plays, seed, parameters, system, counterpart, cues, messages },
    patients: Object.fromEntries(patients),
    whatToDo: whatToDo(situation, system),
    replay: replayOf(situation, system),
    events: situation.events(),
    problems: situation.problems(),
  };
}

function whatToDo({ plays, counterpart, patients }: Situation, system: string): string {
  const [[name, number] = ['patient', '']] = patients;
  const who = patients.size > 1 ? `${number} (${name})` : number;
  return plays === 'sender'
    ? `register NHS number ${who} at ${system}: the record is to be asked for at ${counterpart.odsCode}`
    : `hold a record of NHS number ${who} at ${system}, then start: ${counterpart.odsCode} asks for it`;
}

function replayOf({ file, seed, parameters }: Situation, system: string): string {
  const given = Object.entries(parameters).map(
    ([name, value]) => ` --parameter ${quoted(`${name}=${value}`)}`,
  );
  return `spinebox up --scenario ${quoted(file)}${given.join('')} --seed ${seed} --system ${system}`;
}

function quoted(text: string): string {
  return /^[\w./=:-]+$/.test(text) ? text : JSON.stringify(text);
}
