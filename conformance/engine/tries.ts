import { createHash } from 'node:crypto';
import { readMessage } from '../../src/gp2gp/read-message.ts';
import type { MessageRole, TranscriptMessage } from '../../src/scenario/transcript.ts';
import { SystemDeviation } from './departures.ts';
import { describeSystem } from './describe.ts';
import type { Trial } from './trial.ts';

/** Roles of the system's messages by the words of the steps. */
const ROLES: Readonly<Record<string, readonly MessageRole[]>> = {
  request: ['request'],
  extract: ['extract'],
  continue: ['continue'],
  fragment: ['fragment', 'index'],
  'request acknowledgement': ['request-acknowledgement'],
  'fragment acknowledgement': ['fragment-acknowledgement'],
  'final acknowledgement': ['final-acknowledgement'],
};

export function rolesNamed(words: string): readonly MessageRole[] {
  const roles = ROLES[words];
  if (!roles) throw new Error(`no message is called "${words}"`);
  return roles;
}

/** Every time the system sent a message of these roles, also what Spine did not take, in order. */
export function triesOf(
  messages: readonly TranscriptMessage[],
  roles: readonly MessageRole[],
): readonly TranscriptMessage[] {
  return messages.filter(({ from, role }) => from === 'system' && roles.includes(role));
}

/** The tries of the first message of its kind. */
function firstOf(
  messages: readonly TranscriptMessage[],
  roles: readonly MessageRole[],
): readonly TranscriptMessage[] {
  const tries = triesOf(messages, roles);
  const id = tries[0]?.messageId.toUpperCase();
  return tries.filter(({ messageId }) => messageId.toUpperCase() === id);
}

/** The message comes so many times, always with the same MessageId and the same content (mhs 4.2, 5.5 B2, B6). */
export async function expectTries(trial: Trial, words: string, count: number): Promise<void> {
  const roles = rolesNamed(words);
  const expected = `the ${words} sent ${count} times as one message`;
  const tries = await trial.until(expected, ({ messages }) => {
    const found = firstOf(messages, roles);
    return found.length >= count ? found : undefined;
  });
  await refuseChanged(trial, tries);
  // One that is not shared out over many messages, as fragments are, has no second MessageId at all.
  if (!roles.includes('fragment') && !roles.includes('fragment-acknowledgement')) {
    refuseOthers(triesOf(trial.transcript().messages, roles), expected);
  }
  if (tries.length > count) {
    throw deviation(expected, `it was sent ${tries.length} times`, tries);
  }
  trial.account(...tries);
  trial.observed(tries.map(({ sequence }) => `#${sequence}`).join(', '));
}

/** Some message of the kind, whichever, comes so many times as one message. */
export async function expectOneOfThemTried(
  trial: Trial,
  words: string,
  count: number,
): Promise<void> {
  const roles = rolesNamed(words);
  const tries = await trial.until(`one of the ${words}s sent ${count} times`, ({ messages }) => {
    const all = triesOf(messages, roles);
    return all
      .map(({ messageId }) => all.filter((each) => sameMessage(each, messageId)))
      .find(({ length }) => length === count);
  });
  await refuseChanged(trial, tries);
  trial.account(...tries);
  trial.observed(tries.map(({ sequence }) => `#${sequence}`).join(', '));
}

/**
 * So many tries and no more, also after a pause longer than the one between two tries.
 *
 * @param intervalMs between two tries by the contract
 */
export async function expectTriesInAll(
  trial: Trial,
  words: string,
  {
    least,
    most,
    intervalMs,
  }: { readonly least: number; readonly most: number; readonly intervalMs: number },
): Promise<void> {
  const roles = rolesNamed(words);
  const expected =
    least === most ? `${least} tries of the ${words}` : `${least} to ${most} tries of the ${words}`;
  await trial.until(expected, ({ messages }) => {
    const found = triesOf(messages, roles);
    return found.length >= least ? found : undefined;
  });
  await trial.pause(Math.max(trial.quietMs, intervalMs * 2));
  await trial.settled();
  const tries = triesOf(trial.transcript().messages, roles);
  if (tries.length > most) throw deviation(expected, `there are ${tries.length}`, tries);
  refuseOthers(tries, expected);
  await refuseChanged(trial, tries);
  trial.account(...tries);
  trial.observed(
    `${tries.length} tries: ${tries.map(({ sequence }) => `#${sequence}`).join(', ')}`,
  );
}

