/** Calls back at every change of something. Returns what ends it. */
export type Changes = (listener: () => void) => () => void;

interface Patience {
  readonly changes: Changes;
  readonly withinMs: number;
  /** Every change begins the time anew: it is not over for something that goes on. */
  readonly renewed?: boolean;
  /** Made when time is up. */
  readonly failure: () => Error;
}

export interface Waiting<T> extends Patience {
  /** Asked now and after every change. What it throws ends the waiting. */
  readonly look: () => T | undefined;
}

/** Renewed time comes to an end all the same, after so many times itself. */
const MOST_RENEWALS = 20;

/** Waits for something to become so. Wakes on changes alone. */
export function waitFor<T>(waiting: Waiting<T>): Promise<T> {
  const { look, changes, withinMs, renewed = false, failure } = waiting;
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const last = performance.now() + withinMs * (renewed ? MOST_RENEWALS : 1);
  const giveUp = () => reject(failure());
  let timer = setTimeout(giveUp, withinMs);
  const check = () => {
    try {
      const found = look();
      if (found !== undefined) resolve(found);
    } catch (error) {
      reject(error);
    }
  };
  const end = changes(() => {
    if (renewed) {
      clearTimeout(timer);
      timer = setTimeout(giveUp, Math.min(withinMs, last - performance.now()));
    }
    check();
  });
  check();
  return promise.finally(() => {
    end();
    clearTimeout(timer);
  });
}

/** The first pause between two questions to somebody who cannot tell by himself, and the longest. */
const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 1000;

export interface Asking<T> extends Patience {
  readonly look: () => Promise<T | undefined>;
}

/**
 * Asks until there is an answer: at once, after every change, and after pauses that grow, for what is asked
 * changes without telling. One question at a time.
 */
export async function askUntil<T>(asking: Asking<T>): Promise<T> {
  const { look, changes, withinMs, renewed = false, failure } = asking;
  const began = performance.now();
  let deadline = began + withinMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const changed = Promise.withResolvers<void>();
    const end = changes(() => {
      const last = began + withinMs * MOST_RENEWALS;
      if (renewed) deadline = Math.min(performance.now() + withinMs, last);
      changed.resolve();
    });
    let timer: NodeJS.Timeout | undefined;
    try {
      const found = await look();
      if (found !== undefined) return found;
      const left = deadline - performance.now();
      if (left <= 0) throw failure();
      timer = setTimeout(() => changed.resolve(), Math.min(pauseMs, left));
      await changed.promise;
    } finally {
      end();
      clearTimeout(timer);
    }
  }
}
