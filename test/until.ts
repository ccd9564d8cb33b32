import { setImmediate as turn } from 'node:timers/promises';

/** What nothing takes that is going to happen at all, on a machine that is busy with other things. */
const PATIENCE_MS = 120_000;

/**
 * Resolves once something holds that no event tells of; `move` goes on with the world in between. Fails, in place of
 * hanging for good, when it never does.
 */
export async function until(
  holds: () => boolean | Promise<boolean>,
  move: () => Promise<unknown> = async () => undefined,
): Promise<void> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  while (!(await holds())) {
    patience.throwIfAborted();
    await move();
    await turn();
  }
}
