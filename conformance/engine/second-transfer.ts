import { answersTo } from './acknowledging.ts';
import { SystemDeviation } from './departures.ts';
import { describeMessage } from './describe.ts';
import { requestsOf } from './initiation.ts';
import type { Trial } from './trial.ts';

/** The extract that answers the second request is accepted in the conversation of that request (gp2gp 1.6.12). */
export async function expectSecondExtractAccepted(trial: Trial): Promise<void> {
  const answer = await trial.until('an answer to the second extract', ({ messages }) => {
    const second = requestsOf(messages)[1];
    const extract = messages.find(
      ({ from, role, conversationId }) =>
        from !== 'system' && role === 'extract' && conversationId === second?.conversationId,
    );
    return extract && answersTo(messages, [extract.sequence])[0];
  });
  trial.account(answer);
  if (answer.acknowledgement?.typeCode !== 'AA') {
    throw new SystemDeviation({
      expected: 'the second extract is accepted',
      observed: describeMessage(answer),
      evidence: [answer.sequence],
    });
  }
  trial.observed(describeMessage(answer));
}
