import type { Clock } from '../../../src/platform/clock.ts';

/** An operation between its request and its answer. */
export interface Operation {
  readonly id: number;
  readonly isSearch: boolean;
  /** `abandoned`: nothing is answered any more. `canceled`: that was answered already. */
  readonly ended: 'abandoned' | 'canceled' | undefined;
  end(how: 'abandoned' | 'canceled'): void;
  /** Waits so long, or until the operation is ended. */
  pause(clock: Clock, delayMs: number): Promise<void>;
}

export function operation(id: number, isSearch: boolean): Operation {
  let ended: Operation['ended'];
  let wake: (() => void) | undefined;
  return {
    id,
    isSearch,
    get ended() {
      return ended;
    },
    end(how) {
      ended ??= how;
      wake?.();
    },
    pause(clock, delayMs) {
      if (delayMs <= 0 || ended) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = clock.after(delayMs, resolve);
        wake = () => {
          timer.cancel();
          resolve();
        };
      });
    },
  };
}
