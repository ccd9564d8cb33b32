import type { Entry } from '../../../src/journal/entry.ts';
import type { LaterAnswer, SpineApplication } from '../../doors/spine-application.ts';
import type { SpineServiceRule } from '../../world/world.ts';
import { pause } from '../pause.ts';
import { type Composed, composeError, composePayload } from './compose-answer.ts';
import type { RequestOnRecord } from './read-request.ts';
import type { Served, ServiceRoom, Serving } from './served.ts';

/**
 * Composes what an application answers, each message at its time. The request is settled by the last of
 * them: when the simulator stops before, it is answered anew.
 */
export async function serveByApplication(
  room: ServiceRoom,
  application: SpineApplication,
  rule: SpineServiceRule,
  entry: Entry,
  { envelope, payload }: RequestOnRecord,
  { post, forgotten }: Serving,
): Promise<Served> {
  const answers = await application.answerLater({
    at: new Date(entry.at),
    rule,
    envelope,
    payload,
    peer: entry.peer,
    sender: room.world.current().party(envelope.from.id),
  });
  const inTime = answers.toSorted((a, b) => a.delayMs - b.delayMs);
  let passed = 0;
  for (const [at, answer] of inTime.entries()) {
    await pause(room, answer.delayMs - passed);
    if (forgotten()) return { kind: 'forgotten' };
    passed = Math.max(passed, answer.delayMs);
    const last = at === inTime.length - 1;
    const composed = await composeOne(room, envelope, answer, last ? entry.opens : undefined);
    if (composed.kind === 'unanswered') return { ...composed, findings: answer.findings };
    if (last) return composed;
    post(composed.delivery);
  }
  return { kind: 'unanswered', why: 'the service had no answer' };
}

async function composeOne(
  room: ServiceRoom,
  request: RequestOnRecord['envelope'],
  answer: LaterAnswer,
  settles: string | undefined,
): Promise<Composed> {
  const { why, findings } = answer;
  const record = { settles, why, findings };
  if (answer.kind === 'nothing') return { kind: 'unanswered', why };
  if (answer.kind === 'message-error') return composeError(room, request, answer, record);
  const payload = { action: answer.interaction, xml: answer.xml };
  return composePayload(room, request, payload, record);
}
