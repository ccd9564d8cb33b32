import { parseDuration } from '../../src/domain/duration.ts';
import { GP2GP_SERVICE } from '../../src/domain/interaction.ts';
import type { GpMessage } from '../../src/gp2gp/read-message.ts';
import type { Timer } from '../../src/platform/clock.ts';
import type { Draft } from '../../src/scenario/draft.ts';
import { buildEdited } from '../../src/scenario/edit-message.ts';
import { fillNames } from '../../src/scenario/names-in-text.ts';
import { play, type Script } from '../../src/scenario/play.ts';
import {
  type Conversation,
  NOTHING_PLAYED,
  type PlayEffect,
  type PlayEvent,
  type PlayState,
  type PlayTask,
  type Went,
} from '../../src/scenario/play-state.ts';
import type { AcknowledgeAction, Action, SendAction } from '../../src/scenario/step-shape.ts';
import { StepError, UnknownCueError, UnreachableSystemError } from './counterpart-errors.ts';
import { cameOf } from './read-arrival.ts';
import type { SituationRoom } from './situation-room.ts';
import type { CounterpartMessage, SituationEvent } from './situation-view.ts';
import { spoil } from './spoil.ts';

/** Plays one situation: takes what comes, does what the script says, one thing after the other in a conversation. */
export interface SituationPlayer {
  readonly state: () => PlayState;
  readonly sent: readonly CounterpartMessage[];
  readonly problems: readonly string[];
  readonly events: readonly SituationEvent[];
  onEvent(listener: (event: SituationEvent) => void): () => void;
  take(message: GpMessage): void;
  start(): Promise<void>;
  cue(name: string): Promise<void>;
  idle(): Promise<void>;
  stop(): void;
}

/** So many lines of what happened are kept. */
const MOST_EVENTS = 2_000;

