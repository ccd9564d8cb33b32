import type { Clock } from '../../src/platform/clock.ts';
import type { SituationEvent } from './situation-view.ts';

/** So many lines of what happened are kept. */
const MOST_EVENTS = 2_000;

/** What happens in a situation, a line each. */
export function eventLog(clock: Clock) {
  const events: SituationEvent[] = [];
  const listeners = new Set<(event: SituationEvent) => void>();
  return {
    events,
    tell(text: string): void {
      const event = { at: clock.now().toISOString(), text };
      events.push(event);
      if (events.length > MOST_EVENTS) events.shift();
      for (const listener of listeners) listener(event);
    },
    onEvent(listener: (event: SituationEvent) => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
