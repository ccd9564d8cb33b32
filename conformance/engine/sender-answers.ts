import type { TranscriptMessage } from '../../src/scenario/transcript.ts';
import { answersTo } from './acknowledging.ts';
import { describeAnswer } from './answers.ts';
import { attemptsOf, deliveredOf } from './arrivals.ts';
import { SystemDeviation } from './departures.ts';
import { describeMessage } from './describe.ts';
import { keepQuiet, makeSure } from './silence.ts';
import { describeStatus, transferStatus } from './status.ts';
import type { Trial } from './trial.ts';

/** What the system sent of a role that Spine took, copies left out. */
export function ownOf(
  messages: readonly TranscriptMessage[],
  ...roles: readonly TranscriptMessage['role'][]
): readonly TranscriptMessage[] {
  return messages.filter(
    ({ from, role, taken, duplicate }) =>
      from === 'system' && taken && !duplicate && roles.includes(role),
  );
}

/**
 * A request that cannot be read is refused with a code, or with an error of the transport where its parts cannot be
 * told apart (gp2gp 6.2, SND-016 to 021). Never with an acceptance, never with silence that Spine takes for success.
 */
export async function expectRefusedOrError(trial: Trial, codes: readonly string[]): Promise<void> {
  const expected = `the request refused with ${codes.join(' or ')}, or not taken`;
  await trial.lookUntil(expected, async () => {
    const request = deliveredOf(trial, { role: 'request' });
    if (!request) return undefined;
    const [answer] = answersTo(trial.transcript().messages, [request.sequence]);
    if (answer) {
      const { typeCode, code } = answer.acknowledgement ?? {};
      if (typeCode === 'AA' || code === undefined || !codes.includes(code)) {
        throw new SystemDeviation({
          expected,
          observed: `it was answered ${describeAnswer(answer)}`,
          evidence: [request.sequence, answer.sequence],
          weight: typeCode === 'AA' ? 'unsafe' : 'plain',
        });
      }
      trial.account(answer);
      trial.chose(`the request is answered ${describeAnswer(answer)}`);
      return true;
    }
    const stray = ownOf(trial.transcript().messages, 'stray-acknowledgement')[0];
    if (stray && codes.includes(stray.acknowledgement?.code ?? '')) {
      trial.account(stray);
      trial.chose(`the request is answered ${describeAnswer(stray)}, which names no message`);
      return true;
    }
    const entries = await attemptsOf(trial, request);
    const refused = entries.find(
      ({ facts }) =>
        /^re(?:fused|jected)$/.test(String(facts?.outcome)) ||
        // Of what the suite delivered itself: the door ended the connection without an answer.
        (facts?.raw !== undefined && facts.outcome === 'unreachable'),
    );
    if (!refused) return undefined;
    trial.chose(`the request was not taken: ${refused.summary} (#${refused.sequence})`);
    return true;
  });
}

/** One extract, or the request refused with one of these codes. Which of them is put on record. */
export async function expectExtractOrRefusal(
  trial: Trial,
  codes: readonly string[],
): Promise<TranscriptMessage> {
  const expected = `one extract, or the request refused with ${codes.join(' or ')}`;
  const found = await trial.until(expected, ({ messages }) => {
    const extract = ownOf(messages, 'extract')[0];
    const refusal = ownOf(messages, 'request-acknowledgement').find(
      ({ acknowledgement }) => acknowledgement?.typeCode !== 'AA',
    );
    return extract ?? refusal;
  });
  const code = found.acknowledgement?.code;
  if (found.acknowledgement && (code === undefined || !codes.includes(code))) {
    throw new SystemDeviation({
      expected,
      observed: `it was answered ${describeAnswer(found)}`,
      evidence: [found.sequence],
    });
  }
  trial.account(found);
  trial.chose(`the system sends a ${describeMessage(found)}`);
  return found;
}

/** A record that is marked as sensitive stays, with or without a refusal: that is for the system's policy. */
export async function expectSensitiveKept(trial: Trial): Promise<void> {
  await makeSure(trial);
  const { messages } = trial.transcript();
  const [extract] = ownOf(messages, 'extract');
  if (extract) {
    throw new SystemDeviation({
      expected: 'no extract of a confidential record, or a refusal by policy',
      observed: `the system sent the ${describeMessage(extract)}`,
      evidence: [extract.sequence],
    });
  }
  const [refusal] = ownOf(messages, 'request-acknowledgement');
  trial.chose(refusal ? `the system sends a ${describeMessage(refusal)}` : 'the system is silent');
}

