import type { TranscriptMessage } from '../../src/scenario/transcript.ts';
import { answersTo } from './acknowledging.ts';
import { describeAnswer } from './answers.ts';
import { deliveredOf } from './arrivals.ts';
import { SystemDeviation } from './departures.ts';
import { describeMessage } from './describe.ts';
import { openMessage } from './opened-message.ts';
import { ownOf } from './sender-answers.ts';
import { readExtractContent } from './sent-extract.ts';
import { makeSure } from './silence.ts';
import type { Trial } from './trial.ts';

/** What an operator sends again is a new message in the old conversation (gp2gp 4.3, SND-099). */
export async function expectSecondExtract(trial: Trial): Promise<TranscriptMessage> {
  const expected = 'a second extract in the same conversation, with numbers of its own';
  const extracts = await trial.until(expected, ({ messages }) => {
    const found = ownOf(messages, 'extract');
    return found.length >= 2 ? found : undefined;
  });
  const [first, second] = extracts;
  if (!first || !second) throw new Error('two extracts were found and are gone');
  const same =
    first.messageId === second.messageId ||
    (first.hl7Id !== undefined && first.hl7Id === second.hl7Id);
  if (first.conversationId !== second.conversationId || same || extracts.length > 2) {
    throw new SystemDeviation({
      expected,
      observed: extracts
        .map((each) => `${describeMessage(each)} ${each.messageId} in ${each.conversationId}`)
        .join(', '),
      evidence: extracts.map(({ sequence }) => sequence),
    });
  }
  trial.account(...extracts);
  trial.observed(extracts.map(describeMessage).join(', '));
  return second;
}

/** Patient and answered request of both extracts are the same. */
export async function expectSamePatient(trial: Trial): Promise<void> {
  const second = await expectSecondExtract(trial);
  const [first] = ownOf(trial.transcript().messages, 'extract');
  const { message } = await openMessage(trial, second);
  const content = message.payload && readExtractContent(message.payload);
  const wanted = trial.nhsNumber();
  const found = content && 'frame' in content ? content.frame.nhsNumber : undefined;
  if (found === wanted && second.requestId === first?.requestId) return;
  throw new SystemDeviation({
    expected: `the record of ${wanted} in answer to request ${first?.requestId}`,
    observed: `a record of ${found ?? 'nobody'} in answer to ${second.requestId ?? 'no request'}`,
    evidence: [second.sequence],
    weight: 'unsafe',
  });
}

/** The later request is refused with one of the codes, and nothing is sent in its conversation. */
export async function expectLabelRefused(
  trial: Trial,
  label: string,
  codes: readonly string[],
): Promise<void> {
  const expected = `"${label}" refused with ${codes.join(' or ')}`;
  const answer = await trial.until(expected, ({ messages }) => {
    const message = deliveredOf(trial, { label });
    return message && answersTo(messages, [message.sequence])[0];
  });
  const code = answer.acknowledgement?.code;
  if (code === undefined || !codes.includes(code)) {
    throw new SystemDeviation({
      expected,
      observed: `it is answered ${describeAnswer(answer)}`,
      evidence: [answer.sequence],
      weight: answer.acknowledgement?.typeCode === 'AA' ? 'unsafe' : 'plain',
    });
  }
  trial.account(answer);
  trial.chose(`"${label}" is answered ${describeAnswer(answer)}`);
}

/** Two transfers at once: each request has its extract, or the later one is refused (gp2gp 4.5). */
export async function expectBothAnswered(trial: Trial): Promise<void> {
  const expected = 'one extract in each conversation, or one request refused';
  const requests = await trial.until(expected, ({ messages }) => {
    const found = messages.filter(
      ({ from, role, duplicate }) => from !== 'system' && role === 'request' && !duplicate,
    );
    return found.length >= 2 ? found : undefined;
  });
  await trial.until(expected, ({ messages }) => {
    const extracts = ownOf(messages, 'extract');
    const refused = ownOf(messages, 'request-acknowledgement').filter(
      ({ acknowledgement }) => acknowledgement?.typeCode !== 'AA',
    );
    return extracts.length > 0 && extracts.length + refused.length >= requests.length
      ? true
      : undefined;
  });
  await makeSure(trial);
  const { messages } = trial.transcript();
  const extracts = ownOf(messages, 'extract');
  const perConversation = requests.map(
    ({ conversationId }) =>
      extracts.filter((each) => each.conversationId === conversationId).length,
  );
  if (perConversation.some((count) => count > 1) || extracts.length === 0) {
    throw new SystemDeviation({
      expected,
      observed: `there are ${perConversation.join(' and ')} extracts in the conversations`,
      evidence: extracts.map(({ sequence }) => sequence),
    });
  }
  trial.account(...extracts);
  trial.chose(
    extracts.length === requests.length
      ? 'two independent transfers'
      : 'one transfer, the other request refused',
  );
}
