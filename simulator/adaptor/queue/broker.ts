import { oneLine } from '../../../src/journal/one-line.ts';
import type { AmqpCondition, AmqpMessage } from '../../../src/platform/amqp.ts';
import {
  type AmqpConsumerLink,
  type AmqpDoor,
  type AmqpListener,
  type AmqpOutcome,
  type AmqpPeer,
  startAmqpListener,
} from '../../../src/platform/amqp-listener.ts';
import type { Clock, Timer } from '../../../src/platform/clock.ts';
import type { QueueAbout, QueueStore } from './queue-store.ts';
import { restMs, type WaitingList, type WaitingMessage, waitingList } from './waiting-list.ts';

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

/** Messages, and their bytes, that consumers hold: what a client does not settle must not fill the memory. */
const MOST_OUT = 100;
const MOST_OUT_BYTES = 33_554_432;
/** Notes about garbage, a minute: whoever knocks all day does not fill the journal. */
const MOST_TROUBLES = 30;

interface Queue {
  readonly name: string;
  readonly waiting: WaitingList;
  readonly out: Set<WaitingMessage>;
  readonly consumers: Set<AmqpConsumerLink>;
  pumping: boolean;
  again: boolean;
  rest: Timer | undefined;
}

/** Starts the broker. Throws `PortInUseError` and `CannotListenError`. */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  const { store, clock, user, mostBytes = 20_000_000, unsettledMs = 60_000 } = options;
  const queues = new Map<string, Queue>(options.queues.map((name) => [name, emptyQueue(name)]));
  const timers = new Set<Timer>();
  let open = false;
  let closed = false;
  let outBytes = 0;
  let era = 0;
  const troubles = { since: 0, count: 0 };

  const findQueue = (address: string): Queue | undefined => queues.get(queueNamed(address));

  /** The consumer that has room; those that had one longest ago come first. */
  const consumerFor = ({ consumers }: Queue): AmqpConsumerLink | undefined => {
    for (const link of consumers) {
      if (!link.ready()) continue;
      consumers.delete(link);
      consumers.add(link);
      return link;
    }
    return undefined;
  };

  const outcomeOf =
    (queue: Queue, kept: WaitingMessage, link: AmqpConsumerLink, watch: Timer) =>
    (outcome: AmqpOutcome): void => {
      watch.cancel();
      timers.delete(watch);
      if (!queue.out.delete(kept)) return;
      outBytes -= kept.bytes;
      const who = nameOf(link.peer);
      const facts = { queue: queue.name, consumer: who };
      switch (outcome.kind) {
        case 'accepted':
          void store.end(kept, 'accepted', `a message of queue ${queue.name} was accepted`, facts);
          break;
        case 'rejected':
          void store.end(
            kept,
            'dead-letter',
            `a message of queue ${queue.name} was rejected: ${outcome.why}`,
            { ...facts, why: oneLine(outcome.why) },
          );
          break;
        default: {
          // A broker that goes down keeps what nobody has dealt with.
          if (closed) return;
          kept.returns += 1;
          if (outcome.kind !== 'released') kept.failures += 1;
          kept.notBefore = clock.now().getTime() + restMs(kept.returns);
          queue.waiting.add(kept);
          const why = outcome.kind === 'lost' ? outcome.why : outcome.kind;
          const told = `a message came back to queue ${queue.name}: ${why}`;
          void store.remark(kept, told, { ...facts, returns: kept.returns });
        }
      }
      pump(queue);
    };

  const hand = async (queue: Queue, kept: WaitingMessage): Promise<void> => {
    const then = era;
    const message = await store.read(kept);
    if (closed || era !== then) return;
    const now = clock.now().getTime();
    const left = kept.expiresAt === undefined ? undefined : kept.expiresAt - now;
    // While it was read, an older one may have come back, or whoever had room be gone: then it waits again.
    const link = queue.waiting.hasBefore(kept.sequence, now) ? undefined : consumerFor(queue);
    if (!link) {
      outBytes -= kept.bytes;
      queue.out.delete(kept);
      queue.waiting.add(kept);
      return;
    }
    const watch = clock.after(unsettledMs, () => {
      timers.delete(watch);
      const told = `a message of queue ${queue.name} is with a consumer that does not settle it`;
      const facts = { queue: queue.name, consumer: nameOf(link.peer), afterMs: unsettledMs };
      void store.remark(kept, told, facts);
    });
    timers.add(watch);
    link.send(
      { ...message, deliveryCount: kept.failures, ...(left !== undefined && { ttlMs: left }) },
      outcomeOf(queue, kept, link, watch),
    );
  };

  const pumpOnce = async (queue: Queue): Promise<void> => {
    for (;;) {
      if (!open || closed) return;
      const isFull = queue.out.size >= MOST_OUT || outBytes >= MOST_OUT_BYTES;
      if (isFull || ![...queue.consumers].some((link) => link.ready())) return;
      const now = clock.now().getTime();
      const kept = queue.waiting.take(now);
      if (!kept) return rest(queue, now);
      if (kept.expiresAt !== undefined && kept.expiresAt <= now) {
        await store.end(kept, 'expired', `a message of queue ${queue.name} expired`, {
          queue: queue.name,
        });
        continue;
      }
      queue.out.add(kept);
      outBytes += kept.bytes;
      try {
        await hand(queue, kept);
      } catch (error) {
        // The store cannot read it: it is told, and does not hold up the others.
        if (!queue.out.delete(kept)) continue;
        outBytes -= kept.bytes;
        await store.end(kept, 'lost', `a message of queue ${queue.name} cannot be read any more`, {
          queue: queue.name,
          why: oneLine(String(error)),
        });
      }
    }
  };

  const rest = (queue: Queue, now: number): void => {
    queue.rest?.cancel();
    const due = queue.waiting.nextDue(now);
    queue.rest = due === undefined ? undefined : clock.after(due - now, () => pump(queue));
  };

  const pump = (queue: Queue): void => {
    queue.again = true;
    if (queue.pumping) return;
    queue.pumping = true;
    void (async () => {
      while (queue.again) {
        queue.again = false;
        await pumpOnce(queue);
      }
    })().finally(() => {
      queue.pumping = false;
      if (queue.again && !closed) pump(queue);
    });
  };

  const put = async (name: string, message: AmqpMessage, about: QueueAbout = {}): Promise<void> => {
    const queue = findQueue(name);
    if (!queue) throw new Error(`there is no queue ${name}`);
    const then = era;
    const kept = await store.keep(queue.name, message, about);
    if (era !== then) return;
    queue.waiting.add(kept);
    pump(queue);
  };

  const door: AmqpDoor = {
    ...(user && { admits: (name, password) => name === user.name && password === user.password }),
    attachConsumer(link) {
      const queue = findQueue(link.address);
      if (!queue) return unknownQueue(link.address, [...queues.keys()]);
      queue.consumers.add(link);
      return undefined;
    },
    consumerReady(link) {
      const queue = findQueue(link.address);
      if (queue) pump(queue);
    },
    detachConsumer(link) {
      findQueue(link.address)?.consumers.delete(link);
    },
    attachProducer(_peer, address) {
      return findQueue(address) ? undefined : unknownQueue(address, [...queues.keys()]);
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
      for (const { queue: name, kept } of await store.open()) {
        // A queue that is not in the world any more: the first takes over what it had.
        const queue = queues.get(name) ?? queues.values().next().value;
        queue?.waiting.add(kept);
      }
      open = true;
      for (const queue of queues.values()) pump(queue);
    },
    reset() {
      era += 1;
      outBytes = 0;
      for (const queue of queues.values()) {
        queue.waiting.clear();
        queue.out.clear();
        queue.rest?.cancel();
      }
    },
    async close() {
      closed = true;
      for (const timer of timers) timer.cancel();
      for (const { rest: timer } of queues.values()) timer?.cancel();
      await listener.close();
    },
  };
}

/** Clients that are set up for another broker name a queue in its way. */
function queueNamed(address: string): string {
  return address.replace(/^(?:queue:\/\/|\/?amq\/queue\/|\/?queues?\/|\/)/, '');
}

function emptyQueue(name: string): Queue {
  return {
    name,
    waiting: waitingList(),
    out: new Set(),
    consumers: new Set(),
    pumping: false,
    again: false,
    rest: undefined,
  };
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

function nameOf({ name, address }: AmqpPeer): string {
  return oneLine(`${name.slice(0, 100)} at ${address}`.trim());
}