/** The system refuses the request, or shows the transfer as failed; never a part of a large record (SND-094). */
export async function expectRefusedOrShownAsFailed(
  trial: Trial,
  codes: readonly string[],
  /** A system that accepted the request before it sent the extract cannot refuse it any more (gp2gp 1.5 D1): noted. */
  noted = false,
): Promise<void> {
  const expected = `the request refused with ${codes.join(' or ')}, or the transfer shown as failed`;
  let last = 'nothing';
  await trial.lookUntil(
    expected,
    async () => {
      const refusal = ownOf(trial.transcript().messages, 'request-acknowledgement').find(
        ({ acknowledgement }) => codes.includes(acknowledgement?.code ?? ''),
      );
      if (refusal) {
        trial.account(refusal);
        trial.chose(`the system sends a ${describeMessage(refusal)}`);
        return true;
      }
      const status = await transferStatus(trial);
      last = describeStatus(status);
      if (status.state !== 'failed' && status.state !== 'refused') return undefined;
      trial.chose(`the transfer is shown as ${last}`);
      if (noted) trial.warned(`the request is not refused with ${codes.join(' or ')} after all`);
      return true;
    },
    { observed: () => `it is shown as ${last}` },
  );
}

/**
 * The request is refused with one of the codes and no extract comes in the quiet period after that. For a system that is
 * set so that no transfer can go through: the refusal itself shows that it is at work.
 */
export async function expectRefusedAlone(trial: Trial, codes: readonly string[]): Promise<void> {
  const expected = `the request refused with ${codes.join(' or ')}, and no extract`;
  const answer = await trial.until(
    expected,
    ({ messages }) => ownOf(messages, 'request-acknowledgement')[0],
  );
  const code = answer.acknowledgement?.code;
  await keepQuiet(trial);
  const extracts = ownOf(trial.transcript().messages, 'extract');
  if (code === undefined || !codes.includes(code) || extracts.length > 0) {
    throw new SystemDeviation({
      expected,
      observed: [answer, ...extracts].map(describeMessage).join(', '),
      evidence: [answer, ...extracts].map(({ sequence }) => sequence),
      weight: extracts.length > 0 ? 'unsafe' : 'plain',
    });
  }
  trial.account(answer);
  if (codes.length > 1) trial.chose(`the request is answered ${describeAnswer(answer)}`);
}

/** The status says that the transfer goes on: nothing settled it. */
export async function expectNotOver(trial: Trial): Promise<void> {
  await trial.pause(trial.quietMs);
  const status = await transferStatus(trial);
  trial.observed(`the transfer is shown as ${describeStatus(status)}`);
  if (['sending', 'sent'].includes(status.state)) return;
  throw new SystemDeviation({
    expected: 'the transfer is not over',
    observed: `it is shown as ${describeStatus(status)}`,
    weight: status.state === 'transferred' ? 'unsafe' : 'plain',
  });
}

/** Whatever the system makes of it, it does not take the record for transferred. */
export async function expectNotTransferred(trial: Trial): Promise<void> {
  await makeSure(trial);
  const status = await transferStatus(trial);
  trial.chose(`the transfer is shown as ${describeStatus(status)}`);
  if (status.state !== 'transferred' && status.state !== 'none') return;
  throw new SystemDeviation({
    expected: 'the transfer is not shown as transferred',
    observed: `it is shown as ${describeStatus(status)}`,
    weight: 'unsafe',
  });
}

/** No second extract, also after a transfer that shows that the system is at work. */
export async function expectNoSecondExtract(trial: Trial): Promise<void> {
  await makeSure(trial);
  const extracts = ownOf(trial.transcript().messages, 'extract');
  if (extracts.length === 1) return;
  throw new SystemDeviation({
    expected: 'one extract in all',
    observed: `there are ${extracts.length}`,
    evidence: extracts.map(({ sequence }) => sequence),
    weight: extracts.length > 1 ? 'unsafe' : 'plain',
  });
}
