import { taken } from './deliveries.ts';
import { SystemDeviation } from './departures.ts';
import { describeStatus, type ShownState, transferStatus } from './status.ts';
import type { Trial } from './trial.ts';

const UNDER_WAY: readonly ShownState[] = ['preparing', 'requested', 'receiving'];

/** The message with this label reached the system and ended nothing (gp2gp 1.3 step 7, 4.7). */
export async function expectUnderWayAfter(trial: Trial, label: string): Promise<void> {
  const delivery = await taken(trial, label);
  // Taken is not yet acted on: a system may acknowledge first and think later (mhs 5.5 B8).
  await trial.pause(trial.quietMs);
  const status = await transferStatus(trial);
  if (UNDER_WAY.includes(status.state)) {
    return trial.observed(`shown as ${describeStatus(status)} after #${delivery.sequence}`);
  }
  throw new SystemDeviation({
    expected: `the transfer still under way after "${label}"`,
    observed: `it is shown as ${describeStatus(status)}`,
    evidence: [delivery.sequence],
  });
}