/** At least this long from one try to the next, and not much longer: within half of it and a second (mhs 5.5 B2). */
export function expectSpacing(trial: Trial, intervalMs: number, words = 'request'): void {
  const tries = firstOf(trial.transcript().messages, rolesNamed(words));
  const gaps = tries
    .slice(1)
    .map(({ at }, index) => Date.parse(at) - Date.parse(tries[index]?.at ?? at));
  const expected = `tries ${intervalMs} ms apart`;
  if (gaps.length === 0) throw deviation(expected, 'there was no second try', tries);
  // A clock that ticks in milliseconds may make a pause look a little shorter than it was.
  const least = intervalMs * 0.9;
  const most = intervalMs * 1.5 + 1000;
  const told = gaps.map((gap) => `${gap} ms`).join(', ');
  if (gaps.some((gap) => gap < least)) throw deviation(expected, `they were ${told} apart`, tries);
  if (gaps.some((gap) => gap > most)) trial.warned(`the tries were ${told} apart`);
  trial.observed(told);
}

/** No try later than this after the first: the contract's persistDuration (mhs 4.2). */
export function expectNoTryAfter(trial: Trial, limitMs: number, words = 'request'): void {
  const tries = firstOf(trial.transcript().messages, rolesNamed(words));
  const [first] = tries;
  const expected = `no try later than ${limitMs} ms after the first`;
  if (!first) throw deviation(expected, 'there was no try at all', tries);
  const late = tries.filter(
    ({ at }) => Date.parse(at) - Date.parse(first.at) > limitMs + TOLERANCE_MS,
  );
  if (late.length > 0) throw deviation(expected, `${late.length} came later`, late);
  const last = tries.at(-1) ?? first;
  trial.observed(`the last came ${Date.parse(last.at) - Date.parse(first.at)} ms after the first`);
}

/** What lies between the end of a duration and a message on record that left before it. */
const TOLERANCE_MS = 500;

function refuseOthers(tries: readonly TranscriptMessage[], expected: string): void {
  const ids = new Set(tries.map(({ messageId }) => messageId.toUpperCase()));
  if (ids.size <= 1) return;
  throw deviation(expected, `${tries.length} tries have ${ids.size} MessageIds`, tries);
}

/** What is sent again is the same: its payload byte for byte; elsewhere a difference is noted. */
async function refuseChanged(trial: Trial, tries: readonly TranscriptMessage[]): Promise<void> {
  const bodies = new Set<string>();
  const payloads = new Set<string>();
  for (const { sequence } of tries) {
    const body = await trial.bytesOf(sequence);
    bodies.add(digest(body));
    const headers = (await trial.journal.get(sequence))?.request?.headers ?? [];
    const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
    const read = readMessage(type, body);
    payloads.add(read.ok && read.value.payload ? digest(read.value.payload) : digest(body));
  }
  if (payloads.size > 1) {
    throw deviation(
      'every try has the same content',
      `${tries.length} tries have ${payloads.size} contents`,
      tries,
    );
  }
  if (bodies.size > 1) trial.warned('a message that is sent again differs around its content');
}

function sameMessage({ messageId }: TranscriptMessage, id: string): boolean {
  return messageId.toUpperCase() === id.toUpperCase();
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function deviation(
  expected: string,
  observed: string,
  tries: readonly TranscriptMessage[],
): SystemDeviation {
  const evidence = tries.slice(0, 12).map(({ sequence }) => sequence);
  return new SystemDeviation({
    expected,
    observed: tries.length > 0 ? observed : `${observed}; ${describeSystem(tries)}`,
    evidence,
  });
}
