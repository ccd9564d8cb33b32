import type { IncomingMessage, ServerResponse } from 'node:http';
import { type GpMessage, readMessage } from '../../src/gp2gp/read-message.ts';
import type { NewEntry } from '../../src/journal/entry.ts';
import {
  type HttpReply,
  headerList,
  headerValue,
  readBody,
  writeReply,
} from '../../src/platform/http-message.ts';
import { peerOf } from '../../src/platform/peer-certificate.ts';
import type { Reading } from '../../src/wire/reading.ts';
import { acknowledged, failed, notForMe, taken, unreadable } from './answer-arrival.ts';
import { gate } from './gate.ts';
import type { ArrivalVerdict } from './handler-conduct.ts';
import type { HandlerRoom } from './handler-room.ts';
import { describeArrival, type JudgedArrival, judgeArrival } from './judge-arrival.ts';
import type { HandOn, ReceiverHandlers } from './receiver-handlers.ts';
import { turnsByKey } from './turns.ts';

/** What a message came to, and what Spine is answered. */
interface Judgement {
  readonly verdict: ArrivalVerdict;
  readonly reply: HttpReply;
  readonly handed?: HandOn | undefined;
}

/** Takes what Spine posts: judges, puts on record, answers, and only then lets it be worked on. */
export interface Receiver {
  onRequest(request: IncomingMessage, response: ServerResponse): void;
  /** Resolves when all that is under way has been handed over. */
  idle(): Promise<void>;
}

/** Bodies of this many bytes are large; so many of them are in memory at a time. */
const LARGE = 262_144;
const MOST_LARGE = 4;

/** Spine holds the limit; a handler that is a little more generous can tell what Spine let through. */
const SLACK = 1_048_576;

export function receiver<Role extends string>(
  room: HandlerRoom<Role>,
  handlers: ReceiverHandlers,
): Receiver {
  const { clock, conduct, ids, journal, logger, service, world } = room;
  const large = gate(MOST_LARGE);
  const inTurn = turnsByKey();
  const underWay = new Set<Promise<void>>();

  const track = (task: Promise<void>): void => {
    underWay.add(task);
    void task.finally(() => underWay.delete(task));
  };

  const judge = async (read: Reading<GpMessage>): Promise<Judgement> => {
    const judged = await judgeArrival(room, read);
    return { verdict: judged.verdict, reply: replyTo(judged) };
  };

  const replyTo = (judged: JudgedArrival): HttpReply => {
    if (judged.verdict === 'unreadable') return unreadable(judged.because);
    const { envelope } = judged;
    const stamp = { messageId: ids.uuid(), now: clock.now() };
    if (judged.verdict === 'not-for-me') return notForMe(envelope, stamp);
    const acknowledges = judged.verdict !== 'signal' && envelope.ackRequested;
    return acknowledges ? acknowledged(envelope, stamp) : taken();
  };

  /** What cannot be handed on is not taken: whoever acknowledged it would have to answer for it. */
  const handOn = async (
    judged: Judgement,
    read: Reading<GpMessage>,
    contentType: string | undefined,
    body: Buffer,
  ): Promise<Judgement> => {
    const { verdict } = judged;
    if (!handlers.handOn || !read.ok || (verdict !== 'message' && verdict !== 'signal')) {
      return judged;
    }
    const handed = await handlers.handOn({ verdict, message: read.value, contentType, body });
    if (!handed?.refused) return { ...judged, handed, reply: handed?.reply ?? judged.reply };
    return { verdict: 'not-taken', reply: handed.refused.reply ?? failed(), handed };
  };

  const exchange = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const headers = headerList(request.rawHeaders);
    const { limits } = world.current();
    const { messageBytes } = conduct.limits({ limits }, (asked) => asked.limits);
    const arrived = await readBody(request, messageBytes + SLACK);
    if (!arrived.ok) {
      if (arrived.reason === 'too-large') await writeReply(response, unreadable('it is too large'));
      return;
    }
    const { body } = arrived;
    const contentType = headerValue(headers, 'content-type');
    const read = conduct.readMessage({ contentType, body }, (asked) =>
      readMessage(asked.contentType, asked.body),
    );
    const at = clock.now().toISOString();
    /** Copies of one message wait for each other: the second must find the first on record. */
    const copiesInTurn = <T>(task: () => Promise<T>): Promise<T> =>
      read.ok ? inTurn(read.value.envelope.messageId.toUpperCase(), task) : task();
    const { verdict, reply, handed } = await copiesInTurn(async () => {
      const judged = await handOn(await judge(read), read, contentType, body);
      await journal.append({
        kind: 'received',
        at,
        service,
        ...describeArrival(read, judged.verdict),
        peer: peerFactsOf(request),
        request: { method: request.method ?? '', path: request.url ?? '', headers, body },
        ...(!judged.handed?.drop && {
          response: {
            status: judged.reply.status,
            headers: judged.reply.headers,
            ...(judged.reply.body?.length && { body: judged.reply.body }),
          },
        }),
        ...(judged.handed?.trace && { trace: judged.handed.trace }),
        facts: { ...judged.handed?.facts, verdict: judged.verdict, bytes: body.length },
      });
      return judged;
    });
    const envelope = read.ok ? read.value.envelope : undefined;
    const workOn = async () => {
      if (!read.ok) return;
      try {
        if (verdict === 'message') await handlers.onMessage(read.value, at);
        if (verdict === 'signal') handlers.onSignal(read.value.envelope);
      } catch (error) {
        logger.error({ service, error: String(error) }, 'a message was taken and not worked on');
      }
    };
    const answering = async () => {
      if (handed?.drop) request.socket.destroy();
      else await answer(request, response, { verdict, envelope, reply });
    };
    // Spine has its answer before the business of the message begins (mhs 5.5 B8).
    const worksFirst = envelope && conduct.worksBeforeAnswering({ envelope }, () => false);
    if (worksFirst) await workOn();
    await answering();
    // The body is let go of here: what comes of the message is waited for without it.
    if (!worksFirst) track(workOn());
  };

  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
    right: Parameters<typeof conduct.answerSpine>[0],
  ): Promise<void> => {
    const reply = await conduct.answerSpine(right, async (asked) => asked.reply);
    if (reply === 'silence') return;
    if (reply === 'cut') request.socket.destroy();
    else await writeReply(response, reply);
  };

  return {
    onRequest(request, response) {
      const announced = Number(request.headers['content-length'] ?? LARGE);
      const isLarge = announced >= LARGE;
      const run = (
        isLarge ? large.pass(() => exchange(request, response)) : exchange(request, response)
      ).catch(async (error: unknown) => {
        logger.error({ service, error: String(error) }, 'an inbound message could not be taken');
        if (!response.headersSent) await writeReply(response, failed());
      });
      track(run);
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

function peerFactsOf(request: IncomingMessage): NonNullable<NewEntry['peer']> {
  const { names: _names, ...peer } = peerOf(request.socket);
  return peer;
}
