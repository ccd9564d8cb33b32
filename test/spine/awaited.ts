import type { VirtualClock } from '../../src/platform/clock.ts';

/** Resolves when somebody waits for the clock: only then does it make sense to move it on. */
export async function awaited(clock: VirtualClock): Promise<void> {
  while (clock.waiting === 0) await new Promise<void>((resolve) => setImmediate(resolve));
}
