import { type Contract, patternOf } from '../../src/domain/contract.ts';
import { pathOf } from '../../src/domain/spine-path.ts';
import type { BuiltMessage } from '../../src/gp2gp/build-message.ts';
import type { TransportOutcome } from '../../src/gp2gp/transfer-event.ts';
import type { HttpSide } from '../../src/journal/entry.ts';
import type { Timer } from '../../src/platform/clock.ts';
import type { HttpClient } from '../../src/platform/http-client.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import type { HandlerRoom } from './handler-room.ts';
import { judgeAttempt, judgeSignal, nextStep } from './judge-attempt.ts';

/** What became of a message for good. */
export interface SendOutcome {
  readonly outcome: TransportOutcome;
  readonly detail: string;
}

export interface Sending {
  /** Resolves when the first attempt is over, however it went. */
  readonly firstAttempt: Promise<void>;
  /** `undefined` when the handler was closed before it was known. */
  readonly outcome: Promise<SendOutcome | undefined>;
}

/** A message that is to be posted. */
export interface Outgoing<Role extends string = string> {
  readonly role: Role;
  readonly message: BuiltMessage;
  readonly contract: Contract;
  /**
   * Makes the same message again for another attempt: then its bytes are not held between attempts. Without it
   * they are.
   */
  readonly again?: (() => Promise<BuiltMessage | undefined>) | undefined;
}

/** Posts messages to Spine until they are acknowledged or given up (mhs 4.2). */
export interface Outbox<Role extends string = string> {
  send(outgoing: Outgoing<Role>): Sending;
  /** Whether a signal is about a message under way. */
  awaits(signal: EbxmlMessage): boolean;
  /** Takes a signal that came to the listener. `false` when no message under way is meant. */
  settle(signal: EbxmlMessage): boolean;
  /** Forgets what is not yet acknowledged; nobody is told. */
  forget(): void;
  /** Ends what waits; exchanges under way are cut off. */
  stop(): Promise<void>;
}

interface Job<Role extends string> {
  readonly role: Role;
  readonly envelope: EbxmlMessage;
  readonly contract: Contract;
  readonly since: number;
  /** For the next attempt; `undefined` when it cannot be had any more. */
  readonly next: () => Promise<BuiltMessage | undefined>;
  attempts: number;
  timer: Timer | undefined;
  over: boolean;
  readonly attempted: () => void;
  readonly settle: (outcome: SendOutcome | undefined) => void;
}

