import type { TranscriptMessage } from '../../src/scenario/transcript.ts';
import { SystemDeviation } from './departures.ts';
import type { Trial } from './trial.ts';

/** Every message of the system that asks for the record, also what Spine refused, and copies. */
export function requestsIn(trial: Trial, situation?: string): readonly TranscriptMessage[] {
  return trial
    .transcript(situation)
    .messages.filter(({ from, role }) => from === 'system' && role === 'request');
}

/** The request of the situation. A deviation when none comes in time. */
export function soleRequest(trial: Trial, situation?: string): Promise<TranscriptMessage> {
  return trial.until(
    'the system asks for the record',
    ({ messages }) =>
      messages.find(({ from, role, taken }) => from === 'system' && role === 'request' && taken),
    situation === undefined ? {} : { in: situation },
  );
}

/** The record was asked for by one message, and by no other since (gp2gp 1.6.12, 4.5). */
export async function expectAskedOnce(trial: Trial): Promise<void> {
  await soleRequest(trial);
  await trial.settled();
  const requests = requestsIn(trial);
  const ids = new Set(requests.map(({ messageId }) => messageId.toUpperCase()));
  if (ids.size > 1) {
    throw new SystemDeviation({
      expected: 'the record is asked for only once',
      observed: `${ids.size} requests, in ${conversationsOf(requests)}`,
      evidence: requests.map(({ sequence }) => sequence),
    });
  }
  trial.observed('one request');
}

/** Whatever happened on the way: the system tried to ask, and Spine need not have taken it. */
export async function expectTriedToAsk(trial: Trial): Promise<void> {
  const request = await trial.until('the system tries to ask for the record', ({ messages }) =>
    messages.find(({ from, role }) => from === 'system' && role === 'request'),
  );
  trial.account(request);
  trial.observed(`tried in #${request.sequence}`);
}

/** All tries have one MessageId and one conversation: no doubled request (mhs 5.5 B2 to B4, B6). */
export async function expectTriesAreOneMessage(trial: Trial): Promise<void> {
  await trial.settled();
  const requests = requestsIn(trial);
  const ids = new Set(requests.map(({ messageId }) => messageId.toUpperCase()));
  if (ids.size !== 1) {
    throw new SystemDeviation({
      expected: 'every try to ask for the record is the same message',
      observed: ids.size === 0 ? 'no try' : `${requests.length} tries with ${ids.size} message ids`,
      evidence: requests.map(({ sequence }) => sequence),
    });
  }
  trial.account(...requests);
  trial.observed(`${requests.length} tries, one message`);
}

/** After an answer that was lost, the same request comes again (mhs 4.2, 5.5 B6). */
export async function expectAskedAgainWithSameMessage(trial: Trial): Promise<void> {
  const tries = await trial.until('the same request a second time', () => {
    const requests = requestsIn(trial);
    return requests.length >= 2 ? requests : undefined;
  });
  trial.account(...tries);
  const [first, second] = tries;
  if (first?.messageId.toUpperCase() !== second?.messageId.toUpperCase()) {
    throw new SystemDeviation({
      expected: 'the request is sent again with the same MessageId',
      observed: `${first?.messageId}, then ${second?.messageId}`,
      evidence: tries.map(({ sequence }) => sequence),
    });
  }
  trial.observed(`sent in #${first?.sequence}, again in #${second?.sequence}`);
}

/** A later registration is a transfer of its own (gp2gp 1.6.12). */
export async function expectSecondRequest(trial: Trial): Promise<void> {
  const requests = await trial.until('a second request for the record', () => {
    const found = distinct(requestsIn(trial));
    return found.length >= 2 ? found : undefined;
  });
  trial.account(...requests);
  const [first, second] = requests;
  if (
    !first ||
    !second ||
    first.conversationId.toUpperCase() === second.conversationId.toUpperCase()
  ) {
    throw new SystemDeviation({
      expected: 'the second request opens a conversation of its own',
      observed: `both are in ${first?.conversationId}`,
      evidence: requests.map(({ sequence }) => sequence),
    });
  }
  trial.observed(`asked in ${first.conversationId}, then in ${second.conversationId}`);
}

function distinct(messages: readonly TranscriptMessage[]): readonly TranscriptMessage[] {
  const seen = new Set<string>();
  return messages.filter(({ messageId }) => {
    const id = messageId.toUpperCase();
    return seen.has(id) ? false : seen.add(id);
  });
}

function conversationsOf(messages: readonly TranscriptMessage[]): string {
  const ids = new Set(messages.map(({ conversationId }) => conversationId.toUpperCase()));
  return ids.size === 1 ? 'one conversation' : `${ids.size} conversations`;
}
