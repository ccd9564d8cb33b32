import type { TranscriptMessage } from '../../src/scenario/transcript.ts';
import { SystemDeviation } from './departures.ts';
import { describeMessage } from './describe.ts';
import { expectDocuments, expectFiled, expectNotFiled } from './filing.ts';
import { finalAnswer } from './final-answer.ts';
import type { Trial } from './trial.ts';

/** What a megabyte more may take on its way through three systems on a small machine. */
const A_MEGABYTE_MS = 500;

/**
 * Two right ends of a large message that is hard to put together: all of it, byte for byte; or a refusal, of the
 * extract or of a part, with one of these codes, and then the extract not accepted.
 */
export async function expectJoinedOrRefused(trial: Trial, codes: readonly string[]): Promise<void> {
  const bytes = trial
    .situation()
    .record()
    ?.documents.reduce((sum, each) => sum + each.bytes, 0);
  const withinMs = trial.patienceMs + ((bytes ?? 0) / 1_000_000) * A_MEGABYTE_MS;
  const answer = await finalAnswer(trial, { withinMs });
  if (answer.acknowledgement?.typeCode === 'AA') {
    accountAcceptances(trial);
    await expectFiled(trial);
    await expectDocuments(trial);
    return trial.chose('put together byte for byte');
  }
  expectRefusalWith(trial, codes);
  await expectNotFiled(trial);
}

/**
 * Two right ends after something went wrong on the way: all of it, byte for byte; or the extract refused with one
 * of these codes. What must not be is neither: a record that is lost without a word, or taken in with a hole.
 */
export async function expectWholeOrRefused(
  trial: Trial,
  codes: readonly string[] | 'any',
  ofTheRest: readonly string[] | 'any' = 'any',
): Promise<void> {
  const answer = await finalAnswer(trial);
  const { typeCode, code } = answer.acknowledgement ?? {};
  if (typeCode === 'AA') {
    accountAcceptances(trial);
    await expectFiled(trial);
    await expectDocuments(trial);
    return trial.chose('taken in whole');
  }
  if (codes !== 'any' && (code === undefined || !codes.includes(code))) {
    depart(`the record whole, or a refusal with ${codes.join(' or ')}`, [answer]);
  }
  const refused = refusals(trial).filter(({ sequence }) => sequence !== answer.sequence);
  const wrong = refused.filter(
    ({ acknowledgement }) =>
      ofTheRest !== 'any' && !ofTheRest.includes(acknowledgement?.code ?? ''),
  );
  if (wrong.length > 0) depart(`the rest refused with ${[...ofTheRest].join(' or ')}`, wrong);
  trial.account(...refused);
  accountAcceptances(trial);
  trial.chose(`refused with ${code ?? 'no code'}`);
}

/** The record cannot be had: a part or the extract is refused with one of these codes, and nothing accepted. */
export async function expectRefused(trial: Trial, codes: readonly string[]): Promise<void> {
  const answer = await finalAnswer(trial);
  if (answer.acknowledgement?.typeCode === 'AA') depart('the extract is not accepted', [answer]);
  expectRefusalWith(trial, codes);
}

/** A part or the extract was refused with one of these codes. */
export function expectRefusalWith(trial: Trial, codes: readonly string[]): void {
  const all = refusals(trial);
  const right = all.filter(({ acknowledgement }) => codes.includes(acknowledgement?.code ?? ''));
  if (right.length === 0) depart(`a refusal with ${codes.join(' or ')}`, all);
  trial.account(...all);
  accountAcceptances(trial);
  trial.chose(`refused: ${all.map(describeMessage).join(', ')}`);
}

function refusals(trial: Trial): readonly TranscriptMessage[] {
  return acknowledgements(trial).filter(
    ({ acknowledgement }) => acknowledgement?.typeCode !== 'AA',
  );
}

function accountAcceptances(trial: Trial): void {
  trial.account(
    ...acknowledgements(trial).filter(({ acknowledgement }) => acknowledgement?.typeCode === 'AA'),
  );
}

function acknowledgements(trial: Trial): readonly TranscriptMessage[] {
  return trial
    .transcript()
    .messages.filter(
      ({ from, role, taken }) =>
        from === 'system' &&
        taken &&
        (role === 'final-acknowledgement' || role === 'fragment-acknowledgement'),
    );
}

function depart(expected: string, messages: readonly TranscriptMessage[]): never {
  throw new SystemDeviation({
    expected,
    observed:
      messages.length > 0 ? messages.map(describeMessage).join(', ') : 'nothing was refused',
    evidence: messages.map(({ sequence }) => sequence),
  });
}