export function playSituation(room: SituationRoom, script: Script): SituationPlayer {
  const { file, cast, system, clock, ids, drafts, office, ledger, disturber } = room;
  let state = NOTHING_PLAYED;
  let stopped = false;
  const sent: CounterpartMessage[] = [];
  const problems: string[] = [];
  const events: SituationEvent[] = [];
  const listeners = new Set<(event: SituationEvent) => void>();
  const timers = new Map<string, Timer>();
  const lines = new Map<string, Promise<unknown>>();
  const labels = new Map<string, number>();
  const heldBack = new Map<string, () => Promise<void>>();
  const kept = new Map<
    string,
    { readonly body: Buffer; readonly draft: Draft; readonly from: SendAction['from'] }
  >();
  const repeated = new Set(
    file.steps.flatMap(({ do: actions }) =>
      actions.flatMap((each) => ('repeat' in each ? each.repeat : [])),
    ),
  );

  const tell = (text: string) => {
    const event = { at: clock.now().toISOString(), text };
    events.push(event);
    if (events.length > MOST_EVENTS) events.shift();
    for (const listener of listeners) listener(event);
  };

  /** Takes an event in; gives the work that follows from it. */
  const happen = (event: PlayEvent): Promise<unknown>[] => {
    const played = play(script, state, event);
    state = played.state;
    return played.effects.flatMap((effect) => carryOut(effect) ?? []);
  };

  const carryOut = (effect: PlayEffect): Promise<unknown> | undefined => {
    if (stopped) return undefined;
    if (effect.kind === 'do') return enqueue(effect.task);
    const { conversationId, step, ms } = effect;
    const key = `${conversationId} ${step}`;
    timers.get(key)?.cancel();
    const due = () => void happen({ kind: 'time', conversationId, step });
    timers.set(key, clock.after(ms, due));
    return undefined;
  };

  const enqueue = (task: PlayTask): Promise<unknown> => {
    const { conversationId } = task;
    const run = (lines.get(conversationId) ?? Promise.resolve()).then(() => perform(task));
    const settled = run.catch((error: unknown) => {
      const text = error instanceof Error ? error.message : String(error);
      problems.push(text);
      tell(`cannot go on: ${text}`);
    });
    lines.set(conversationId, settled);
    return run;
  };

  const perform = async (task: PlayTask): Promise<void> => {
    for (const action of task.actions) {
      if (stopped) return;
      await act(action, task);
    }
    const { conversationId, step } = task;
    happen({ kind: 'done', conversationId, step });
  };

  const act = async (action: Action, task: PlayTask): Promise<void> => {
    if ('wait' in action) return pause(parseDuration(action.wait) ?? 0);
    if ('pds' in action) {
      for (const [name, to] of Object.entries(action.pds)) {
        room.patients.move(name, to);
        tell(`PDS: ${name} is now at ${to}`);
      }
      return;
    }
    if ('sds' in action) {
      room.list(action.sds);
      return tell(`directory: the counterpart is listed ${action.sds}`);
    }
    if ('repeat' in action) return repeat(action.repeat, action.newId, action.as, task);
    await transmit(action, task);
  };

  const pause = (ms: number) =>
    new Promise<void>((resolve) => void clock.after(ms, () => resolve()));

  const conversationOf = (id: string, patient: string): Conversation =>
    state.conversations.find((each) => each.id === id) ?? {
      ...{ id, patient, came: [], went: [], done: [], pending: [], complete: false },
    };

  /** Where a message goes: into the conversation at hand, a new one, or another patient's. */
  const conversationFor = ({ conversation }: SendAction | AcknowledgeAction, task: PlayTask) => {
    if (conversation === 'same') return task.conversationId;
    if (conversation === 'new') return ids.uuid();
    const found = state.conversations.findLast(({ patient }) => patient === conversation);
    if (found) return found.id;
    throw new StepError(`there is no conversation about ${conversation} yet`);
  };

  const transmit = async (action: SendAction | AcknowledgeAction, task: PlayTask) => {
    const here = conversationOf(task.conversationId, task.patient);
    const from = action.from === 'stranger' ? cast.stranger : cast.counterpart;
    const ends = { from, to: system };
    const written =
      'send' in action
        ? drafts.send(action, task, here, ends)
        : [drafts.acknowledge(action, task, here, ends)];
    const conversationId = conversationFor(action, task);
    for (const draft of written) {
      if (stopped) return;
      await dispatch(draft, action, task.patient, conversationId);
    }
  };

  const labelFor = (wanted: string): string => {
    const count = (labels.get(wanted) ?? 0) + 1;
    labels.set(wanted, count);
    return count === 1 ? wanted : `${wanted}#${count}`;
  };

  const dispatch = async (
    draft: Draft,
    action: SendAction | AcknowledgeAction,
    patient: string,
    conversationId: string,
  ): Promise<void> => {
    const label = labelFor(action.as ?? draft.label);
    const renamed = withMessageId({ ...draft, label }, action.messageId);
    const { kind } = draft;
    const { messageId } = renamed;
    const faults = ledger.meet({ from: 'counterpart', kind, label, conversationId, messageId });
    const spoiled = spoil(renamed, faults, () => ids.uuid());
    const plan = planOf(spoiled, action, conversationId);
    const { contract } = plan;
    const names = room.names();
    const built = buildEdited(plan, fillNames(action.edit, names));
    const remarks = [...built.remarks, ...faults.map(({ do: what }) => `fault: ${what}`)];
    const went: Went = {
      ...{ label, kind: draft.kind, conversationId, messageId: built.envelope.messageId },
      ...{ hl7Id: spoiled.hl7Id, contentId: spoiled.contentId },
    };
    const record = (outcome: string, bytes: number) => {
      sent.push({ ...went, remarks, outcome, bytes });
      const size = bytes > 0 ? `, ${bytes} bytes` : '';
      const told = remarks.length > 0 ? ` (${remarks.join('; ')})` : '';
      tell(`sent ${label}, ${spoiled.action}${size}: ${outcome}${told}`);
    };
    // Before it is out, so that whatever answers it finds it known.
    happen({ kind: 'went', message: went, patient });
    if (faults.some(({ do: what }) => what === 'drop')) {
      room.note(`${label} is dropped: it is never sent`);
      return record('dropped', 0);
    }
    if (repeated.has(label))
      kept.set(label, { body: built.body, draft: spoiled, from: action.from });
    disturber.expect(built.envelope.messageId, faults);
    const letter = {
      headers: built.headers,
      body: built.body,
      messageId: went.messageId,
      contract,
    };
    const post = async () => {
      const wrong = faults.some(({ do: what }) => what === 'wrong-certificate');
      record(await office.post(letter, wrong ? 'somebody else' : 'itself'), built.body.length);
    };
    if (faults.some(({ do: what }) => what === 'reorder')) return holdBack(conversationId, post);
    await post();
    await release(conversationId);
  };

  /** Lets the next message of the conversation pass, but does not wait for ever for one. */
  const holdBack = (conversationId: string, post: () => Promise<void>): void => {
    heldBack.set(conversationId, post);
    clock.after(5_000, () => void release(conversationId));
  };
  const release = async (conversationId: string): Promise<void> => {
    const post = heldBack.get(conversationId);
    heldBack.delete(conversationId);
    if (post && !stopped) await post();
  };

  const withMessageId = (draft: Draft, wanted: string | undefined): Draft => {
    if (wanted === undefined) return draft;
    if (wanted === 'new') return { ...draft, messageId: ids.uuid() };
    const other = sent.findLast(({ label }) => label === wanted);
    if (!other) throw new StepError(`no message "${wanted}" has been sent whose id could be taken`);
    return { ...draft, messageId: other.messageId };
  };

  const planOf = (
    draft: Draft,
    { interaction, from }: SendAction | AcknowledgeAction,
    conversationId: string,
  ) => {
    const action = interaction === undefined ? draft.action : wholeName(interaction);
    const contract = room.world.current().contractFor(system.partyKey, GP2GP_SERVICE, action);
    if (!contract) throw new UnreachableSystemError(system.partyKey, action);
    const sender = from === 'stranger' ? cast.stranger : cast.counterpart;
    const payload =
      action === draft.action
        ? draft.payload
        : Buffer.from(draft.payload.toString('utf8').replaceAll(draft.action, action));
    return {
      ...{ contract, conversationId, payload, documents: draft.documents },
      ...{ messageId: draft.messageId, fromPartyKey: sender.partyKey, time: clock.now() },
    };
  };

  const repeat = async (label: string, newId: boolean, as: string | undefined, task: PlayTask) => {
    const known = kept.get(label);
    const original = sent.find((each) => each.label === label);
    if (!known || !original)
      throw new StepError(`"${label}" is to be repeated, and was never sent`);
    const { draft } = known;
    const fresh = newId ? ids.uuid() : original.messageId;
    const body = newId ? withOtherIds(known.body, draft, fresh, ids.uuid()) : known.body;
    const name = labelFor(as ?? label);
    const contract = room.world.current().contractFor(system.partyKey, GP2GP_SERVICE, draft.action);
    if (!contract) throw new UnreachableSystemError(system.partyKey, draft.action);
    const headers = headersOf(body, contract.service, draft.action);
    const went: Went = {
      ...draft,
      label: name,
      conversationId: original.conversationId,
      messageId: fresh,
    };
    const { kind, hl7Id, contentId, conversationId } = went;
    const message: Went = { label: name, kind, hl7Id, contentId, conversationId, messageId: fresh };
    happen({ kind: 'went', message, patient: task.patient });
    const outcome = await office.post({ headers, body, messageId: fresh, contract });
    const remarks = [newId ? `${label} again under another id` : `${label} again, byte for byte`];
    sent.push({ ...message, remarks, outcome, bytes: body.length });
    tell(`sent ${name}: ${outcome} (${remarks.join()})`);
  };

  return {
    state: () => state,
    sent,
    problems,
    events,
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    take(message) {
      if (stopped) return;
      const came = cameOf(message, file.plays);
      const { conversationId } = message.envelope;
      tell(`received ${came.what}, ${message.envelope.action}${cameText(came.accepts)}`);
      const patient = room.patients.nameOf(came.nhsNumber);
      for (const work of happen({ kind: 'came', conversationId, patient, message: came })) {
        work.catch(() => undefined);
      }
    },
    async start() {
      const conversations = new Map(Object.keys(file.patients).map((name) => [name, ids.uuid()]));
      tell('started');
      await Promise.all(happen({ kind: 'started', conversations }));
    },
    async cue(name) {
      if (!script.cues.includes(name)) throw new UnknownCueError(room.name, name, script.cues);
      tell(`cue: ${name}`);
      room.note(`cue: ${name}`);
      if (file.faults.some(({ until }) => until === name)) {
        ledger.end(name);
        room.refresh();
      }
      await Promise.all(happen({ kind: 'cue', name, conversationId: ids.uuid() }));
    },
    async idle() {
      for (let before = -1; before !== sent.length; ) {
        before = sent.length;
        await Promise.all(lines.values());
      }
    },
    stop() {
      stopped = true;
      for (const timer of timers.values()) timer.cancel();
    },
  };
}

function cameText(accepts: boolean | undefined): string {
  return accepts === undefined ? '' : accepts ? ': accepts' : ': refuses';
}

/** `UK07` is a version of the extract. */
export function wholeName(interaction: string): string {
  return interaction.startsWith('UK') ? `RCMR_IN030000${interaction}` : interaction;
}

function withOtherIds(body: Buffer, draft: Draft, messageId: string, hl7Id: string): Buffer {
  const text = body.toString('latin1').replaceAll(draft.messageId, messageId);
  return Buffer.from(
    draft.hl7Id === draft.messageId ? text : text.replaceAll(draft.hl7Id, hl7Id),
    'latin1',
  );
}

function headersOf(body: Buffer, service: string, action: string) {
  // The boundary is the first line of the body.
  const boundary = /^--([^\r\n]+)/.exec(body.subarray(0, 200).toString('latin1'))?.[1] ?? '';
  return [
    [
      'Content-Type',
      `multipart/related; boundary="${boundary}"; type="text/xml"; start="<ebXMLHeader@spine.nhs.uk>"`,
    ],
    ['SOAPAction', `"${service}/${action}"`],
  ] as const;
}
