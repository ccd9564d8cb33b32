import type { Contract } from '../../src/domain/contract.ts';
import type { BuiltMessage } from '../../src/gp2gp/build-message.ts';
import type { Timer } from '../../src/platform/clock.ts';
import type { HttpClient } from '../../src/platform/http-client.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import type { HandlerRoom } from './handler-room.ts';
import { judgeSignal } from './judge-attempt.ts';
import { type Outbox, refOf, type SendOutcome } from './outbox.ts';

/** One attempt at a message. */
export interface Attempting {
  readonly contract: Contract;
  /** The message as it is to leave. */
  readonly leaving: BuiltMessage;
  /** Which one this is: the first is 1. */
  readonly attempts: number;
  /** When the first one was, milliseconds of the clock. */
  readonly since: number;
  /** Ends the sending; `undefined`: it is not known how. What is said after that changes nothing. */
  finish(outcome: SendOutcome | undefined): void;
  /** Waits, then ends so, or else tries again. */
  wait(delayMs: number, last: SendOutcome | undefined): void;
}

interface Job<Role extends string> {
  readonly role: Role;
  readonly contract: Contract;
  readonly messageId: string;
  readonly since: number;
  /** For the next attempt; `undefined` when it cannot be had any more. */
  readonly next: () => Promise<BuiltMessage | undefined>;
  attempts: number;
  timer: Timer | undefined;
  over: boolean;
  readonly attempted: () => void;
  readonly settle: (outcome: SendOutcome | undefined) => void;
}

/** An outbox that sends by `attempt`, which puts on record what became of each and says how it goes on. */
export function retryingOutbox<Role extends string>(
  {
    clock,
    conduct,
    logger,
    service,
  }: Pick<HandlerRoom<Role>, 'clock' | 'conduct' | 'logger' | 'service'>,
  client: HttpClient,
  attempt: (attempting: Attempting) => Promise<void>,
): Outbox<Role> {
  const jobs = new Map<string, Job<Role>>();
  const underWay = new Set<Promise<void>>();
  let stopped = false;

  const finish = (job: Job<Role>, outcome: SendOutcome | undefined) => {
    if (job.over) return;
    job.over = true;
    job.timer?.cancel();
    jobs.delete(keyOf(job.messageId));
    job.attempted();
    job.settle(outcome);
  };

  const wait = (job: Job<Role>, delayMs: number, last: SendOutcome | undefined) => {
    // A signal may have come to the listener in the meantime.
    if (job.over) return;
    if (stopped) return finish(job, undefined);
    job.timer = clock.after(delayMs, () => (last ? finish(job, last) : start(job)));
    job.attempted();
  };

  const tryOnce = async (job: Job<Role>): Promise<void> => {
    const { role, contract, since } = job;
    job.attempts += 1;
    const { attempts } = job;
    const message = await job.next();
    if (!message) {
      return finish(job, { outcome: 'delivery-failure', detail: 'it cannot be made again' });
    }
    const leaving = conduct.leave({ role, message, attempt: attempts }, (asked) => asked.message);
    if (!leaving) return finish(job, { outcome: 'acknowledged', detail: 'it was not sent' });
    await attempt({
      ...{ contract, leaving, attempts, since },
      finish: (outcome) => finish(job, outcome),
      wait: (delayMs, last) => wait(job, delayMs, last),
    });
  };

  const start = (job: Job<Role>) => {
    const run = tryOnce(job).catch((error: unknown) => {
      // What was cut off by the end of the handler is not known to have failed.
      if (stopped) return finish(job, undefined);
      const { messageId } = job;
      logger.error({ service, messageId, error: String(error) }, 'a message could not be sent');
      finish(job, { outcome: 'delivery-failure', detail: 'the practice itself failed' });
    });
    underWay.add(run);
    run.finally(() => underWay.delete(run));
  };

  const jobOf = (signal: EbxmlMessage) => jobs.get(keyOf(refOf(signal)));

  return {
    send({ role, message, contract, again }) {
      const attempted = Promise.withResolvers<void>();
      const settled = Promise.withResolvers<SendOutcome | undefined>();
      const { messageId } = message.envelope;
      const job: Job<Role> = {
        ...{ role, contract, messageId },
        since: clock.now().getTime(),
        next: again ? onceThen(message, again) : async () => message,
        ...{ attempts: 0, timer: undefined, over: false },
        attempted: attempted.resolve,
        settle: settled.resolve,
      };
      if (stopped) finish(job, undefined);
      else {
        jobs.set(keyOf(messageId), job);
        start(job);
      }
      return { firstAttempt: attempted.promise, outcome: settled.promise };
    },
    awaits: (signal) => jobOf(signal) !== undefined,
    settle(signal) {
      const job = jobOf(signal);
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

function keyOf(messageId: string): string {
  return messageId.toUpperCase();
}
