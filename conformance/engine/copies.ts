import { answersTo, meantBy } from './acknowledging.ts';
import { SystemDeviation } from './departures.ts';
import { describeMessage } from './describe.ts';
import { makeSure } from './silence.ts';
import type { Trial } from './trial.ts';

/**
 * A copy of the extract is answered as the first was, by the same message or by another that says the same, or not at
 * all (gp2gp 4.5): never refused as a second record.
 */
export async function expectCopyAnsweredAlike(trial: Trial): Promise<void> {
  await makeSure(trial);
  const about = meantBy(trial, { kind: 'extract' }).map(({ sequence }) => sequence);
  const answers = answersTo(trial.transcript().messages, about);
  const [first] = answers;
  const different = answers.filter(
    ({ acknowledgement }) =>
      acknowledgement?.typeCode !== first?.acknowledgement?.typeCode ||
      acknowledgement?.code !== first?.acknowledgement?.code,
  );
  if (!first || different.length > 0) {
    throw new SystemDeviation({
      expected: 'the copy is answered as the first, or not at all',
      observed: answers.map(describeMessage).join(', ') || 'neither was answered',
      evidence: answers.map(({ sequence }) => sequence),
    });
  }
  trial.account(...answers);
  trial.chose(answers.length === 1 ? 'answered once' : `answered ${answers.length} times alike`);
}
