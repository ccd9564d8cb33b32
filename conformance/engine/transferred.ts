import { SystemDeviation } from './departures.ts';
import { describeStatus, expectShown, transferStatus } from './status.ts';
import type { Trial } from './trial.ts';

/**
 * The transfer counts as a success. `code`: it may show that code besides (15 counts as integrated, gp2gp 5.3).
 * `lenient`: a system that does not know the number by which its extract is named may go on waiting; that is noted (D2).
 */
export async function expectTransferredOrNoted(
  trial: Trial,
  { code, lenient = false }: { readonly code?: string; readonly lenient?: boolean },
): Promise<void> {
  if (lenient) {
    await trial.pause(trial.quietMs);
    const status = await transferStatus(trial);
    if (status.state === 'transferred') {
      trial.chose('the transfer is shown as transferred');
      return;
    }
    if (status.state === 'sent' || status.state === 'sending') {
      trial.chose('the transfer is not closed by this number');
      trial.warned(`the transfer is shown as ${describeStatus(status)}`);
      return;
    }
    throw new SystemDeviation({
      expected: 'the transfer shown as transferred, or still open',
      observed: `it is shown as ${describeStatus(status)}`,
    });
  }
  const status = await expectShown(trial, [{ states: ['transferred'] }]);
  if (code === undefined || status.code === undefined || status.code === code) return;
  throw new SystemDeviation({
    expected: `transferred, with code ${code} or none`,
    observed: describeStatus(status),
  });
}
