import type { Entry } from '../../src/journal/entry.ts';
import { meantBy } from './acknowledging.ts';
import { SystemDeviation } from './departures.ts';
import type { Trial } from './trial.ts';

/** Attempts of Spine to hand a message on that the system answered. */
async function deliveriesOf(trial: Trial, messageId: string): Promise<readonly Entry[]> {
  const entries = await trial.journal.find({ kind: 'delivery', messageId });
  return entries.filter(({ response }) => response?.status !== undefined);
}

/** The system answered as one who has it: with an acknowledgement, or without where none is asked for. */
function isTaken({ facts }: Entry): boolean {
  return facts?.outcome === 'acknowledged' || facts?.outcome === 'accepted';
}

/** Waits until the system has taken the message with this label: from then on it can have had its effect. */
export async function taken(trial: Trial, label: string): Promise<Entry> {
  const sent = await trial.until(
    `"${label}" reaches the system`,
    () => meantBy(trial, { kind: 'labelled', label })[0],
  );
  return trial.lookUntil(`"${label}" is taken by the system`, async () =>
    (await deliveriesOf(trial, sent.messageId)).find(isTaken),
  );
}

/** A copy of a message that was delivered twice is acknowledged like the first (mhs 4.1, 5.5 B1). */
export async function expectCopiesAcknowledged(
  trial: Trial,
  kind: 'extract' | 'every-fragment',
): Promise<void> {
  const sent = meantBy(trial, { kind });
  if (sent.length === 0) throw new Error('the counterpart sent nothing that was delivered twice');
  let seen: readonly Entry[] = [];
  const copies = await trial.lookUntil(
    'two copies of one message reach the system and are acknowledged',
    async () => {
      for (const { messageId } of sent) {
        seen = await deliveriesOf(trial, messageId);
        if (seen.length >= 2) return seen;
      }
      return undefined;
    },
    { observed: () => `${seen.length} delivery` },
  );
  const refused = copies.filter((each) => !isTaken(each));
  if (refused.length > 0) {
    throw new SystemDeviation({
      expected: 'both copies are acknowledged',
      observed: refused.map(({ sequence, summary }) => `#${sequence}: ${summary}`).join('; '),
      evidence: refused.map(({ sequence }) => sequence),
    });
  }
  trial.observed(copies.map(({ sequence }) => `#${sequence}`).join(' and '));
}
