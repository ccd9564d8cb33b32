/** Calls back at every change of something. Returns what ends it. */
export type Changes = (listener: () => void) => () => void;

export interface Waiting<T> {
  /** Asked now and after every change. What it throws ends the waiting. */
  readonly look: () => T | undefined;
  readonly changes: Changes;
  readonly withinMs: number;
  /** Made when time is up. */
  readonly failure: () => Error;
}

/** Waits for something to become so. Wakes on changes alone. */
export function waitFor<T>({ look, changes, withinMs, failure }: Waiting<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const check = () => {
    try {
      const found = look();
      if (found !== undefined) resolve(found);
    } catch (error) {
      reject(error);
    }
  };
  const end = changes(check);
  const timer = setTimeout(() => reject(failure()), withinMs);
  check();
  return promise.finally(() => {
    end();
    clearTimeout(timer);
  });
}

/** The first pause between two questions to somebody who cannot tell by himself, and the longest. */
const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 1000;

export interface Asking<T> {
  readonly look: () => Promise<T | undefined>;
  readonly changes: Changes;
  readonly withinMs: number;
  readonly failure: () => Error;
}

/**
 * Asks until there is an answer: at once, after every change, and after pauses that grow, for what is asked
 * changes without telling. One question at a time.
 */
export async function askUntil<T>({ look, changes, withinMs, failure }: Asking<T>): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const changed = Promise.withResolvers<void>();
    const end = changes(() => changed.resolve());
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
