import type { Clock } from '../../../src/platform/clock.ts';

/** How a wait came out. */
export type Waited<T> =
  | { readonly kind: 'done'; readonly value: T }
  /** It took longer than was allowed. */
  | { readonly kind: 'late' }
  /** Nobody wants it any more: the practice was reset or closed. */
  | { readonly kind: 'ended' };

/** Waits for what other systems do, by the clock, and no longer than the practice itself is there. */
export interface Patience {
  /** The task goes on when nobody waits for it any more; its rejection is then nobody's. */
  wait<T>(task: Promise<T>, ms: number): Promise<Waited<T>>;
  /** Ends every wait at once; later waits are not affected. */
  end(): void;
  /** Ends every wait, and each that would begin later. */
  close(): void;
}

export function patience(clock: Clock): Patience {
  const waiting = new Set<() => void>();
  let closed = false;
  const end = () => {
    for (const each of [...waiting]) each();
  };
  return {
    async wait<T>(task: Promise<T>, ms: number) {
      if (closed) {
        task.catch(() => undefined);
        return { kind: 'ended' };
      }
      return new Promise<Waited<T>>((resolve, reject) => {
        const settle = (result: () => void) => {
          if (!waiting.delete(stop)) return;
          timer.cancel();
          result();
        };
        const stop = () => settle(() => resolve({ kind: 'ended' }));
        waiting.add(stop);
        const timer = clock.after(ms, () => settle(() => resolve({ kind: 'late' })));
        task.then(
          (value) => settle(() => resolve({ kind: 'done', value })),
          (error: unknown) => settle(() => reject(error)),
        );
      });
    },
    end,
    close() {
      closed = true;
      end();
    },
  };
}
