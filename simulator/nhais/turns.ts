import type { Clock, Timer } from '../../src/platform/clock.ts';
import type { Logger } from '../../src/platform/logger.ts';

/** One thing at a time, now or later: numbers are given in the order in which messages reach a mailbox. */
export interface Turns {
  /** Resolves with what the task gives, once its turn came. Rejects with its error. */
  take<T>(task: () => Promise<T>): Promise<T>;
  /** Gives a task its turn when the moment has come, milliseconds since 1970. Failures go to the log. */
  at(moment: number, task: () => Promise<unknown>): Timer;
  /** Gives a task its turn. Failures go to the log. */
  soon(task: () => Promise<unknown>): void;
  /** Forgets what waits; a task under way comes to its end. */
  forget(): void;
  /** Forgets, and resolves when nothing is under way. Nothing gets a turn any more. */
  stop(): Promise<void>;
}

export class TurnForgottenError extends Error {}

export function openTurns(clock: Clock, logger: Logger): Turns {
  let last: Promise<unknown> = Promise.resolve();
  let epoch = 0;
  let stopped = false;
  const timers = new Set<Timer>();
  const take = <T>(task: () => Promise<T>): Promise<T> => {
    const began = epoch;
    const turn = last.then(() => {
      if (stopped || began !== epoch) throw new TurnForgottenError('the turn was forgotten');
      return task();
    });
    last = turn.catch(() => undefined);
    return turn;
  };
  const soon = (task: () => Promise<unknown>) => {
    take(task).catch((error: unknown) => {
      if (error instanceof TurnForgottenError || stopped) return;
      logger.error({ service: 'nhais', error: String(error) }, 'an authority could not go on');
    });
  };
  const forget = () => {
    epoch += 1;
    for (const timer of timers) timer.cancel();
    timers.clear();
  };
  return {
    take,
    soon,
    forget,
    at(moment, task) {
      const timer = clock.after(Math.max(0, moment - clock.now().getTime()), () => {
        timers.delete(timer);
        soon(task);
      });
      timers.add(timer);
      return {
        cancel() {
          timer.cancel();
          timers.delete(timer);
        },
      };
    },
    async stop() {
      stopped = true;
      forget();
      await last;
    },
  };
}
