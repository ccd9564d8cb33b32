import type { TranscriptMessage } from '../../src/scenario/transcript.ts';
import { answersTo } from './acknowledging.ts';
import { SystemDeviation } from './departures.ts';
import { describeMessage } from './describe.ts';
import { compareDocuments } from './filing.ts';
import { describeStatus, transferStatus } from './status.ts';
import type { Trial } from './trial.ts';

/** The extract of one of the patients of a situation. */
async function extractOf(trial: Trial, patient: string): Promise<TranscriptMessage> {
  const nhsNumber = trial.nhsNumber(patient);
  return trial.until(`the extract of "${patient}" reaches the system`, ({ messages }) =>
    messages.find(
      (each) => each.from !== 'system' && each.role === 'extract' && each.nhsNumber === nhsNumber,
    ),
  );
}

async function answerOf(trial: Trial, patient: string): Promise<TranscriptMessage> {
  const extract = await extractOf(trial, patient);
  const answer = await trial.until(
    `an answer to the extract of "${patient}"`,
    ({ messages }) => answersTo(messages, [extract.sequence])[0],
  );
  trial.account(answer);
  return answer;
}

/** Both transfers have come to the point where their documents may be sent. */
export async function expectBothWaited(trial: Trial): Promise<void> {
  const continues = await trial.until('a continue in each of two conversations', ({ messages }) => {
    const found = messages.filter(
      ({ from, role, taken, duplicate }) =>
        from === 'system' && role === 'continue' && taken && !duplicate,
    );
    return new Set(found.map(({ conversationId }) => conversationId)).size === 2
      ? found
      : undefined;
  });
  trial.account(...continues);
  trial.observed(continues.map(describeMessage).join(', '));
}

/** The record of this patient is filed with what was sent for it, and with nothing of another's (gp2gp 3.4, 6.1). */
export async function expectOwnRecordOf(trial: Trial, patient: string): Promise<void> {
  const answer = await answerOf(trial, patient);
  const status = await transferStatus(trial, { patient });
  if (answer.acknowledgement?.typeCode !== 'AA' || status.state !== 'filed') {
    depart(
      `the record of "${patient}" is filed`,
      `${describeMessage(answer)}, shown as ${describeStatus(status)}`,
      answer,
    );
  }
  const sent = trial.situation().record(patient)?.documents ?? [];
  const problems = compareDocuments(sent, status.record?.documents ?? []);
  if (problems.length > 0) {
    depart(`the documents of "${patient}" and no other`, problems.join('; '), answer);
  }
  trial.observed(`filed with ${sent.length} documents`);
}

/** What strayed is not taken for what was missing: the record without it is refused, and not filed. */
export async function expectNotFiledFor(trial: Trial, patient: string): Promise<void> {
  const answer = await answerOf(trial, patient);
  const status = await transferStatus(trial, { patient });
  if (answer.acknowledgement?.typeCode === 'AA' || status.state === 'filed') {
    depart(
      `the record of "${patient}" is not filed without its document`,
      `${describeMessage(answer)}, shown as ${describeStatus(status)}`,
      answer,
    );
  }
  trial.observed(`${describeMessage(answer)}, shown as ${describeStatus(status)}`);
}

function depart(expected: string, observed: string, answer: TranscriptMessage): never {
  throw new SystemDeviation({ expected, observed, evidence: [answer.sequence], weight: 'unsafe' });
}
