import { SystemDeviation } from './departures.ts';
import { describeMessage } from './describe.ts';
import type { Trial } from './trial.ts';

/** Scenario files of the transfer that shows that a system is at work. */
export const CANARIES = {
  requester: 'canary-sends-record',
  sender: 'canary-asks-for-record',
} as const;

/** A fresh small transfer goes through from end to end, in whichever role the scenario has the system. */
export async function expectStillWorks(trial: Trial): Promise<void> {
  const role = trial.head.role === 'sender' ? 'sender' : 'requester';
  const name = `canary ${trial.situations().size + 1}`;
  await trial.load(CANARIES[role], { as: name });
  const nhsNumber = trial.nhsNumber(undefined, name);
  const options = { in: name };
  if (role === 'requester') {
    await trial.hook('registerPatient', {
      nhsNumber,
      registration: 'permanent',
      returning: false,
      byUser: false,
    });
    const answer = await trial.until(
      'a fresh transfer goes through: its extract is accepted',
      ({ messages }) =>
        messages.find(
          ({ from, role: is, taken }) =>
            from === 'system' && is === 'final-acknowledgement' && taken,
        ),
      options,
    );
    if (answer.acknowledgement?.typeCode !== 'AA') {
      throw new SystemDeviation({
        expected: 'a fresh transfer goes through: its extract is accepted',
        observed: `the system sent a ${describeMessage(answer)}`,
        evidence: [answer.sequence],
      });
    }
  } else {
    await trial.hook('seedRecord', { nhsNumber, record: SMALL });
    await trial.situation(name).start();
    await trial.until(
      'a fresh transfer goes through: a request is answered with an extract',
      ({ messages }) =>
        messages.find(
          ({ from, role: is, taken }) => from === 'system' && is === 'extract' && taken,
        ),
      options,
    );
  }
  trial.observed('a fresh transfer goes through');
}

const SMALL = {
  registered: 'current',
  entries: 2,
  redactedEntries: 0,
  confidential: false,
  documents: [],
} as const;

/**
 * Silence is never proven by waiting alone: first something that must happen does happen, then nothing comes for
 * the quiet period. A system that does nothing does not get past this.
 */
export async function makeSure(trial: Trial, name?: string): Promise<void> {
  await trial.settled();
  const count = () => trial.transcript(name).messages.length;
  const sure = silences.get(trial) ?? new Map<string | undefined, number>();
  // Made sure of already, and since then nobody has done anything and nothing has come.
  if (sure.get(name) === count()) return;
  await expectStillWorks(trial);
  await keepQuiet(trial, name);
  silences.set(trial, sure.set(name, count()));
}

/** Messages of a situation when its silence was last made sure of. */
const silences = new WeakMap<Trial, Map<string | undefined, number>>();

/** Something is done to the system: what was silent before may speak. */
export function breakSilence(trial: Trial): void {
  silences.delete(trial);
}

/** The quiet period after something that did happen, begun anew for as long as messages of the situation come. */
export async function keepQuiet(trial: Trial, name?: string): Promise<void> {
  const count = () => trial.transcript(name).messages.length;
  const until = performance.now() + trial.patienceMs;
  for (let before = -1; before !== count() && performance.now() < until; ) {
    before = count();
    await trial.pause(trial.quietMs);
    await trial.settled();
  }
}

/** Nothing of the system beyond what the steps so far accounted for. */
export async function expectNothingMore(trial: Trial, name?: string): Promise<void> {
  await makeSure(trial, name);
  const more = trial.unaccounted(name);
  if (more.length === 0) return;
  throw new SystemDeviation({
    expected: 'the system sends nothing more',
    observed: `it sent ${more.slice(0, 8).map(describeMessage).join(', ')}`,
    evidence: more.map(({ sequence }) => sequence),
  });
}
