import type { TranscriptMessage } from '../../src/scenario/transcript.ts';
import { SystemDeviation } from './departures.ts';
import { describeMessage } from './describe.ts';
import type { Trial } from './trial.ts';

function continuesOf(messages: readonly TranscriptMessage[]): readonly TranscriptMessage[] {
  return messages.filter(
    ({ from, role, taken, duplicate }) =>
      from === 'system' && role === 'continue' && taken && !duplicate,
  );
}

/** One continue, after the extract (gp2gp 1.3 step 9). */
export async function expectContinue(trial: Trial, name?: string): Promise<TranscriptMessage> {
  const expected = 'one continue after the extract';
  const found = await trial.until(
    expected,
    ({ messages }) => continuesOf(messages)[0],
    name === undefined ? {} : { in: name },
  );
  const { messages } = trial.transcript(name);
  const all = continuesOf(messages);
  const extract = messages.find(({ from, role }) => from !== 'system' && role === 'extract');
  const evidence = all.map(({ sequence }) => sequence);
  if (all.length > 1) {
    throw new SystemDeviation({ expected, observed: `there are ${all.length}`, evidence });
  }
  if (!extract || extract.sequence > found.sequence) {
    throw new SystemDeviation({ expected, observed: 'it came before the extract', evidence });
  }
  trial.account(found);
  trial.observed(describeMessage(found));
  return found;
}

/** No continue so far. Silence is to be made sure of before. */
export function refuseContinue(trial: Trial, name?: string): void {
  const found = continuesOf(trial.transcript(name).messages);
  if (found.length === 0) return;
  throw new SystemDeviation({
    expected: 'no continue',
    observed: `the system sent ${found.map(describeMessage).join(', ')}`,
    evidence: found.map(({ sequence }) => sequence),
  });
}