export function openOutbox<Role extends string>(
  room: HandlerRoom<Role>,
  client: HttpClient,
): Outbox<Role> {
  const { clock, conduct, journal, logger, service, spineUrl, world } = room;
  const jobs = new Map<string, Job<Role>>();
  const underWay = new Set<Promise<void>>();
  let stopped = false;

  const finish = (job: Job<Role>, outcome: SendOutcome | undefined) => {
    if (job.over) return;
    job.over = true;
    job.timer?.cancel();
    jobs.delete(keyOf(job.envelope.messageId));
    job.attempted();
    job.settle(outcome);
  };

  const post = async (job: Job<Role>): Promise<void> => {
    const { role, contract } = job;
    job.attempts += 1;
    const made = await job.next();
    if (!made) {
      return finish(job, { outcome: 'delivery-failure', detail: 'it cannot be made again' });
    }
    const leaving = conduct.leave(
      { role, message: made, attempt: job.attempts },
      ({ message }) => message,
    );
    if (!leaving) return finish(job, { outcome: 'acknowledged', detail: 'it was not sent' });
    const { envelope, headers, body } = leaving;
    const { spine } = world.current();
    const isSpine = contract.partyKey.toUpperCase() === spine.partyKey.toUpperCase();
    const url = `${spineUrl()}${pathOf(patternOf(contract.reliability, isSpine))}`;
    const answer = await client.post(url, { headers, body });
    if ('failed' in answer && answer.failed === 'closed') return finish(job, undefined);
    const { messageId } = envelope;
    const attempt = conduct.judgeAnswer({ answer, messageId, contract }, (asked) =>
      judgeAttempt(asked.answer, asked.messageId, asked.contract),
    );
    const { retryCount } = world.current().policies;
    const step = conduct.nextStep(
      { sent: { ...job, messageId }, attempt, now: clock.now().getTime(), retryCount },
      (asked) => nextStep(asked.sent, asked.attempt, asked.now, asked.retryCount),
    );
    // Whoever sees the attempt on record may move the clock, so the wait begins before.
    if (step.kind === 'wait') wait(job, step.delayMs, step.last);
    const request: HttpSide<Uint8Array> = { method: 'POST', path: url, headers };
    const response: HttpSide<Uint8Array> | undefined =
      'failed' in answer
        ? undefined
        : { status: answer.status, headers: answer.headers, body: answer.body };
    const recorded = journal.append({
      kind: 'delivery',
      at: clock.now().toISOString(),
      service,
      summary: `${envelope.action} to Spine, attempt ${job.attempts}: ${attempt.kind}`,
      conversationId: envelope.conversationId,
      messageId,
      fromParty: envelope.from.id,
      toParty: envelope.to.id,
      interaction: envelope.action,
      request,
      ...(response && { response }),
      facts: { attempt: job.attempts, outcome: attempt.kind, why: attempt.why, next: step.kind },
    });
    if (step.kind === 'end' && room.tellsBeforeRecorded) finish(job, step);
    await recorded;
    if (step.kind === 'end') finish(job, step);
  };

  const wait = (job: Job<Role>, delayMs: number, last: SendOutcome | undefined) => {
    // A signal may have come to the listener in the meantime.
    if (job.over) return;
    if (stopped) return finish(job, undefined);
    job.timer = clock.after(delayMs, () => (last ? finish(job, last) : start(job)));
    job.attempted();
  };

  const start = (job: Job<Role>) => {
    const run = post(job).catch((error: unknown) => {
      // What was cut off by the end of the handler is not known to have failed.
      if (stopped) return finish(job, undefined);
      const { messageId } = job.envelope;
      logger.error({ service, messageId, error: String(error) }, 'a message could not be sent');
      finish(job, { outcome: 'delivery-failure', detail: 'the practice itself failed' });
    });
    underWay.add(run);
    run.finally(() => underWay.delete(run));
  };

  return {
    send({ role, message, contract, again }) {
      const attempted = Promise.withResolvers<void>();
      const settled = Promise.withResolvers<SendOutcome | undefined>();
      const job: Job<Role> = {
        role,
        envelope: message.envelope,
        contract,
        since: clock.now().getTime(),
        next: again ? onceThen(message, again) : async () => message,
        attempts: 0,
        timer: undefined,
        over: false,
        attempted: attempted.resolve,
        settle: settled.resolve,
      };
      if (stopped) finish(job, undefined);
      else {
        jobs.set(keyOf(message.envelope.messageId), job);
        start(job);
      }
      return { firstAttempt: attempted.promise, outcome: settled.promise };
    },
    awaits: (signal) => jobs.has(keyOf(refOf(signal))),
    settle(signal) {
      const job = jobs.get(keyOf(refOf(signal)));
      if (!job) return false;
      const outcome = judgeSignal(signal);
      if (outcome) finish(job, outcome);
      return true;
    },
    forget() {
      for (const job of [...jobs.values()]) finish(job, undefined);
    },
    async stop() {
      stopped = true;
      await client.close();
      await Promise.all(underWay);
      for (const job of [...jobs.values()]) finish(job, undefined);
    },
  };
}

/** The message that is there at first, and then not held any more. */
function onceThen(
  message: BuiltMessage,
  again: () => Promise<BuiltMessage | undefined>,
): () => Promise<BuiltMessage | undefined> {
  let first: BuiltMessage | undefined = message;
  return async () => {
    const made = first ?? (await again());
    first = undefined;
    return made;
  };
}

/** The message that a signal is about. */
export function refOf(signal: EbxmlMessage): string {
  return signal.acknowledgment?.refToMessageId || signal.refToMessageId || '';
}

function keyOf(messageId: string): string {
  return messageId.toUpperCase();
}
