import { answersTo, meantBy } from './acknowledging.ts';
import { SystemDeviation } from './departures.ts';
import { describeMessage } from './describe.ts';
import { expectWholeOrRefused } from './joined-or-refused.ts';
import type { Trial } from './trial.ts';

/**
 * A fragment before the core is kept, acknowledged at whatever point, and becomes part of the record; or it is refused
 * with 30, and then the record that lacks it is not accepted either (gp2gp 4.7). Never lost without a word.
 */
export async function expectEarlyFragmentSettled(trial: Trial, label: string): Promise<void> {
  await expectWholeOrRefused(trial, ['31', '99'], ['30', '25']);
  const about = meantBy(trial, { kind: 'labelled', label }).map(({ sequence }) => sequence);
  const answers = answersTo(trial.transcript().messages, about);
  const final = trial
    .transcript()
    .messages.find(({ from, role }) => from === 'system' && role === 'final-acknowledgement');
  const refused = answers.filter(({ acknowledgement }) => acknowledgement?.typeCode !== 'AA');
  const accepted = final?.acknowledgement?.typeCode === 'AA';
  if (accepted && refused.length > 0) {
    throw new SystemDeviation({
      expected: 'a record is not accepted when a part of it was refused',
      observed: [...refused, ...(final ? [final] : [])].map(describeMessage).join(', '),
      evidence: refused.map(({ sequence }) => sequence),
      weight: 'unsafe',
    });
  }
  trial.chose(answers.length > 0 ? answers.map(describeMessage).join(', ') : 'kept without a word');
}
