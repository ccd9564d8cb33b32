import type { Contract } from '../../../src/domain/contract.ts';
import type { BuiltMessage } from '../../../src/gp2gp/build-message.ts';
import type { Timer } from '../../../src/platform/clock.ts';
import type { HttpClient } from '../../../src/platform/http-client.ts';
import { writeSendRequest } from '../../../src/wire/adaptor/write-send-request.ts';
import type { EbxmlMessage } from '../../../src/wire/ebxml/ebxml-message.ts';
import { judgeSignal, nextStep } from '../../mhs/judge-attempt.ts';
import { type Outbox, type Outgoing, refOf, type SendOutcome } from '../../mhs/outbox.ts';
import type { OutgoingRole } from '../conduct.ts';
import type { PracticeRoom } from '../practice-room.ts';
import { judgeRestAnswer, type RestAttempt } from './judge-rest-answer.ts';
import { sendRequestOf } from './send-request-of.ts';

interface Job {
  readonly outgoing: Outgoing<OutgoingRole>;
  readonly envelope: EbxmlMessage;
  readonly since: number;
  message: BuiltMessage | undefined;
  attempts: number;
  timer: Timer | undefined;
  over: boolean;
  readonly attempted: () => void;
  readonly settle: (outcome: SendOutcome | undefined) => void;
}

/**
 * Hands messages to an MHS adaptor, which sends them until they are acknowledged or given up (mhs 7.1). Only an
 * adaptor that does not answer is tried again, as often as the contract says, with the same ids.
 */
export function openRestOutbox(
  room: PracticeRoom,
  rest: string,
  client: HttpClient,
): Outbox<OutgoingRole> {
  const { clock, conduct, journal, logger, service, world } = room;
  const jobs = new Map<string, Job>();
  const underWay = new Set<Promise<void>>();
  const url = `${rest.replace(/\/+$/, '')}/`;
  let stopped = false;

  const finish = (job: Job, outcome: SendOutcome | undefined) => {
    if (job.over) return;
    job.over = true;
    job.timer?.cancel();
    job.message = undefined;
    jobs.delete(keyOf(job.envelope.messageId));
    job.attempted();
    job.settle(outcome);
  };

  const hand = async (job: Job): Promise<void> => {
    const { role, contract, again } = job.outgoing;
    job.attempts += 1;
    const made = job.message ?? (await again?.());
    // What can be made again is not held while the adaptor tries.
    if (again) job.message = undefined;
    if (!made)
      return finish(job, { outcome: 'delivery-failure', detail: 'it cannot be made again' });
    const leaving = conduct.leave(
      { role, message: made, attempt: job.attempts },
      ({ message }) => message,
    );
    if (!leaving) return finish(job, { outcome: 'acknowledged', detail: 'it was not sent' });
    const { envelope } = leaving;
    const request = sendRequestOf(leaving);
    if (!request) {
      const detail = 'no adaptor takes it: it is no package of a payload and its documents';
      return finish(job, { outcome: 'refused', detail });
    }
    const headers = headersFor(envelope, contract, world.current().spine.partyKey);
    const body = writeSendRequest(request);
    const answer = await client.post(url, { headers, body });
    if ('failed' in answer && answer.failed === 'closed') return finish(job, undefined);
    const { messageId } = envelope;
    let judged: RestAttempt = judgeRestAnswer(answer);
    const attempt = conduct.judgeAnswer({ answer, messageId, contract }, (asked) => {
      judged = judgeRestAnswer(asked.answer);
      return { kind: judged.kind === 'given-up' ? 'failed' : judged.kind, why: judged.why };
    });
    const step = conduct.nextStep(
      {
        sent: { messageId, attempts: job.attempts, since: job.since, contract },
        attempt,
        now: clock.now().getTime(),
        retryCount: world.current().policies.retryCount,
      },
      (asked) =>
        judged.kind === 'given-up' && asked.attempt.kind === 'failed'
          ? { kind: 'end', outcome: 'delivery-failure', detail: judged.why }
          : nextStep(asked.sent, asked.attempt, asked.now, asked.retryCount),
    );
    // Whoever sees the attempt on record may move the clock, so the wait begins before.
    if (step.kind === 'wait') wait(job, step.delayMs, step.last);
    await journal.append({
      kind: 'delivery',
      at: clock.now().toISOString(),
      service,
      summary: `${envelope.action} to the adaptor, attempt ${job.attempts}: ${attempt.kind}`,
      conversationId: envelope.conversationId,
      messageId,
      fromParty: envelope.from.id,
      toParty: envelope.to.id,
      interaction: envelope.action,
      request: { method: 'POST', path: url, headers },
      ...(!('failed' in answer) && {
        response: { status: answer.status, headers: answer.headers, body: answer.body },
      }),
      facts: {
        ...{ attempt: job.attempts, outcome: attempt.kind, why: attempt.why, next: step.kind },
        bytes: body.length,
      },
    });
    if (step.kind === 'end') finish(job, step);
  };

  const wait = (job: Job, delayMs: number, last: SendOutcome | undefined) => {
    if (job.over) return;
    if (stopped) return finish(job, undefined);
    job.timer = clock.after(delayMs, () => (last ? finish(job, last) : start(job)));
    job.attempted();
  };

  const start = (job: Job) => {
    const run = hand(job).catch((error: unknown) => {
      if (stopped) return finish(job, undefined);
      const { messageId } = job.envelope;
      logger.error({ service, messageId, error: String(error) }, 'a message could not be sent');
      finish(job, { outcome: 'delivery-failure', detail: 'the practice itself failed' });
    });
    underWay.add(run);
    run.finally(() => underWay.delete(run));
  };

  const jobOf = (signal: EbxmlMessage) => jobs.get(keyOf(refOf(signal)));

  return {
    send(outgoing) {
      const attempted = Promise.withResolvers<void>();
      const settled = Promise.withResolvers<SendOutcome | undefined>();
      const { message } = outgoing;
      const job: Job = {
        ...{ outgoing, envelope: message.envelope, message },
        since: clock.now().getTime(),
        ...{ attempts: 0, timer: undefined, over: false },
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

/** The headers of `POST /` (mhs 7.1). Without an ODS code the adaptor sends to Spine itself. */
function headersFor(
  { action, messageId, conversationId }: EbxmlMessage,
  { partyKey, odsCode }: Contract,
  spine: string,
): readonly (readonly [string, string])[] {
  const isSpine = partyKey.toUpperCase() === spine.toUpperCase();
  return [
    ['Interaction-Id', action],
    ['wait-for-response', 'false'],
    ['Content-Type', 'application/json'],
    ['Message-Id', messageId],
    ['Correlation-Id', conversationId],
    ...(isSpine ? [] : [['ods-code', odsCode || (partyKey.split('-')[0] ?? '')] as const]),
  ];
}

function keyOf(messageId: string): string {
  return messageId.toUpperCase();
}
