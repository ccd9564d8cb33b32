import type { VirtualClock } from '../../src/platform/clock.ts';
import { until } from '../until.ts';

/** Resolves when somebody waits for the clock: only then does it make sense to move it on. */
export async function awaited(clock: VirtualClock): Promise<void> {
  await until(() => clock.waiting > 0);
}
