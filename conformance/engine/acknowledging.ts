import type { TranscriptMessage } from '../../src/scenario/transcript.ts';
import {
  type AllowedAnswers,
  describeAllowed,
  describeAnswer,
  isAllowed,
  type Subject,
} from './answers.ts';
import { SystemDeviation } from './departures.ts';
import { makeSure } from './silence.ts';
import type { Trial } from './trial.ts';

/** The system's acknowledgements of a message, copies left out. */
export function answersTo(
  messages: readonly TranscriptMessage[],
  about: readonly number[],
): readonly TranscriptMessage[] {
  const wanted = new Set(about);
  return messages.filter(
    ({ from, acknowledgement, taken, duplicate }) =>
      from === 'system' &&
      taken &&
      !duplicate &&
      acknowledgement?.about !== undefined &&
      wanted.has(acknowledgement.about),
  );
}

/** Messages of the other side that the subject of an expectation means. */
export function meantBy(
  trial: Trial,
  subject: Subject,
  name?: string,
): readonly TranscriptMessage[] {
  const { messages } = trial.transcript(name);
  const theirs = messages.filter(({ from, duplicate }) => from !== 'system' && !duplicate);
  if (subject.kind === 'labelled') {
    const sent = trial.situation(name).sent();
    const ids = new Set(
      sent.filter(({ label }) => label === subject.label).map(({ messageId }) => messageId),
    );
    return theirs.filter(({ messageId }) => ids.has(messageId));
  }
  if (subject.kind === 'every-fragment') {
    return theirs.filter(({ role }) => role === 'fragment' || role === 'index');
  }
  return theirs.filter(({ role }) => role === subject.kind).slice(0, 1);
}

/** The answer to one message is one of those that are right. Which one is put on record. */
export async function expectAnswer(
  trial: Trial,
  subject: Exclude<Subject, { readonly kind: 'every-fragment' }>,
  allowed: AllowedAnswers,
  name?: string,
): Promise<TranscriptMessage | undefined> {
  const told = subject.kind === 'labelled' ? `"${subject.label}"` : `the ${subject.kind}`;
  const expected = `${describeAllowed(allowed)} in answer to ${told}`;
  const options = name === undefined ? {} : { in: name };
  const look = (messages: readonly TranscriptMessage[]) => {
    const about = meantBy(trial, subject, name).map(({ sequence }) => sequence);
    return answersTo(messages, about)[0];
  };
  const sent = await trial.until(
    `${told} reaches the system, to be answered`,
    () => meantBy(trial, subject, name)[0],
    options,
  );
  let answer: TranscriptMessage | undefined;
  if (allowed.silence) {
    await makeSure(trial, name);
    answer = look(trial.transcript(name).messages);
    if (!answer) {
      trial.chose(`${told} is left unanswered`);
      return undefined;
    }
  } else {
    answer = await trial.until(expected, ({ messages }) => look(messages), options);
  }
  judgeAnswer(trial, expected, sent, answer, allowed);
  const several =
    Number(allowed.accept) + Number(allowed.codes.length > 0) + Number(allowed.silence);
  const open = several > 1 || allowed.codes === 'any' || allowed.codes.length > 1;
  const text = `${told} is answered ${describeAnswer(answer)}`;
  if (open) trial.chose(text);
  else trial.observed(text);
  return answer;
}

/** Every fragment and index that the counterpart sent is accepted, as many as were announced. */
export async function expectEveryFragmentAccepted(trial: Trial, name?: string): Promise<void> {
  const expected = 'an acceptance of every fragment';
  const allowed: AllowedAnswers = { accept: true, codes: [], silence: false };
  const look = (messages: readonly TranscriptMessage[]) => {
    const fragments = meantBy(trial, { kind: 'every-fragment' }, name);
    const sequences = fragments.map(({ sequence }) => sequence);
    // Looked at after every message of hundreds: by what they are about, not one by one.
    const answers = Map.groupBy(
      answersTo(messages, sequences),
      ({ acknowledgement }) => acknowledgement?.about,
    );
    const pairs = fragments.map((fragment) => {
      const answer = answers.get(fragment.sequence)?.[0];
      if (answer) judgeAnswer(trial, expected, fragment, answer, allowed, false);
      return { fragment, answer };
    });
    const answered = pairs.filter(({ answer }) => answer !== undefined).length;
    const whole = pairs.length > 0 && answered === pairs.length && announced(messages, fragments);
    return { pairs, whole, progress: fragments.length + answered };
  };
  // The patience is for each step: how long all of them take follows from the size of the record.
  let seen = look(trial.transcript(name).messages);
  while (!seen.whole) {
    const { progress } = seen;
    seen = await trial.until(
      expected,
      ({ messages }) => {
        const now = look(messages);
        return now.whole || now.progress > progress ? now : undefined;
      },
      name === undefined ? {} : { in: name },
    );
  }
  const answered = seen.pairs;
  for (const { fragment, answer } of answered) {
    if (answer) judgeAnswer(trial, expected, fragment, answer, allowed);
  }
  trial.observed(`${answered.length} fragments accepted`);
}

