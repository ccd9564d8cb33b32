import { parseDuration } from '../../src/domain/duration.ts';
import type { GpMessage } from '../../src/gp2gp/read-message.ts';
import type { Timer } from '../../src/platform/clock.ts';
import { play, type Script } from '../../src/scenario/play.ts';
import {
  type Conversation,
  NOTHING_PLAYED,
  newConversation,
  type PlayEffect,
  type PlayEvent,
  type PlayState,
  type PlayTask,
} from '../../src/scenario/play-state.ts';
import type { Action } from '../../src/scenario/step-shape.ts';
import { UnknownCueError } from './counterpart-errors.ts';
import { eventLog } from './event-log.ts';
import { cameOf } from './read-arrival.ts';
import type { SituationRoom } from './situation-room.ts';
import type { CounterpartMessage, Situation } from './situation-view.ts';
import { transmitter } from './transmitter.ts';

/** Plays one situation: takes what comes, does what the script says, one thing after the other in a conversation. */
export interface SituationPlayer
  extends Pick<Situation, 'problems' | 'events' | 'onEvent' | 'start' | 'cue' | 'idle'> {
  state(): PlayState;
  sent(): readonly CounterpartMessage[];
  take(message: GpMessage): void;
  stop(): void;
}

export function playSituation(room: SituationRoom, script: Script): SituationPlayer {
  const { file, clock, ids, ledger } = room;
  let state = NOTHING_PLAYED;
  let stopped = false;
  const problems: string[] = [];
  const log = eventLog(clock);
  const timers = new Map<string, Timer>();
  const lines = new Map<string, Promise<unknown>>();

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
    const due = () => quietly(happen({ kind: 'time', conversationId, step }));
    timers.set(key, clock.after(ms, due));
    return undefined;
  };

  const enqueue = (task: PlayTask): Promise<unknown> => {
    const { conversationId } = task;
    const run = (lines.get(conversationId) ?? Promise.resolve()).then(() => perform(task));
    const settled = run.catch((error: unknown) => {
      if (stopped) return;
      const text = error instanceof Error ? error.message : String(error);
      problems.push(text);
      log.tell(`cannot go on: ${text}`);
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
    quietly(happen({ kind: 'done', conversationId, step }));
  };

  const post = transmitter({
    room,
    conversations: () => state.conversations,
    isStopped: () => stopped,
    onWent: (message, patient) => quietly(happen({ kind: 'went', message, patient })),
    tell: log.tell,
  });

  const act = async (action: Action, task: PlayTask): Promise<void> => {
    if ('wait' in action) return pause(parseDuration(action.wait) ?? 0);
    if ('repeat' in action) return post.repeat(action, task);
    if ('pds' in action) {
      for (const [name, to] of Object.entries(action.pds)) {
        room.patients.move(name, to);
        log.tell(`PDS: ${name} is now at ${to}`);
      }
    } else if ('sds' in action) {
      room.list(action.sds);
      log.tell(`directory: the counterpart is listed ${action.sds}`);
    } else if ('ods' in action) log.tell(await room.neighbours.know(action.ods));
    else if ('mesh' in action) log.tell(await room.neighbours.post(action.mesh));
    else if ('nhais' in action) log.tell(await room.neighbours.announce(action.nhais));
    else await post.transmit(action, task, conversationOf(task));
  };

  // A situation that is taken away waits for nothing any more.
  const ended = Promise.withResolvers<void>();
  const pause = (ms: number): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = clock.after(ms, resolve);
    return Promise.race([promise, ended.promise]).finally(() => timer.cancel());
  };

  const conversationOf = ({ conversationId: id, patient }: PlayTask): Conversation =>
    state.conversations.find((each) => each.id === id) ?? newConversation(id, patient);

  return {
    state: () => state,
    sent: () => post.sent,
    problems: () => problems,
    events: () => log.events,
    onEvent: log.onEvent,
    take(message) {
      if (stopped) return;
      const came = cameOf(message, file.plays);
      const { conversationId, action } = message.envelope;
      const said = came.accepts === undefined ? '' : came.accepts ? ': accepts' : ': refuses';
      log.tell(`received ${came.what}, ${action}${said}`);
      const patient = room.patients.nameOf(came.nhsNumber);
      quietly(happen({ kind: 'came', conversationId, patient, message: came }));
    },
    async start() {
      const conversations = new Map(Object.keys(file.patients).map((name) => [name, ids.uuid()]));
      log.tell('started');
      await Promise.all(happen({ kind: 'started', conversations }));
    },
    async cue(name) {
      if (!script.cues.includes(name)) throw new UnknownCueError(room.name, name, script.cues);
      log.tell(`cue: ${name}`);
      room.note(`cue: ${name}`);
      if (file.faults.some(({ until }) => until === name)) {
        ledger.end(name);
        room.refresh();
      }
      await Promise.all(happen({ kind: 'cue', name, conversationId: ids.uuid() }));
    },
    async idle() {
      for (let before = -1; before !== post.sent.length; ) {
        before = post.sent.length;
        await Promise.all(lines.values());
      }
    },
    stop() {
      stopped = true;
      ended.resolve();
      for (const timer of timers.values()) timer.cancel();
    },
  };
}

/** What goes wrong is among the problems already. */
function quietly(works: readonly Promise<unknown>[]): void {
  for (const work of works) work.catch(() => undefined);
}
