import { parseDuration } from '../../src/domain/duration.ts';
import type { BuiltMessage } from '../../src/gp2gp/build-message.ts';
import type { SendRequest } from '../../src/wire/adaptor/send-request.ts';
import type { Outbox } from '../mhs/outbox.ts';
import type { LastWords } from './adaptor-conduct.ts';
import type { AdaptorRoom, HandedOver } from './adaptor-room.ts';
import { answerOfSending } from './answer-of-sending.ts';
import type { AnswerStore } from './answer-store.ts';
import { buildOutgoing } from './build-outgoing.ts';
import type { RestHead } from './read-rest-head.ts';
import { answered, type RestAnswer, workFailure } from './rest-answer.ts';
import type { Route } from './route-finder.ts';

export interface SendingParts {
  readonly outbox: Outbox<HandedOver>;
  readonly words: LastWords;
  readonly answers: AnswerStore;
}

/** A sending whose message has been tried once, and its end. */
export interface StartedSending {
  readonly answer: Promise<RestAnswer>;
}

/**
 * Sends what a system handed over as ebXML until it is acknowledged or given up (mhs 2.4). Resolves when the first
 * attempt is over, so that the caller can let go of the body.
 *
 * @param again gives what was handed over once more, for a further attempt; without it the message is held
 */
export async function sendMessage(
  room: AdaptorRoom,
  { outbox, words, answers }: SendingParts,
  { head, request, route }: { head: RestHead; request: SendRequest; route: Route },
  again?: () => Promise<SendRequest | undefined>,
): Promise<StartedSending> {
  const { settings, clock } = room;
  const { messageId, correlationId } = head;
  const build = repeatable(room, route, head);
  const message = build(request);
  const { requestBytes } = settings();
  if (message.body.length > requestBytes) {
    const text = `Request to send to Spine is too large. MaxRequestSize=${requestBytes} RequestSize=${message.body.length}`;
    return over(workFailure(400, text, head, 'the whole message is larger than Spine takes'));
  }
  words.await(messageId);
  if (head.waits) answers.expect(messageId);
  const remade = again && (async () => remake(build, await again()));
  const sending = outbox.send({
    role: 'handed-over',
    message,
    contract: route.contract,
    ...(remade && { again: remade }),
  });
  await sending.firstAttempt;
  const finish = async (): Promise<RestAnswer> => {
    const outcome = await sending.outcome;
    const told = answerOfSending(outcome, words.of(messageId), head);
    words.forget(messageId);
    if (!head.waits) return told;
    if (outcome?.outcome !== 'acknowledged') {
      answers.forget(messageId);
      return told;
    }
    const { retries, interval, initialDelay } = settings().resync;
    const found = await answers.look(messageId, {
      retries,
      intervalMs: parseDuration(interval) ?? 0,
      initialDelayMs: parseDuration(initialDelay) ?? 0,
    });
    const at = clock.now().toISOString();
    room.work.note({
      ...{ messageId, at, direction: 'outbound', interaction: head.interaction },
      conversationId: correlationId,
      state: found
        ? 'OUTBOUND_SYNC_ASYNC_MESSAGE_SUCCESSFULLY_RESPONDED'
        : 'OUTBOUND_SYNC_ASYNC_MESSAGE_FAILED_TO_RESPOND',
    });
    if (found) return answered(head, found.payload, 'the answer came on the same conversation');
    const text = 'No async response received from sync-async store';
    return workFailure(500, text, head, `${retries} looks, ${interval} apart, found no answer`);
  };
  return { answer: finish() };
}

/** The same bytes at each attempt: ids and time are drawn once (mhs 4.2). */
function repeatable(
  room: AdaptorRoom,
  route: Route,
  head: RestHead,
): (request: SendRequest) => BuiltMessage {
  const time = room.clock.now();
  const drawn: string[] = [];
  return (request) => {
    let at = 0;
    const uuid = () => {
      const id = drawn[at] ?? room.ids.uuid();
      drawn[at] = id;
      at += 1;
      return id;
    };
    const clock = { ...room.clock, now: () => time };
    return buildOutgoing({ party: room.party, clock, ids: { uuid } }, request, route, head);
  };
}

function remake(
  build: (request: SendRequest) => BuiltMessage,
  request: SendRequest | undefined,
): BuiltMessage | undefined {
  return request && build(request);
}

function over(answer: RestAnswer): StartedSending {
  return { answer: Promise.resolve(answer) };
}
