import type { AmqpMessage } from '../../../src/platform/amqp.ts';
import type {
  AmqpArrival,
  AmqpClient,
  AmqpConsumption,
} from '../../../src/platform/amqp-client.ts';

/** What a consumer got, in order. */
export interface Inbox {
  readonly consumption: AmqpConsumption;
  readonly count: number;
  /** Waits for the next message. */
  next(): Promise<{ readonly message: AmqpMessage; readonly arrival: AmqpArrival }>;
  /** Waits for the next message, accepts it, and gives its text. */
  text(): Promise<string>;
}

export function inbox(client: AmqpClient, address: string, credit = 10): Inbox {
  const arrived: AmqpArrival[] = [];
  const waiting: ((arrival: AmqpArrival) => void)[] = [];
  let count = 0;
  const consumption = client.consume(address, credit, (arrival) => {
    count++;
    const waiter = waiting.shift();
    if (waiter) waiter(arrival);
    else arrived.push(arrival);
  });
  const take = () => {
    const there = arrived.shift();
    if (there) return Promise.resolve(there);
    const { promise, resolve } = Promise.withResolvers<AmqpArrival>();
    waiting.push(resolve);
    return promise;
  };
  const next: Inbox['next'] = async () => {
    const arrival = await take();
    if ('unreadable' in arrival.message) throw new Error(arrival.message.unreadable);
    return { message: arrival.message, arrival };
  };
  return {
    consumption,
    get count() {
      return count;
    },
    next,
    async text() {
      const { message, arrival } = await next();
      arrival.accept();
      return String(message.body);
    },
  };
}
