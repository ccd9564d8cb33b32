import type { SeededRecord } from '../sut/hook-calls.ts';
import { SystemDeviation } from './departures.ts';
import { ownOf } from './sender-answers.ts';
import { expectShown } from './status.ts';
import type { Trial } from './trial.ts';

const RECORD: SeededRecord = {
  registered: 'current',
  entries: 4,
  redactedEntries: 0,
  confidential: false,
  documents: [],
};

/** So many situations of one file, each with a patient of its own whose record the system holds. */
export async function loadWithRecords(trial: Trial, count: number, file: string): Promise<void> {
  for (let number = 1; number <= count; number++) {
    const as = `patient ${number}`;
    await trial.load(file, { as });
    // Records differ, so that one in the place of another shows.
    const record = { ...RECORD, entries: 2 + (number % 7) };
    await trial.hook('seedRecord', { nhsNumber: trial.nhsNumber(undefined, as), record });
  }
}

export async function askAllAtOnce(trial: Trial): Promise<void> {
  await Promise.all([...trial.situations().values()].map((situation) => situation.start()));
}

/** Each gets one extract, of its own patient, in its own conversation, and nobody gets another's. */
export async function expectEachOwnExtract(trial: Trial): Promise<void> {
  const owners = new Map<string, string>();
  for (const [name, situation] of trial.situations()) {
    const wanted = trial.nhsNumber(undefined, name);
    const extract = await trial.until(
      `an extract of ${wanted}`,
      ({ messages }) => ownOf(messages, 'extract')[0],
      { in: name },
    );
    const all = ownOf(trial.transcript(name).messages, 'extract');
    const fail = (observed: string) => {
      throw new SystemDeviation({
        expected: `one extract of ${wanted} to ${situation.counterpart.odsCode}`,
        observed,
        evidence: all.map(({ sequence }) => sequence),
        weight: 'unsafe',
      });
    };
    if (all.length > 1) fail(`there are ${all.length}`);
    if (extract.nhsNumber !== wanted) fail(`it is of ${extract.nhsNumber}`);
    const request = trial
      .transcript(name)
      .messages.find(({ from, role }) => from !== 'system' && role === 'request');
    if (extract.conversationId !== request?.conversationId) fail('it is in another conversation');
    if (extract.requestId !== request?.requestId) fail('it names another request');
    const other = owners.get(extract.conversationId);
    if (other) fail(`${other} is in the same conversation`);
    owners.set(extract.conversationId, name);
    trial.account(extract);
  }
  trial.observed(`${owners.size} extracts, each to its own practice`);
}

export async function expectAllTransferred(trial: Trial): Promise<void> {
  for (const name of trial.situations().keys()) {
    await expectShown(trial, [{ states: ['transferred'] }], { in: name });
  }
}
