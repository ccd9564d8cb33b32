import type { Clock } from '../../../src/platform/clock.ts';

export interface IdleRules {
  readonly clock: Clock;
  /** Milliseconds; 0 is for ever. Asked again at every look. */
  readonly patienceMs: () => number;
  /** Whether the connection does something although nothing is asked. */
  readonly isBusy: () => boolean;
  readonly onIdle: () => void;
}

/** Notices a connection on which nothing is asked any more. One timer, however much is asked. */
export interface IdleWatch {
  /** Something was asked. */
  touch(): void;
  stop(): void;
}

/** How long it takes to notice that there is a limit now. */
const WITHOUT_LIMIT_MS = 60_000;

export function idleWatch({ clock, patienceMs, isBusy, onIdle }: IdleRules): IdleWatch {
  const now = () => clock.now().getTime();
  let touched = now();
  let timer = clock.after(nextLook(), look);

  function nextLook(): number {
    const patience = patienceMs();
    return patience > 0 ? Math.max(1, touched + patience - now()) : WITHOUT_LIMIT_MS;
  }

  function look(): void {
    const patience = patienceMs();
    const isIdle = patience > 0 && now() - touched >= patience;
    if (isIdle && !isBusy()) {
      onIdle();
      return;
    }
    if (isIdle) touched = now();
    timer = clock.after(nextLook(), look);
  }

  return {
    touch() {
      touched = now();
    },
    stop: () => timer.cancel(),
  };
}
