import type { Contract } from '../../../src/domain/contract.ts';
import type { HttpClient } from '../../../src/platform/http-client.ts';
import { writeSendRequest } from '../../../src/wire/adaptor/write-send-request.ts';
import type { EbxmlMessage } from '../../../src/wire/ebxml/ebxml-message.ts';
import { nextStep } from '../../mhs/judge-attempt.ts';
import type { Outbox } from '../../mhs/outbox.ts';
import { type Attempting, retryingOutbox } from '../../mhs/retrying-outbox.ts';
import type { OutgoingRole } from '../conduct.ts';
import type { PracticeRoom } from '../practice-room.ts';
import { judgeRestAnswer, type RestAttempt } from './judge-rest-answer.ts';
import { sendRequestOf } from './send-request-of.ts';

/**
 * Hands messages to an MHS adaptor, which sends them until they are acknowledged or given up (mhs 7.1). Only an
 * adaptor that does not answer is tried again, as often as the contract says, with the same ids.
 */
export function openRestOutbox(
  room: PracticeRoom,
  rest: string,
  client: HttpClient,
): Outbox<OutgoingRole> {
  const { clock, conduct, journal, service, world } = room;
  const url = `${rest.replace(/\/+$/, '')}/`;

  const hand = async (attempting: Attempting): Promise<void> => {
    const { contract, leaving, attempts, since } = attempting;
    const { envelope } = leaving;
    const request = sendRequestOf(leaving);
    if (!request) {
      const detail = 'no adaptor takes it: it is no package of a payload and its documents';
      return attempting.finish({ outcome: 'refused', detail });
    }
    const headers = headersFor(envelope, contract, world.current().spine.partyKey);
    const body = writeSendRequest(request);
    const answer = await client.post(url, { headers, body });
    if ('failed' in answer && answer.failed === 'closed') return attempting.finish(undefined);
    const { messageId } = envelope;
    let judged: RestAttempt = judgeRestAnswer(answer);
    const attempt = conduct.judgeAnswer({ answer, messageId, contract }, (asked) => {
      judged = judgeRestAnswer(asked.answer);
      return { kind: judged.kind === 'given-up' ? 'failed' : judged.kind, why: judged.why };
    });
    const step = conduct.nextStep(
      {
        sent: { messageId, attempts, since, contract },
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
    if (step.kind === 'wait') attempting.wait(step.delayMs, step.last);
    await journal.append({
      kind: 'delivery',
      at: clock.now().toISOString(),
      service,
      summary: `${envelope.action} to the adaptor, attempt ${attempts}: ${attempt.kind}`,
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
        ...{ attempt: attempts, outcome: attempt.kind, why: attempt.why, next: step.kind },
        bytes: body.length,
      },
    });
    if (step.kind === 'end') attempting.finish(step);
  };

  return retryingOutbox(room, client, hand);
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
