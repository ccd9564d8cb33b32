import {
  type Came,
  type Conversation,
  newConversation,
  type PlayEvent,
  type PlayState,
} from './play-state.ts';
import type { ScenarioFile } from './scenario-shape.ts';
import { parseTrigger } from './trigger.ts';

interface Taken {
  readonly state: PlayState;
  /** Ids of the conversations in which something may be due. */
  readonly concerned: readonly string[];
}

/** What an event changes, before it is asked what follows. */
export function takeEvent(file: ScenarioFile, state: PlayState, event: PlayEvent): Taken {
  switch (event.kind) {
    case 'started': {
      const opened = [...event.conversations].map(([patient, id]) => newConversation(id, patient));
      const conversations = [...state.conversations, ...opened];
      return { state: { started: true, conversations }, concerned: opened.map(({ id }) => id) };
    }
    case 'came': {
      const { conversationId: id, message } = event;
      const patient = event.patient ?? firstPatient(file);
      return one(withConversation(state, id, patient), id, (here) => withMessage(here, message));
    }
    case 'went': {
      const { message, patient } = event;
      const id = message.conversationId;
      return one(withConversation(state, id, patient), id, (here) => ({
        ...here,
        went: [...here.went, message],
      }));
    }
    case 'cue': {
      const wanted = file.steps
        .filter(({ when }) => {
          const trigger = parseTrigger(when);
          return trigger?.kind === 'cue' && trigger.name === event.name;
        })
        .map(({ patient }) => patient);
      const named = wanted.filter((each) => each !== undefined);
      const patients = named.length > 0 ? new Set(named) : undefined;
      return (patients ? [...patients] : [undefined]).reduce<Taken>(
        (taken, patient) => concernLatest(file, taken, patient, event.conversationId),
        { state, concerned: [] },
      );
    }
    case 'time':
    case 'done':
      return { state, concerned: [event.conversationId] };
  }
}

/**
 * The latest conversation that the system takes part in, or that it is asked in, about one patient where one is
 * named; else the latest at all; a new one when there is none. What went astray into another one does not count.
 */
function concernLatest(
  file: ScenarioFile,
  { state, concerned }: Taken,
  patient: string | undefined,
  id: string,
): Taken {
  const about = state.conversations.filter(
    (each) => patient === undefined || each.patient === patient,
  );
  const isTransfer = ({ came, went }: Conversation) =>
    came.some(({ what }) => what !== 'acknowledgement' && what !== 'other') ||
    went.some(({ kind }) => kind === 'request');
  const latest = about.findLast(isTransfer) ?? about.at(-1);
  if (latest) return { state, concerned: [...concerned, latest.id] };
  const fresh = state.conversations.some((each) => each.id === id) ? `${id}-2` : id;
  const opened = newConversation(fresh, patient ?? firstPatient(file));
  const conversations = [...state.conversations, opened];
  return { state: { ...state, conversations }, concerned: [...concerned, fresh] };
}

function one(state: PlayState, id: string, change: (here: Conversation) => Conversation): Taken {
  const conversations = state.conversations.map((each) => (each.id === id ? change(each) : each));
  return { state: { ...state, conversations }, concerned: [id] };
}

function withConversation(state: PlayState, id: string, patient: string): PlayState {
  if (state.conversations.some((each) => each.id === id)) return state;
  return { ...state, conversations: [...state.conversations, newConversation(id, patient)] };
}

function firstPatient({ patients }: ScenarioFile): string {
  return Object.keys(patients)[0] ?? 'patient';
}

function withMessage(here: Conversation, message: Came): Conversation {
  const came = [...here.came, message];
  if (message.what !== 'extract' && message.what !== 'fragment') return { ...here, came };
  const arrived = new Set(came.map(({ messageId }) => messageId.toUpperCase()));
  const named = came.flatMap(({ what, names }) =>
    what === 'extract' || what === 'fragment' ? names : [],
  );
  const pending = named.filter((id) => !arrived.has(id.toUpperCase()));
  const complete = pending.length === 0 && came.some(({ what }) => what === 'extract');
  const completedBy = complete && !here.complete ? message.messageId : here.completedBy;
  return { ...here, came, pending, complete, completedBy };
}
