import type { Entry } from '../../src/journal/entry.ts';
import type { MessageRole, TranscriptMessage } from '../../src/scenario/transcript.ts';
import { SystemDeviation } from './departures.ts';
import type { Trial } from './trial.ts';

/** A message of the other side: by its label, or by what it is to the transfer. */
export type Delivered = { readonly label: string } | { readonly role: MessageRole };

/** How a delivery was answered, whenever that was. */
const REACHED: ReadonlySet<string> = new Set(['acknowledged', 'accepted', 'refused', 'rejected']);

/** The message of the other side that is meant; `undefined` while it is not on record. */
export function deliveredOf(
  trial: Trial,
  which: Delivered,
  name?: string,
): TranscriptMessage | undefined {
  const { messages } = trial.transcript(name);
  const theirs = messages.filter(({ from, duplicate }) => from !== 'system' && !duplicate);
  if ('role' in which) return theirs.find(({ role }) => role === which.role);
  const sent = trial.situation(name).sent();
  const id = sent.find(({ label }) => label === which.label)?.messageId.toUpperCase();
  return theirs.find(({ messageId }) => messageId.toUpperCase() === id);
}

/** Every attempt to hand it to the system, oldest first. */
export function attemptsOf(
  trial: Trial,
  { messageId }: Pick<TranscriptMessage, 'messageId'>,
): Promise<readonly Entry[]> {
  return trial.journal.find({ messageId, kind: 'delivery', after: trial.since });
}

/** Attempts that were answered. */
export async function deliveriesOf(
  trial: Trial,
  message: Pick<TranscriptMessage, 'messageId'>,
): Promise<readonly Entry[]> {
  const found = await attemptsOf(trial, message);
  return found.filter(({ facts }) => REACHED.has(String(facts?.outcome)));
}

/** The system's door has had the message so many times, and answered. What it made of it is another matter. */
export async function expectReached(
  trial: Trial,
  which: Delivered,
  { times = 1, in: name }: { readonly times?: number; readonly in?: string | undefined } = {},
): Promise<TranscriptMessage> {
  const told = describeDelivered(which);
  return trial.lookUntil(
    `${told} reaches the system${times > 1 ? ` ${times} times` : ''}`,
    async () => {
      const message = deliveredOf(trial, which, name);
      if (!message) return undefined;
      const entries = await deliveriesOf(trial, message);
      if (entries.length < times) return undefined;
      trial.observed(
        entries.map(({ sequence, summary }) => `${summary} (#${sequence})`).join('; '),
      );
      return message;
    },
    name === undefined ? {} : { in: name },
  );
}

/**
 * Every delivery of the message, copies too, is acknowledged: in the answer, or by a message of its own that
 * names it (mhs 4.1 rules 3 and 4, 5.5 B1).
 */
export async function expectEveryDeliveryAcknowledged(
  trial: Trial,
  which: Delivered,
): Promise<void> {
  const message = await expectReached(trial, which);
  const expected = `every delivery of ${describeDelivered(which)} acknowledged`;
  const entries = await deliveriesOf(trial, message);
  const own = entries.filter(({ facts }) => facts?.outcome === 'acknowledged');
  const posted = await trial.journal.find({ kind: 'received', after: trial.since });
  const signals = posted.filter(
    ({ interaction, refToMessageId }) =>
      interaction === 'Acknowledgment' &&
      refToMessageId?.toUpperCase() === message.messageId.toUpperCase(),
  );
  if (own.length + signals.length >= entries.length) {
    const form = signals.length > 0 ? 'by messages of their own' : 'in the answers';
    trial.observed(`${entries.length} deliveries acknowledged, ${form}`);
    return;
  }
  throw new SystemDeviation({
    expected,
    observed: entries.map(({ summary }) => summary).join('; '),
    evidence: entries.map(({ sequence }) => sequence),
  });
}

/**
 * The first delivery was acknowledged, within what a transport waits, and before the answer to the business came
 * (mhs 5.5 B8).
 */
