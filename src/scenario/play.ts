import { type Moment, momentsOf } from './moment.ts';
import type { Conversation, PlayEffect, PlayEvent, Played, PlayState } from './play-state.ts';
import type { ScenarioFile } from './scenario-shape.ts';
import { type Action, actionOf } from './step-shape.ts';
import { takeEvent } from './take-event.ts';
import { parseTrigger, type Trigger } from './trigger.ts';

/** A scenario file with its triggers read. */
export interface Script {
  readonly file: ScenarioFile;
  readonly triggers: readonly Trigger[];
  /** Cues of the steps, and of faults that end with one. */
  readonly cues: readonly string[];
}

export function scriptOf(file: ScenarioFile): Script {
  const triggers = file.steps.map(({ when }) => {
    const trigger = parseTrigger(when);
    if (!trigger) throw new RangeError(`${when} is no trigger: the file was not read`);
    return trigger;
  });
  const named = triggers.flatMap((trigger) => (trigger.kind === 'cue' ? [trigger.name] : []));
  const ends = file.faults.flatMap(({ until }) => until ?? []);
  return { file, triggers, cues: [...new Set([...named, ...ends])] };
}

/**
 * What a counterpart does after an event. Pure: the same events give the same effects. A step takes the place of
 * what a good practice would do at that point.
 */
export function play(script: Script, before: PlayState, event: PlayEvent): Played {
  const taken = takeEvent(script.file, before, event);
  let state = taken.state;
  const effects: PlayEffect[] = [];
  for (const conversationId of taken.concerned) {
    const at = (id: string) => state.conversations.find((each) => each.id === id);
    for (const moment of momentsOf(event, at(conversationId))) {
      const here = at(conversationId);
      if (!here) continue;
      const steps = stepsAt(script, here, moment);
      const fresh = steps.filter(
        (step) =>
          moment.kind === 'cue' || script.file.steps[step]?.every || !here.done.includes(step),
      );
      for (const step of fresh) {
        state = mark(state, conversationId, step);
        effects.push(taskOf(script, here, moment, step));
      }
      if (steps.length > 0 || script.file.rest === 'nothing') continue;
      const actions = wellBehaved(script.file, here, moment);
      if (actions.length > 0) {
        const { patient } = here;
        const about = moment.about;
        effects.push({
          kind: 'do',
          task: { conversationId, patient, step: undefined, actions, about },
        });
      }
    }
    const here = at(conversationId);
    if (!here) continue;
    if (
      event.kind === 'time' &&
      (script.file.steps[event.step]?.every || !here.done.includes(event.step))
    ) {
      state = mark(state, conversationId, event.step);
      effects.push(taskOf(script, here, undefined, event.step));
    }
    effects.push(...waits(script, here, event));
  }
  return { state, effects };
}

/** Steps whose trigger is this moment, done before or not: they stand for what would be done without them. */
function stepsAt({ file, triggers }: Script, here: Conversation, moment: Moment): number[] {
  return triggers.flatMap((trigger, step) => {
    const patient = file.steps[step]?.patient;
    if (patient !== undefined && patient !== here.patient) return [];
    return fits(trigger, moment) ? [step] : [];
  });
}

function fits(trigger: Trigger, moment: Moment): boolean {
  if (trigger.kind !== moment.kind) return false;
  switch (moment.kind) {
    case 'start':
    case 'complete':
      return true;
    case 'cue':
      return trigger.kind === 'cue' && trigger.name === moment.name;
    case 'arrival':
      return (
        trigger.kind === 'arrival' &&
        trigger.what === moment.what &&
        (trigger.number === undefined || trigger.number === moment.number)
      );
    case 'acknowledgement':
      return (
        trigger.kind === 'acknowledgement' &&
        (trigger.of === moment.label || trigger.of === moment.of) &&
        (trigger.number === undefined || trigger.number === moment.number) &&
        (trigger.says === 'anything' || (trigger.says === 'accepted') === moment.accepts)
      );
  }
}

function taskOf(
  { file }: Script,
  { id, patient }: Conversation,
  moment: Moment | undefined,
  step: number,
): PlayEffect {
  const actions = file.steps[step]?.do ?? [];
  const about = moment?.about;
  return { kind: 'do', task: { conversationId: id, patient, step, actions, about } };
}

function mark(state: PlayState, id: string, step: number): PlayState {
  return {
    ...state,
    conversations: state.conversations.map((each) =>
      each.id === id ? { ...each, done: [...each.done, step] } : each,
    ),
  };
}

/** What a good practice does by itself (gp2gp 1.3). */
function wellBehaved(file: ScenarioFile, here: Conversation, moment: Moment): readonly Action[] {
  const first = (what: string) => here.came.filter((each) => each.what === what).length === 1;
  if (file.plays === 'sender') {
    if (moment.kind !== 'arrival') return [];
    if (moment.what === 'request' && first('request')) {
      return [actionOf({ acknowledge: 'request' }), actionOf({ send: 'extract' })];
    }
    return moment.what === 'continue' && first('continue') ? [actionOf({ send: 'fragments' })] : [];
  }
  if (moment.kind === 'start') return [actionOf({ send: 'request' })];
  if (moment.kind === 'complete') return [actionOf({ acknowledge: 'extract' })];
  if (moment.kind !== 'arrival') return [];
  if (moment.what === 'fragment') return [actionOf({ acknowledge: 'fragment' })];
  const large = (moment.about?.names.length ?? 0) > 0;
  return moment.what === 'extract' && large && first('extract')
    ? [actionOf({ send: 'continue' })]
    : [];
}

/** Timers that begin: after the step before, and after the last message. */
function waits({ file, triggers }: Script, here: Conversation, event: PlayEvent): PlayEffect[] {
  const stirs = event.kind === 'came' || event.kind === 'went' || event.kind === 'started';
  return triggers.flatMap((trigger, step): PlayEffect[] => {
    const { patient, every } = file.steps[step] ?? {};
    if (patient !== undefined && patient !== here.patient) return [];
    if (trigger.kind !== 'after' && trigger.kind !== 'silence') return [];
    if (here.done.includes(step) && !every) return [];
    const due = trigger.kind === 'after' ? event.kind === 'done' && event.step === step - 1 : stirs;
    return due ? [{ kind: 'wait', conversationId: here.id, step, ms: trigger.ms }] : [];
  });
}