/** MessageIds that the counterpart's manifests point to. */
function midsOf(messages: readonly TranscriptMessage[]): readonly string[] {
  return messages
    .filter(({ from, role }) => from !== 'system' && (role === 'extract' || role === 'index'))
    .flatMap(({ references }) => references)
    .filter(({ href }) => /^mid:/i.test(href))
    .map(({ href }) => href.slice(4).toUpperCase());
}

/** Whether everything that the counterpart's manifests point to has been sent. */
function announced(
  messages: readonly TranscriptMessage[],
  fragments: readonly TranscriptMessage[],
): boolean {
  const here = new Set(fragments.map(({ messageId }) => messageId.toUpperCase()));
  return midsOf(messages).every((id) => here.has(id));
}

function judgeAnswer(
  trial: Trial,
  expected: string,
  about: TranscriptMessage,
  answer: TranscriptMessage,
  allowed: AllowedAnswers,
  tell = true,
): void {
  if (!isAllowed(answer, allowed)) {
    const observed = `it was answered ${describeAnswer(answer)}`;
    // To accept what must be refused is what puts a record at risk.
    const unsafe = answer.acknowledgement?.typeCode === 'AA' && !allowed.accept;
    throw new SystemDeviation({
      expected,
      observed,
      evidence: [about.sequence, answer.sequence],
      ...(unsafe && { weight: 'unsafe' as const }),
    });
  }
  if (answer.conversationId.toUpperCase() !== about.conversationId.toUpperCase()) {
    throw new SystemDeviation({
      expected: `${expected}, in conversation ${about.conversationId}`,
      observed: `it was answered in conversation ${answer.conversationId}`,
      evidence: [about.sequence, answer.sequence],
    });
  }
  trial.account(answer);
  if (!tell || !answer.acknowledgement) return;
  const { names, typeCode, codeIn, code, codeAsWritten } = answer.acknowledgement;
  if (names === 'message-id' || names === 'extract-id') {
    const which = names === 'message-id' ? 'the ebXML MessageId' : 'EhrExtract/id';
    const id = about.role === 'extract' ? 'D3' : 'D2';
    trial.tolerated(id, `names ${which} of what it answers, not its HL7 id`, answer.sequence);
  }
  if (typeCode === 'AR') trial.tolerated('D4', 'refuses with AR', answer.sequence);
  if (code !== undefined && codeIn === 'detail') {
    trial.tolerated('D5', 'has its code in the detail alone', answer.sequence);
  }
  if (code !== undefined && codeAsWritten !== code) {
    trial.warned(`writes code ${code} as "${codeAsWritten}"`);
  }
}

/** After the answer to the extract the system acknowledges nothing more of the transfer (gp2gp 1.3 step 13). */
export function expectFinalLast(trial: Trial, name?: string): void {
  const own = trial
    .transcript(name)
    .messages.filter(({ from, taken, duplicate }) => from === 'system' && taken && !duplicate);
  const final = own.find(({ role }) => role === 'final-acknowledgement');
  const expected = 'the final acknowledgement after all others';
  if (!final) {
    throw new SystemDeviation({ expected, observed: 'there is no final acknowledgement' });
  }
  const later = own.filter(
    ({ sequence, role }) => sequence > final.sequence && role === 'fragment-acknowledgement',
  );
  if (later.length === 0) return;
  throw new SystemDeviation({
    expected,
    observed: `${later.length} acknowledgements of fragments came after it`,
    evidence: [final.sequence, ...later.map(({ sequence }) => sequence)],
  });
}
