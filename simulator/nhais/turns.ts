import type { Clock, Timer } from '../../src/platform/clock.ts';
import type { Logger } from '../../src/platform/logger.ts';

/** One thing at a time, now or later: numbers are given in the order in which messages reach a mailbox. */
export interface Turns {
  /** Resolves with what the task gives, once its turn came. Rejects with its error. */
  take<T>(task: () => Promise<T>): Promise<T>;
  /** Gives a task its turn when the moment has come, milliseconds since 1970. As `soon` when it fails. */
  at(moment: number, task: () => Promise<unknown>): Timer;
  /** Gives a task its turn. A failure goes to the log, and the task gets another turn a minute later. */
  soon(task: () => Promise<unknown>): void;
  /** Forgets what waits; a task under way comes to its end. */
  forget(): void;
  /** Forgets, and resolves when nothing is under way. Nothing gets a turn any more. */
  stop(): Promise<void>;
}

/** Before another attempt at what failed, such as with a journal that is full. */
export const AGAIN_AFTER_MS = 60_000;

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
  const at = (moment: number, task: () => Promise<unknown>): Timer => {
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
  };
  const soon = (task: () => Promise<unknown>) => {
    const began = epoch;
    take(task).catch((error: unknown) => {
      if (stopped || began !== epoch) return;
      logger.error({ service: 'nhais', error: String(error) }, 'an authority will try again');
      at(clock.now().getTime() + AGAIN_AFTER_MS, task);
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
    at,
    async stop() {
      stopped = true;
      forget();
      await last;
    },
  };
}
