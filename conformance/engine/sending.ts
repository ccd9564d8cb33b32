import type { TranscriptMessage } from '../../src/scenario/transcript.ts';
import { SystemDeviation } from './departures.ts';
import { describeMessage } from './describe.ts';
import type { Trial } from './trial.ts';

function sentOf(
  messages: readonly TranscriptMessage[],
  ...roles: readonly TranscriptMessage['role'][]
): readonly TranscriptMessage[] {
  return messages.filter(
    ({ from, role, taken, duplicate }) =>
      from === 'system' && roles.includes(role) && taken && !duplicate,
  );
}

/** One extract, in the conversation of the request, of the patient that was asked for (gp2gp 1.3 step 8). */
export async function expectExtract(trial: Trial, name?: string): Promise<TranscriptMessage> {
  const expected = 'one extract in the conversation of the request';
  const extract = await trial.until(
    expected,
    ({ messages }) => sentOf(messages, 'extract')[0],
    name === undefined ? {} : { in: name },
  );
  const { messages } = trial.transcript(name);
  const all = sentOf(messages, 'extract');
  const request = messages.find(({ from, role }) => from !== 'system' && role === 'request');
  const fail = (observed: string, weight: 'plain' | 'unsafe' = 'plain') => {
    const evidence = all.map(({ sequence }) => sequence);
    throw new SystemDeviation({ expected, observed, evidence, weight });
  };
  if (all.length > 1) fail(`there are ${all.length} extracts`);
  if (request && extract.conversationId !== request.conversationId) {
    fail(`it is in conversation ${extract.conversationId}`);
  }
  const { counterpart } = trial.situation(name).parties;
  if (extract.to.toUpperCase() !== counterpart.toUpperCase()) {
    fail(`it went to ${extract.to || 'nobody'}`, 'unsafe');
  }
  const numbers = [...trial.situation(name).patients.values()];
  if (extract.nhsNumber && !numbers.includes(extract.nhsNumber)) {
    fail(`it is of patient ${extract.nhsNumber}`, 'unsafe');
  }
  trial.account(extract);
  trial.observed(describeMessage(extract));
  return extract;
}

/** Nothing of these kinds so far. Silence is to be made sure of before. */
export function refuseSent(
  trial: Trial,
  what: 'extract' | 'fragment',
  { in: name, unsafe = false }: { readonly in?: string; readonly unsafe?: boolean } = {},
): void {
  const roles = what === 'extract' ? (['extract'] as const) : (['fragment', 'index'] as const);
  const found = sentOf(trial.transcript(name).messages, ...roles);
  if (found.length === 0) return;
  throw new SystemDeviation({
    expected: `no ${what}`,
    observed: `the system sent ${found.slice(0, 8).map(describeMessage).join(', ')}`,
    evidence: found.map(({ sequence }) => sequence),
    ...(unsafe && { weight: 'unsafe' as const }),
  });
}

/** Ids of messages that the system's extract and indexes point to, in upper case (gp2gp 3.4). */
export function announcedBy(messages: readonly TranscriptMessage[]): readonly string[] {
  return sentOf(messages, 'extract', 'index')
    .flatMap(({ references }) => references)
    .filter(({ href }) => /^mid:/i.test(href))
    .map(({ href }) => href.slice(4).toUpperCase());
}

/** Every announced message comes once, after the continue, and none that is not announced (gp2gp 3.10 L3, L4, L10). */
export async function expectEveryFragmentSent(
  trial: Trial,
  name?: string,
): Promise<readonly TranscriptMessage[]> {
  const expected = 'every announced fragment, once each';
  const options = name === undefined ? {} : { in: name };
  const fragments = await trial.until(
    expected,
    ({ messages }) => {
      const sent = sentOf(messages, 'fragment', 'index');
      const ids = new Set(sent.map(({ messageId }) => messageId.toUpperCase()));
      const wanted = announcedBy(messages);
      return wanted.length > 0 && wanted.every((id) => ids.has(id)) ? sent : undefined;
    },
    options,
  );
  const { messages } = trial.transcript(name);
  const wanted = announcedBy(messages);
  const fail = (observed: string, found: readonly TranscriptMessage[]) => {
    throw new SystemDeviation({
      expected,
      observed,
      evidence: found.map(({ sequence }) => sequence),
    });
  };
  const strange = fragments.filter(({ messageId }) => !wanted.includes(messageId.toUpperCase()));
  if (strange.length > 0) fail(`${strange.length} were announced nowhere`, strange);
  if (new Set(wanted).size !== wanted.length) fail('an id is announced more than once', fragments);
  const before = messages.find(({ from, role }) => from !== 'system' && role === 'continue');
  const early = fragments.filter(({ sequence }) => sequence < (before?.sequence ?? Infinity));
  if (early.length > 0) fail(`${early.length} came before the continue`, early);
  trial.account(...fragments);
  trial.observed(`${fragments.length} fragments and indexes`);
  return fragments;
}
