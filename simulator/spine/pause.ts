import type { Clock } from '../../src/platform/clock.ts';

/** Waits by the clock; not at all for nothing. */
export function pause({ clock }: { readonly clock: Clock }, ms: number): Promise<void> {
  if (ms <= 0) return Promise.resolve();
  return new Promise((resolve) => void clock.after(ms, resolve));
}
