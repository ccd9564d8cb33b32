import type { HookCalls } from '../sut/hook-calls.ts';
import { SystemDeviation } from './departures.ts';
import { registerPatient } from './initiation.ts';
import { requestsIn } from './request-messages.ts';
import { describeStatus, transferStatus } from './status.ts';
import type { Trial } from './trial.ts';

type Said = HookCalls['registerPatient']['output'];

/**
 * A user tries again, but only where the system does not try by itself: it has given up, or never began. A second
 * registration while the first is at work would be another scenario.
 */
export async function registerAgainIfGivenUp(trial: Trial): Promise<void> {
  const status = await trial.lookUntil(
    'the system asks for the record by itself, or has given up',
    async () => {
      if (requestsIn(trial).length > 0) return 'asked' as const;
      const shown = await transferStatus(trial);
      return shown.state === 'preparing' ? undefined : shown;
    },
  );
  if (status === 'asked' || status.state === 'requested') {
    return trial.chose('the system tries again by itself');
  }
  trial.chose(`the system has given up: ${describeStatus(status)}`);
  await registerPatient(trial);
}

/** Whoever registers the patient learns that no record is on its way: at once, or from the status of the transfer. */
export async function expectUserInformed(trial: Trial, said: Said | undefined): Promise<void> {
  if (said && !said.accepted && said.because) return trial.observed(said.because);
  const status = await transferStatus(trial);
  const told = said?.because ?? status.text;
  const ended = ['none', 'failed', 'refused'].includes(status.state);
  if (ended && (status.state !== 'none' || told)) {
    return trial.observed(`shown as ${describeStatus(status)}`);
  }
  throw new SystemDeviation({
    expected: 'the user is told that the record is not on its way',
    observed: `the transfer is shown as ${describeStatus(status)}, the registration was ${
      said?.accepted === false ? 'refused without a reason' : 'accepted'
    }`,
  });
}
