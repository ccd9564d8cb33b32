import { SystemDeviation } from './departures.ts';
import { describeStatus, transferStatus } from './status.ts';
import type { Trial } from './trial.ts';
import { expectTries, triesOf } from './tries.ts';

/**
 * After an answer that leaves it open, the message comes again as the same message and the transfer succeeds, or the
 * transfer is shown as failed. Which of them is put on record (mhs 5.5 B3, B4).
 */
export async function expectAgainOrFailed(
  trial: Trial,
  what: 'request' | 'extract',
): Promise<void> {
  const success = what === 'request' ? 'filed' : 'transferred';
  let last = 'nothing';
  const state = await trial.lookUntil(
    `the ${what} again and a transfer that is ${success}, or one that has failed`,
    async () => {
      const status = await transferStatus(trial);
      last = describeStatus(status);
      return [success, 'failed', 'refused'].includes(status.state) ? status.state : undefined;
    },
    { observed: () => `it is shown as ${last}` },
  );
  const tries = triesOf(trial.transcript().messages, [what]);
  if (tries.length === 0) {
    throw new SystemDeviation({ expected: `the ${what}`, observed: 'it was never sent' });
  }
  if (state === success) {
    trial.chose(`the ${what} was sent again`);
    return expectTries(trial, what, tries.length < 2 ? 2 : tries.length);
  }
  trial.account(...tries);
  trial.chose(`the transfer is shown as ${last} after ${tries.length} tries`);
}
