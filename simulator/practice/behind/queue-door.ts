import { readAdaptorMessage } from '../../../src/capture/read-adaptor-message.ts';
import { type GpMessage, readMessage } from '../../../src/gp2gp/read-message.ts';
import type { AmqpMessage } from '../../../src/platform/amqp.ts';
import {
  type AmqpArrival,
  brokerNames,
  openAmqpClient,
} from '../../../src/platform/amqp-client.ts';
import { headerValue } from '../../../src/platform/http-message.ts';
import { type Reading, unreadable } from '../../../src/wire/reading.ts';
import { taken } from '../../mhs/answer-arrival.ts';
import type { ArrivalVerdict } from '../../mhs/handler-conduct.ts';
import { describeArrival, judgeArrival } from '../../mhs/judge-arrival.ts';
import type { ReceiverHandlers } from '../../mhs/receiver-handlers.ts';
import { turnsByKey } from '../../mhs/turns.ts';
import type { PracticeRoom } from '../practice-room.ts';
import type { BehindAdaptor } from './behind-adaptor.ts';

/** Where a practice behind an adaptor takes what comes. */
export interface QueueDoor {
  /** Resolves when all that is under way has been handed over. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** What came, as a package: bytes are kept in the form that every reader of the journal knows. */
interface Package {
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
  readonly read: Reading<GpMessage>;
  readonly rebuilt: boolean;
}

/** Messages that are not settled; the largest has 5 MB. */
const CREDIT = 6;

/**
 * Takes messages from the queue of an MHS adaptor (mhs 7.3): judges them as at Spine's own door, puts them on record,
 * and only then settles them, so that what is lost on the way comes again.
 */
export function openQueueDoor(
  room: PracticeRoom,
  { broker, queue }: BehindAdaptor,
  handlers: ReceiverHandlers,
): QueueDoor {
  const { clock, conduct, journal, logger, service } = room;
  const client = openAmqpClient({ brokers: broker, name: service });
  const inTurn = turnsByKey();
  const underWay = new Set<Promise<void>>();

  const track = (task: Promise<void>): void => {
    underWay.add(task);
    void task.finally(() => underWay.delete(task));
  };

  const workOn = async (
    read: Reading<GpMessage>,
    verdict: ArrivalVerdict,
    at: string,
  ): Promise<void> => {
    if (!read.ok) return;
    try {
      if (verdict === 'message') await handlers.onMessage(read.value, at);
      if (verdict === 'signal') handlers.onSignal(read.value.envelope);
    } catch (error) {
      logger.error({ service, error: String(error) }, 'a message was taken and not worked on');
    }
  };

  const take = async (arrival: AmqpArrival, found: Package): Promise<void> => {
    const { headers, body, read, rebuilt } = found;
    const at = clock.now().toISOString();
    const judged = await judgeArrival(room, read);
    const { verdict } = judged;
    await journal.append({
      kind: 'received',
      at,
      service,
      ...describeArrival(read, verdict),
      request: { method: 'AMQP', path: `/${queue}`, headers, body },
      facts: { verdict, bytes: body.length, broker: brokerNames(broker), rebuilt },
    });
    const envelope = read.ok ? read.value.envelope : undefined;
    const settle = async () => {
      const reply = await conduct.answerSpine(
        { verdict, envelope, reply: taken() },
        async (asked) => asked.reply,
      );
      if (reply === 'silence') return;
      if (reply === 'cut') arrival.release(true);
      else if (judged.verdict !== 'unreadable') arrival.accept();
      else arrival.reject('amqp:decode-error', judged.because);
    };
    const worksFirst = envelope && conduct.worksBeforeAnswering({ envelope }, () => false);
    if (worksFirst) await workOn(read, verdict, at);
    await settle();
    if (!worksFirst) track(workOn(read, verdict, at));
  };

  const consumption = client.consume(queue, CREDIT, (arrival) => {
    const found = packageOf(arrival.message, (contentType, body) =>
      conduct.readMessage({ contentType, body }, (asked) =>
        readMessage(asked.contentType, asked.body),
      ),
    );
    // Messages of a conversation are put on record in the order in which they came.
    const key = found.read.ok ? found.read.value.envelope.conversationId.toUpperCase() : '';
    const run = inTurn(key, () => take(arrival, found)).catch((error: unknown) => {
      logger.error({ service, error: String(error) }, 'an inbound message could not be taken');
      arrival.release(true);
    });
    track(run);
  });

  return {
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    async close() {
      consumption.close();
      while (underWay.size > 0) await Promise.all(underWay);
      await client.close();
    },
  };
}

function packageOf(
  message: AmqpMessage | { readonly unreadable: string },
  reader: (contentType: string | undefined, body: Buffer) => Reading<GpMessage>,
): Package {
  if ('unreadable' in message) {
    const read: Reading<GpMessage> = unreadable('adaptor.body', message.unreadable);
    return { headers: [], body: Buffer.alloc(0), read, rebuilt: false };
  }
  const properties = Object.entries(message.properties).map(
    ([name, value]) => [name, String(value)] as const,
  );
  const asItCame = (code: string, why: string): Package => ({
    headers: [['content-type', message.contentType ?? ''], ...properties],
    body: Buffer.from(message.body),
    read: unreadable(code, why),
    rebuilt: false,
  });
  let value: unknown;
  try {
    value = JSON.parse(message.body.toString());
  } catch {
    return asItCame('adaptor.not-json', 'the body is not JSON');
  }
  const rebuilt = readAdaptorMessage(value);
  if (!rebuilt.ok) return asItCame('adaptor.shape', rebuilt.because);
  const { headers = [], body = Buffer.alloc(0) } = rebuilt.exchanges[0]?.request ?? {};
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  return {
    headers: [...headers, ...properties],
    body: bytes,
    read: reader(headerValue(headers, 'content-type'), bytes),
    rebuilt: true,
  };
}
