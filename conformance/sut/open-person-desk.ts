import type { PersonDesk, PersonTask } from '../../simulator/doors/person-desk.ts';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import { NobodyAnsweredError, type Person, type Terminal } from './ask-person.ts';

export interface PersonDeskOptions {
  /** Asked, too; whoever answers first counts. Without it the desk is answered elsewhere alone. */
  readonly terminal?: Terminal | undefined;
  readonly clock?: Clock;
}

/** A desk that a run asks and that people answer: in the console, over the API, at the terminal. */
export type AskedDesk = PersonDesk & Person;

interface Waiting {
  readonly task: PersonTask;
  settle(text: string): void;
}

export function openPersonDesk(options: PersonDeskOptions = {}): AskedDesk {
  const { terminal, clock = systemClock() } = options;
  const waiting = new Map<string, Waiting>();
  const listeners = new Set<() => void>();
  let count = 0;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    pending: () => [...waiting.values()].map(({ task }) => task),
    answer(id, text) {
      const found = waiting.get(id);
      found?.settle(text);
      return found !== undefined;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    ask(question, timeoutMs) {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      const asked = clock.now();
      const id = `t${++count}`;
      const takenBack = new AbortController();
      const over = () => {
        timer.cancel();
        waiting.delete(id);
        takenBack.abort();
        tell();
      };
      const timer = clock.after(timeoutMs, () => {
        over();
        reject(new NobodyAnsweredError(timeoutMs));
      });
      const settle = (text: string) => {
        if (!waiting.has(id)) return;
        over();
        resolve(text);
      };
      const task: PersonTask = {
        ...question,
        id,
        askedAt: asked.toISOString(),
        until: new Date(asked.getTime() + timeoutMs).toISOString(),
      };
      waiting.set(id, { task, settle });
      tell();
      terminal?.ask(question, takenBack.signal).then(settle, (error: unknown) => {
        // A terminal that is gone answers nothing; without it the task waits for the console.
        if (!takenBack.signal.aborted) process.emitWarning(`the terminal: ${String(error)}`);
      });
      return promise;
    },
  };
}
