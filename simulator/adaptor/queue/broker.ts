import type { AmqpCondition, AmqpMessage } from '../../../src/platform/amqp.ts';
import {
  type AmqpDoor,
  type AmqpListener,
  startAmqpListener,
} from '../../../src/platform/amqp-listener.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { handOut, nameOf, type Queue } from './hand-out.ts';
import type { QueueAbout, QueueStore } from './queue-store.ts';

/** A broker with named queues: at least once, in order, to whichever consumer has room. */
export interface Broker {
  readonly host: string;
  readonly port: number;
  /** Resolves when the message is durable. Rejects with JournalFullError. */
  put(queue: string, message: AmqpMessage, about?: QueueAbout): Promise<void>;
  /** Messages that nobody has dealt with, those handed out included. */
  waiting(queue: string): number;
  consumers(queue: string): number;
  /** Takes up what the store has. Consumers get nothing before. */
  resume(): Promise<void>;
  reset(): void;
  close(): Promise<void>;
}

export interface BrokerOptions {
  /** `adaptor:Z99001`. */
  readonly service: string;
  readonly host: string;
  readonly port: number;
  readonly queues: readonly string[];
  readonly store: QueueStore;
  readonly clock: Clock;
  /** Who gets in; anybody unless given. */
  readonly user?: { readonly name: string; readonly password: string } | undefined;
  /** Bytes of a message that is put here by a peer; 20 MB unless told. */
  readonly mostBytes?: number;
  /** Until it is told that a consumer has not settled a message; 60 s unless told. */
  readonly unsettledMs?: number;
}

/** Notes about garbage, a minute: whoever knocks all day does not fill the journal. */
const MOST_TROUBLES = 30;

/** Starts the broker. Throws `PortInUseError` and `CannotListenError`. */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  const { store, clock, user, mostBytes = 20_000_000, unsettledMs = 60_000 } = options;
  const names = options.queues;
  const queues = handOut({ store, clock, names, unsettledMs });
  const troubles = { since: 0, count: 0 };

  const findQueue = (address: string): Queue | undefined => queues.find(queueNamed(address));

  const put = async (name: string, message: AmqpMessage, about: QueueAbout = {}): Promise<void> => {
    const queue = findQueue(name);
    if (!queue) throw new Error(`there is no queue ${name}`);
    const then = queues.era();
    const kept = await store.keep(queue.name, message, about);
    if (queues.era() === then) queues.add(queue, kept);
  };

  const door: AmqpDoor = {
    ...(user && { admits: (name, password) => name === user.name && password === user.password }),
    attachConsumer(link) {
      const queue = findQueue(link.address);
      if (!queue) return unknownQueue(link.address, names);
      queue.consumers.add(link);
      return undefined;
    },
    consumerReady(link) {
      const queue = findQueue(link.address);
      if (queue) queues.pump(queue);
    },
    detachConsumer(link) {
      findQueue(link.address)?.consumers.delete(link);
    },
    attachProducer(_peer, address) {
      return findQueue(address) ? undefined : unknownQueue(address, names);
    },
    async produced(peer, address, message) {
      const refusal = refusalOf(message, mostBytes);
      if (refusal) {
        const told = `a message for queue ${queueNamed(address)} was refused: ${refusal.description}`;
        await store.remark(undefined, told, { producer: nameOf(peer) });
        return refusal;
      }
      if ('unreadable' in message) return undefined;
      try {
        await put(address, message);
        return undefined;
      } catch (error) {
        const description = error instanceof Error ? error.message : String(error);
        return { condition: 'amqp:resource-limit-exceeded', description };
      }
    },
    trouble(peer, what) {
      const now = clock.now().getTime();
      if (now - troubles.since >= 60_000) Object.assign(troubles, { since: now, count: 0 });
      if (++troubles.count > MOST_TROUBLES) return;
      const told = `a connection to the queues was ended: ${what}`;
      void store.remark(undefined, told, { peer: nameOf(peer) });
    },
  };

  const listener: AmqpListener = await startAmqpListener({
    service: `${options.service} queue`,
    host: options.host,
    port: options.port,
    door,
    mostBytes: mostBytes * 2,
  });

  return {
    host: listener.host,
    port: listener.port,
    put,
    waiting(name) {
      const queue = findQueue(name);
      return queue ? queue.waiting.size + queue.out.size : 0;
    },
    consumers: (name) => findQueue(name)?.consumers.size ?? 0,
    async resume() {
      const [first = ''] = names;
      for (const { queue: name, kept } of await store.open()) {
        // A queue that is not in the world any more: the first takes over what it had.
        const queue = queues.find(name) ?? queues.find(first);
        if (queue) queues.add(queue, kept);
      }
      queues.begin();
    },
    reset: queues.reset,
    async close() {
      queues.stop();
      await listener.close();
    },
  };
}

/** Clients that are set up for another broker name a queue in its way. */
function queueNamed(address: string): string {
  return address.replace(/^(?:queue:\/\/|\/?amq\/queue\/|\/?queues?\/|\/)/, '');
}

function unknownQueue(address: string, known: readonly string[]): AmqpCondition {
  const description = `there is no queue ${address.slice(0, 200)}; there is ${known.join(', ')}`;
  return { condition: 'amqp:not-found', description };
}

function refusalOf(
  message: AmqpMessage | { readonly unreadable: string },
  mostBytes: number,
): AmqpCondition | undefined {
  if ('unreadable' in message) {
    return { condition: 'amqp:not-implemented', description: message.unreadable };
  }
  const bytes = Buffer.byteLength(message.body);
  if (bytes <= mostBytes) return undefined;
  const description = `its body has ${bytes} bytes, the most is ${mostBytes}`;
  return { condition: 'amqp:link:message-size-exceeded', description };
}
