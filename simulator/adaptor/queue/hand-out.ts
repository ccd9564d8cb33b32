import { oneLine } from '../../../src/journal/one-line.ts';
import type {
  AmqpConsumerLink,
  AmqpOutcome,
  AmqpPeer,
} from '../../../src/platform/amqp-listener.ts';
import type { Clock, Timer } from '../../../src/platform/clock.ts';
import type { QueueStore } from './queue-store.ts';
import { restMs, type WaitingList, type WaitingMessage, waitingList } from './waiting-list.ts';

/** Messages, and their bytes, that one consumer holds: whoever settles nothing leaves the rest to the others. */
const MOST_HELD = { messages: 100, bytes: 33_554_432 };
/** That all of them hold: what is not settled must not fill the memory. */
const MOST_OUT = { messages: 1_000, bytes: 134_217_728 };

/** A queue: what waits, what consumers hold, and who they are. */
export interface Queue {
  readonly name: string;
  readonly waiting: WaitingList;
  readonly out: Set<WaitingMessage>;
  readonly consumers: Set<AmqpConsumerLink>;
  pumping: boolean;
  again: boolean;
  rest: Timer | undefined;
}

/** Hands what waits in queues to whoever has room: at least once, in order. */
export interface HandOut {
  find(name: string): Queue | undefined;
  /** Takes up a message that is in the store. */
  add(queue: Queue, kept: WaitingMessage): void;
  /** Hands out what can be handed out. */
  pump(queue: Queue): void;
  /** Begins; consumers get nothing before. */
  begin(): void;
  /** Grows with every reset: what was begun before it is not to be gone on with. */
  era(): number;
  reset(): void;
  stop(): void;
}

export function handOut({
  store,
  clock,
  names,
  unsettledMs,
}: {
  readonly store: QueueStore;
  readonly clock: Clock;
  readonly names: readonly string[];
  /** Until it is told that a consumer has not settled a message. */
  readonly unsettledMs: number;
}): HandOut {
  const queues = new Map<string, Queue>(names.map((name) => [name, emptyQueue(name)]));
  const timers = new Set<Timer>();
  let open = false;
  let closed = false;
  let outBytes = 0;
  let era = 0;
  const held = new WeakMap<AmqpConsumerLink, typeof MOST_HELD>();
  const hold = (link: AmqpConsumerLink, messages: number, bytes: number) => {
    const before = held.get(link) ?? { messages: 0, bytes: 0 };
    held.set(link, { messages: before.messages + messages, bytes: before.bytes + bytes });
  };

  const hasRoom = (link: AmqpConsumerLink): boolean => {
    const { messages, bytes } = held.get(link) ?? { messages: 0, bytes: 0 };
    return messages < MOST_HELD.messages && bytes < MOST_HELD.bytes && link.ready();
  };

  /** The consumer that has room; those that had one longest ago come first. */
  const consumerFor = ({ consumers }: Queue): AmqpConsumerLink | undefined => {
    for (const link of consumers) {
      if (!hasRoom(link)) continue;
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
      hold(link, -1, -kept.bytes);
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
    hold(link, 1, kept.bytes);
    link.send(
      { ...message, deliveryCount: kept.failures, ...(left !== undefined && { ttlMs: left }) },
      outcomeOf(queue, kept, link, watch),
    );
  };

  const pumpOnce = async (queue: Queue): Promise<void> => {
    for (;;) {
      if (!open || closed) return;
      const isFull = queue.out.size >= MOST_OUT.messages || outBytes >= MOST_OUT.bytes;
      if (isFull || ![...queue.consumers].some(hasRoom)) return;
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

  return {
    find: (name) => queues.get(name),
    add(queue, kept) {
      queue.waiting.add(kept);
      if (open) pump(queue);
    },
    pump,
    begin() {
      open = true;
      for (const queue of queues.values()) pump(queue);
    },
    era: () => era,
    reset() {
      era += 1;
      outBytes = 0;
      for (const queue of queues.values()) {
        queue.waiting.clear();
        queue.out.clear();
        queue.rest?.cancel();
      }
    },
    stop() {
      closed = true;
      for (const timer of timers) timer.cancel();
      for (const { rest: timer } of queues.values()) timer?.cancel();
    },
  };
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

/** A peer as the journal names it. */
export function nameOf({ name, address }: AmqpPeer): string {
  return oneLine(`${name.slice(0, 100)} at ${address}`.trim());
}
