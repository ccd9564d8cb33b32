import { patternOf } from '../../src/domain/contract.ts';
import { pathOf } from '../../src/domain/spine-path.ts';
import type { HttpSide } from '../../src/journal/entry.ts';
import type { HttpClient } from '../../src/platform/http-client.ts';
import type { HandlerRoom } from './handler-room.ts';
import { judgeAttempt, nextStep } from './judge-attempt.ts';
import type { Outbox } from './outbox.ts';
import { type Attempting, retryingOutbox } from './retrying-outbox.ts';

/** Posts messages to Spine until they are acknowledged or given up (mhs 4.2). */
export function openSpineOutbox<Role extends string>(
  room: HandlerRoom<Role>,
  client: HttpClient,
): Outbox<Role> {
  const { clock, conduct, journal, service, spineUrl, world } = room;

  const post = async (attempting: Attempting): Promise<void> => {
    const { contract, leaving, attempts, since } = attempting;
    const { envelope, headers, body } = leaving;
    const { spine } = world.current();
    const isSpine = contract.partyKey.toUpperCase() === spine.partyKey.toUpperCase();
    const url = `${spineUrl()}${pathOf(patternOf(contract.reliability, isSpine))}`;
    const answer = await client.post(url, { headers, body });
    if ('failed' in answer && answer.failed === 'closed') return attempting.finish(undefined);
    const { messageId } = envelope;
    const attempt = conduct.judgeAnswer({ answer, messageId, contract }, (asked) =>
      judgeAttempt(asked.answer, asked.messageId, asked.contract),
    );
    const { retryCount } = world.current().policies;
    const sent = { messageId, attempts, since, contract };
    const step = conduct.nextStep(
      { sent, attempt, now: clock.now().getTime(), retryCount },
      (asked) => nextStep(asked.sent, asked.attempt, asked.now, asked.retryCount),
    );
    // Whoever sees the attempt on record may move the clock, so the wait begins before.
    if (step.kind === 'wait') attempting.wait(step.delayMs, step.last);
    const request: HttpSide<Uint8Array> = { method: 'POST', path: url, headers };
    const response: HttpSide<Uint8Array> | undefined =
      'failed' in answer
        ? undefined
        : { status: answer.status, headers: answer.headers, body: answer.body };
    const recorded = journal.append({
      kind: 'delivery',
      at: clock.now().toISOString(),
      service,
      summary: `${envelope.action} to Spine, attempt ${attempts}: ${attempt.kind}`,
      conversationId: envelope.conversationId,
      messageId,
      fromParty: envelope.from.id,
      toParty: envelope.to.id,
      interaction: envelope.action,
      request,
      ...(response && { response }),
      facts: { attempt: attempts, outcome: attempt.kind, why: attempt.why, next: step.kind },
    });
    if (step.kind === 'end' && room.tellsBeforeRecorded) attempting.finish(step);
    await recorded;
    if (step.kind === 'end') attempting.finish(step);
  };

  return retryingOutbox(room, client, post);
}
