import type { Entry } from '../journal/entry.ts';
import type { StoryStep, StoryTimer } from './conversation-story.ts';
import { practiceOf } from './witness.ts';

/** The states that practices of ours went through: of the entries that lead nowhere new nothing is told. */
export function stepsOf(entries: readonly Entry[]): readonly StoryStep[] {
  const last = new Map<string, string>();
  const steps: StoryStep[] = [];
  for (const entry of entries) {
    const told = ofPractice(entry);
    if (!told) continue;
    const { lane, state, event } = told;
    const key = `${lane} ${String(entry.facts?.role)}`;
    const expired = event.endsWith(' expired');
    if (last.get(key) === state && !expired) continue;
    last.set(key, state);
    const { at, sequence } = entry;
    const id = `s${sequence}`;
    steps.push({
      kind: 'step',
      id,
      at,
      sequence,
      lane,
      state,
      event,
      ended: state === 'ended',
      expired,
    });
  }
  return steps;
}

/** The timers that practices of ours started, with how each ended. */
export function timersOf(entries: readonly Entry[]): readonly StoryTimer[] {
  const running = new Map<string, StoryTimer>();
  const timers: StoryTimer[] = [];
  const end = (lane: string, timer: string, until: string, how: 'stopped' | 'expired') => {
    const found = running.get(`${lane} ${timer}`);
    if (!found) return;
    running.delete(`${lane} ${timer}`);
    timers.push({ ...found, until, end: how });
  };
  for (const entry of entries) {
    const told = ofPractice(entry);
    if (!told) continue;
    const { lane, state, event } = told;
    const { at, sequence, trace = [] } = entry;
    const expired = /^([\w-]+) expired$/.exec(event)?.[1];
    if (expired !== undefined) end(lane, expired, at, 'expired');
    for (const { text } of trace) {
      const [, what, timer] = /^(start|stop)-timer ([\w-]+)$/.exec(text) ?? [];
      if (timer === undefined) continue;
      if (what === 'stop') end(lane, timer, at, 'stopped');
      else if (!running.has(`${lane} ${timer}`)) {
        // Started anew it goes on: how long it is changes, what it waits for does not.
        const id = `t${sequence}-${timer}`;
        running.set(`${lane} ${timer}`, {
          id,
          lane,
          timer,
          from: at,
          until: undefined,
          end: 'running',
        });
      }
    }
    if (state === 'ended') {
      for (const timer of [...running.values()]) {
        if (timer.lane === lane) end(lane, timer.timer, at, 'stopped');
      }
    }
  }
  return [...timers, ...running.values()].toSorted((one, other) =>
    one.from < other.from ? -1 : 1,
  );
}

function ofPractice(entry: Entry) {
  const lane = practiceOf(entry)?.toUpperCase();
  const { state, event } = entry.facts ?? {};
  if (entry.kind !== 'transfer' || lane === undefined) return undefined;
  return { lane, state: String(state ?? ''), event: String(event ?? '') };
}
