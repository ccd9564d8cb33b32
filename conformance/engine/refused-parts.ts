import type { TranscriptMessage } from '../../src/scenario/transcript.ts';
import { meantBy } from './acknowledging.ts';
import { SystemDeviation } from './departures.ts';
import { describeMessage } from './describe.ts';
import { finalAnswer } from './final-answer.ts';
import { makeSure } from './silence.ts';
import type { Trial } from './trial.ts';

/** Some fragment or index, whichever the system finds out by, is refused with one of these codes (gp2gp 4.4). */
export async function expectSomeFragmentRefused(
  trial: Trial,
  codes: readonly string[],
): Promise<void> {
  const expected = `a fragment refused with ${codes.join(' or ')}`;
  const refusal = await trial.until(expected, () => ofFragments(trial).find(isRefusal));
  const { code } = refusal.acknowledgement ?? {};
  if (code === undefined || !codes.includes(code)) depart(expected, [refusal]);
  trial.account(...ofFragments(trial));
  trial.observed(describeMessage(refusal));
}

/** What the time alone ends must not be refused before (gp2gp 3.7). */
export async function expectNoEarlyRefusal(trial: Trial): Promise<void> {
  const end = await finalAnswer(trial);
  const early = ofFragments(trial).filter(
    (each) => isRefusal(each) && each.sequence < end.sequence,
  );
  if (early.length > 0) depart('every fragment accepted or left until the end', early);
  trial.account(...ofFragments(trial));
  trial.observed(`${ofFragments(trial).length} acknowledgements of fragments, none refuses`);
}

/** One answer to the extract, and what came later has not brought a second (gp2gp 4.7). */
export async function expectAnsweredOnce(trial: Trial): Promise<void> {
  await makeSure(trial);
  const answers = own(trial, 'final-acknowledgement').filter(({ duplicate }) => !duplicate);
  if (answers.length !== 1) depart('one answer to the extract', answers);
  trial.observed(answers.map(describeMessage).join(', '));
}

/** One acknowledgement for each fragment and index, and no more (gp2gp 3.7). */
export async function expectFragmentsAnsweredOnce(trial: Trial): Promise<void> {
  await makeSure(trial);
  const fragments = meantBy(trial, { kind: 'every-fragment' });
  const answers = ofFragments(trial).filter(({ duplicate }) => !duplicate);
  const about = new Set(answers.map(({ acknowledgement }) => acknowledgement?.about));
  if (answers.length !== fragments.length || about.size !== fragments.length) {
    depart(`${fragments.length} acknowledgements, one for each fragment`, answers);
  }
  trial.observed(`${answers.length} acknowledgements for ${fragments.length} fragments`);
}

/** The extract is answered after everything that it was made of has come (gp2gp 3.7). */
export async function expectFinalAfterFragments(trial: Trial): Promise<void> {
  const end = await finalAnswer(trial);
  const fragments = meantBy(trial, { kind: 'every-fragment' });
  const later = fragments.filter(({ sequence }) => sequence > end.sequence);
  if (fragments.length > 0 && later.length === 0) {
    return trial.observed(`answered after ${fragments.length} fragments`);
  }
  depart('the extract answered after the last fragment', [end, ...later]);
}

/**
 * Not accepted, also once the system has had every occasion: refused with any code, or left alone. Which of them is
 * put on record.
 */
export async function expectNotAccepted(trial: Trial, label: string): Promise<void> {
  await makeSure(trial);
  const about = meantBy(trial, { kind: 'labelled', label }).map(({ sequence }) => sequence);
  if (about.length === 0) throw new Error(`"${label}" did not reach Spine`);
  const answers = trial
    .transcript()
    .messages.filter(
      ({ from, taken, acknowledgement }) =>
        from === 'system' && taken && about.includes(acknowledgement?.about ?? -1),
    );
  const accepted = answers.filter((each) => !isRefusal(each));
  if (accepted.length > 0) depart(`"${label}" is not accepted`, accepted);
  trial.account(...answers);
  trial.chose(answers.length > 0 ? answers.map(describeMessage).join(', ') : 'left unanswered');
}

/** Nothing of the other side's was refused so far. */
export async function expectNothingRefused(trial: Trial): Promise<void> {
  await trial.settled();
  const refused = trial
    .transcript()
    .messages.filter(
      (each) => each.from === 'system' && each.acknowledgement !== undefined && isRefusal(each),
    );
  if (refused.length > 0) depart('nothing is refused', refused);
  trial.observed('nothing was refused');
}

function ofFragments(trial: Trial): readonly TranscriptMessage[] {
  return own(trial, 'fragment-acknowledgement');
}

function own(trial: Trial, wanted: TranscriptMessage['role']): readonly TranscriptMessage[] {
  return trial
    .transcript()
    .messages.filter(({ from, role, taken }) => from === 'system' && role === wanted && taken);
}

function isRefusal({ acknowledgement }: TranscriptMessage): boolean {
  return acknowledgement?.typeCode !== 'AA';
}

function depart(expected: string, messages: readonly TranscriptMessage[]): never {
  throw new SystemDeviation({
    expected,
    observed: messages.length > 0 ? messages.map(describeMessage).join(', ') : 'there is none',
    evidence: messages.map(({ sequence }) => sequence),
  });
}