export async function expectAcknowledgedFirst(trial: Trial, which: Delivered): Promise<void> {
  const message = await expectReached(trial, which);
  const [first] = await deliveriesOf(trial, message);
  const expected = `${describeDelivered(which)} acknowledged in good time, before it is answered`;
  const fail = (observed: string, ...evidence: readonly number[]) => {
    throw new SystemDeviation({ expected, observed, evidence });
  };
  if (!first) return fail('it was never delivered');
  const outcome = String(first.facts?.outcome);
  // An acknowledgement may come in a message of its own: that is heard of in another scenario.
  if (outcome !== 'acknowledged' && !(await signalFor(trial, message))) {
    fail(`its delivery was ${outcome}: ${first.summary}`, first.sequence);
  }
  const ms = first.timings?.total ?? 0;
  if (ms > GOOD_TIME_MS) fail(`it took ${ms} ms`, first.sequence);
  const answer = trial
    .transcript()
    .messages.find(
      ({ from, acknowledgement, role }) =>
        from === 'system' &&
        (acknowledgement?.about === message.sequence ||
          (message.role === 'request' && role === 'extract')),
    );
  const early = answer ? Date.parse(first.at) - Date.parse(answer.at) : 0;
  if (answer && early > AT_ONCE_MS) {
    fail(`it was acknowledged ${early} ms after it was answered`, answer.sequence, first.sequence);
  }
  trial.observed(`acknowledged after ${ms} ms (#${first.sequence})`);
}

/**
 * The acknowledgement that Spine posted for one of the system's messages was taken, not refused (mhs 2.4.4, 5.5 B7).
 *
 * @param own the message of the system that it is about
 */
export async function expectSignalTaken(trial: Trial, own: TranscriptMessage): Promise<void> {
  const { conversationId } = own;
  const entry = await trial.lookUntil(
    'the acknowledgement of its own reaches the system',
    async () =>
      (
        await trial.journal.find({
          kind: 'delivery',
          conversationId,
          interaction: 'Acknowledgment',
          after: own.sequence,
        })
      ).find(({ response }) => response !== undefined),
  );
  const status = entry.response?.status ?? 0;
  trial.observed(`answered with HTTP ${status} (#${entry.sequence})`);
  if (status >= 200 && status < 300) return;
  throw new SystemDeviation({
    expected: 'the acknowledgement taken',
    observed: `it was answered with HTTP ${status}`,
    evidence: [own.sequence, entry.sequence],
  });
}

/** What lies between two things that happen at the same time, on record. */
const AT_ONCE_MS = 20;

async function signalFor(
  trial: Trial,
  { messageId }: Pick<TranscriptMessage, 'messageId'>,
): Promise<Entry | undefined> {
  const signals = await trial.journal.find({
    kind: 'received',
    after: trial.since,
    interaction: 'Acknowledgment',
  });
  return signals.find(
    ({ refToMessageId }) => refToMessageId?.toUpperCase() === messageId.toUpperCase(),
  );
}

/** Spine's own patience with a recipient is longer; who needs more than this works before he acknowledges. */
const GOOD_TIME_MS = 10_000;

/** The system answered the message once: one acknowledgement, one extract. */
export async function expectAnsweredOnce(trial: Trial, which: Delivered): Promise<void> {
  const message = await expectReached(trial, which);
  const given = () =>
    trial
      .transcript()
      .messages.filter(
        ({ from, acknowledgement, duplicate, taken }) =>
          from === 'system' && taken && !duplicate && acknowledgement?.about === message.sequence,
      );
  const expected = `one answer to ${describeDelivered(which)}`;
  // A busy system may file long before it answers: only after its first answer is a second one waited for in vain.
  await trial.lookUntil(expected, async () => given()[0]);
  await trial.pause(trial.quietMs);
  await trial.settled();
  const answers = given();
  if (answers.length === 1) {
    trial.account(...answers);
    return;
  }
  throw new SystemDeviation({
    expected,
    observed: `there are ${answers.length}`,
    evidence: [message.sequence, ...answers.map(({ sequence }) => sequence)],
  });
}

export function describeDelivered(which: Delivered): string {
  return 'label' in which ? `"${which.label}"` : `the ${which.role.replaceAll('-', ' ')}`;
}
