/** A pending task of a clock. */
export interface Timer {
  cancel(): void;
}

/** Time as the product sees it. Everything that waits or stamps takes one, so that tests own time. */
export interface Clock {
  now(): Date;
  /** Runs `task` once, when `delayMs` milliseconds of this clock have passed. */
  after(delayMs: number, task: () => void): Timer;
}

/** The machine's clock. */
export function systemClock(): Clock {
  return {
    now: () => new Date(),
    after(delayMs, task) {
      let handle: NodeJS.Timeout;
      const longest = 2 ** 31 - 1;
      // setTimeout cannot hold more than 24.8 days: a longer wait is made of several.
      const arm = (left: number) => {
        handle = setTimeout(
          () => (left > longest ? arm(left - longest) : task()),
          Math.min(left, longest),
        );
        handle.unref();
      };
      arm(Math.max(0, delayMs));
      return { cancel: () => clearTimeout(handle) };
    },
  };
}

/** A clock that stands still until it is told to move. */
export interface VirtualClock extends Clock {
  /** Moves on, running every task that falls due in order, each at its own time. */
  advance(byMs: number): Promise<void>;
  /** Tasks that are waiting. */
  readonly waiting: number;
}

export function virtualClock(start: Date = new Date('2026-01-05T09:00:00Z')): VirtualClock {
  let time = start.getTime();
  let order = 0;
  const tasks = new Map<number, { readonly due: number; readonly task: () => void }>();
  const next = (until: number) =>
    [...tasks]
      .filter(([, { due }]) => due <= until)
      .sort(([a, { due: x }], [b, { due: y }]) => x - y || a - b)[0];
  return {
    now: () => new Date(time),
    after(delayMs, task) {
      const id = order++;
      tasks.set(id, { due: time + Math.max(0, delayMs), task });
      return { cancel: () => void tasks.delete(id) };
    },
    async advance(byMs) {
      const until = time + byMs;
      for (let found = next(until); found; found = next(until)) {
        const [id, { due, task }] = found;
        tasks.delete(id);
        time = Math.max(time, due);
        task();
        // Lets what the task started arm its own timers before time moves on.
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
      time = until;
    },
    get waiting() {
      return tasks.size;
    },
  };
}

/** A clock that goes with another one and can be moved on. */
export interface JumpingClock extends Clock {
  /** Moves on at once, running every task that falls due in order, each at its own time. */
  advance(byMs: number): Promise<void>;
}

export function jumpingClock(base: Clock = systemClock()): JumpingClock {
  let ahead = 0;
  let order = 0;
  const tasks = new Map<
    number,
    { readonly due: number; readonly task: () => void; timer: Timer }
  >();
  const time = () => base.now().getTime() + ahead;
  const arm = (id: number, due: number, task: () => void): Timer =>
    base.after(Math.max(0, due - time()), () => {
      if (tasks.delete(id)) task();
    });
  const next = (until: number) =>
    [...tasks]
      .filter(([, { due }]) => due <= until)
      .sort(([a, { due: x }], [b, { due: y }]) => x - y || a - b)[0];
  const moveTo = (moment: number) => {
    ahead += Math.max(0, moment - time());
  };
  return {
    now: () => new Date(time()),
    after(delayMs, task) {
      const id = order++;
      const due = time() + Math.max(0, delayMs);
      tasks.set(id, { due, task, timer: arm(id, due, task) });
      return {
        cancel() {
          tasks.get(id)?.timer.cancel();
          tasks.delete(id);
        },
      };
    },
    async advance(byMs) {
      const until = time() + byMs;
      for (let found = next(until); found; found = next(until)) {
        const [id, { due, task, timer }] = found;
        timer.cancel();
        tasks.delete(id);
        moveTo(due);
        task();
        // Lets what the task started arm its own timers before time moves on.
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
      moveTo(until);
      for (const [id, waiting] of tasks) {
        waiting.timer.cancel();
        waiting.timer = arm(id, waiting.due, waiting.task);
      }
    },
  };
}
