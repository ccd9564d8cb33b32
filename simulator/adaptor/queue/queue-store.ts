import type { Entry, NewEntry } from '../../../src/journal/entry.ts';
import type { Journal } from '../../../src/journal/journal.ts';
import { oneLine } from '../../../src/journal/one-line.ts';
import type { AmqpMessage } from '../../../src/platform/amqp.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { headersOf, messageOf } from './message-headers.ts';
import type { WaitingMessage } from './waiting-list.ts';

/** Who and what an entry of a queue is about. */
export type QueueAbout = Partial<
  Pick<
    NewEntry,
    'conversationId' | 'messageId' | 'refToMessageId' | 'fromParty' | 'toParty' | 'interaction'
  >
>;

/** Keeps what waits in a queue: the journal is the queue, memory holds numbers alone. */
export interface QueueStore {
  /** Resolves when the message is durable. Rejects with JournalFullError. */
  keep(queue: string, message: AmqpMessage, about: QueueAbout): Promise<WaitingMessage>;
  read(kept: WaitingMessage): Promise<AmqpMessage>;
  /** The message leaves the queue for good. Never rejects. */
  end(
    kept: WaitingMessage,
    outcome: string,
    told: string,
    facts?: NewEntry['facts'],
  ): Promise<void>;
  /** Something about a message that stays. Never rejects. */
  remark(kept: WaitingMessage | undefined, told: string, facts?: NewEntry['facts']): Promise<void>;
  /** What no entry ended, oldest first, with its queue. */
  open(): Promise<readonly { readonly queue: string; readonly kept: WaitingMessage }[]>;
}

export function queueStore({
  journal,
  clock,
  service,
  log,
}: {
  readonly journal: Journal;
  readonly clock: Clock;
  /** `adaptor:Z99001`. */
  readonly service: string;
  /** What could not be put on record. */
  readonly log: (error: unknown, told: string) => void;
}): QueueStore {
  // Of those that are handed out alone: of the others the journal knows.
  const abouts = new Map<number, QueueAbout>();
  const aboutOf = async (sequence: number): Promise<QueueAbout> => {
    const known = abouts.get(sequence);
    if (known) return known;
    const entry = await journal.get(sequence).catch(() => undefined);
    return entry ? aboutIn(entry) : {};
  };
  let count = 0;

  const append = async (entry: Omit<NewEntry, 'at' | 'service'>): Promise<void> => {
    try {
      await journal.append({ at: clock.now().toISOString(), service, ...entry });
    } catch (error) {
      log(error, entry.summary);
    }
  };

  return {
    async keep(queue, message, about) {
      const at = clock.now();
      const opens = `queue:${service}:${at.getTime().toString(36)}-${(count++).toString(36)}:${message.id.slice(0, 64)}`;
      const body = Buffer.from(message.body);
      const entry = await journal.append({
        kind: 'composed',
        at: at.toISOString(),
        service,
        summary: oneLine(
          `${about.interaction ?? 'a message'} waits in queue ${queue} (${body.length} bytes)`,
        ),
        ...about,
        opens,
        request: {
          method: 'AMQP',
          path: `/${queue}`,
          headers: headersOf(message),
          body,
        },
        facts: { queue, bytes: body.length, ...(message.ttlMs && { ttlMs: message.ttlMs }) },
      });
      return waitingOf(entry, body.length, message.ttlMs);
    },
    async read({ sequence }) {
      const entry = await journal.get(sequence);
      if (!entry?.request?.body) throw new Error(`entry ${sequence} has no message`);
      abouts.set(sequence, aboutIn(entry));
      return messageOf(entry.request.headers, await journal.readBody(entry.request.body));
    },
    async end(kept, outcome, told, facts) {
      await append({
        kind: 'settled',
        summary: oneLine(told),
        ...(await aboutOf(kept.sequence)),
        settles: kept.work,
        facts: { outcome, deliveries: kept.returns + 1, ...facts },
      });
      abouts.delete(kept.sequence);
    },
    async remark(kept, told, facts) {
      await append({
        kind: 'note',
        summary: oneLine(told),
        ...(kept && (await aboutOf(kept.sequence))),
        ...(facts && { facts }),
      });
    },
    async open() {
      const entries = (await journal.openWork(service)).filter(
        (entry) => entry.service === service && entry.opens?.startsWith('queue:'),
      );
      return entries.map((entry) => {
        const ttlMs = Number(entry.facts?.ttlMs ?? 0) || undefined;
        const kept = waitingOf(entry, Number(entry.facts?.bytes ?? 0), ttlMs);
        return { queue: String(entry.facts?.queue), kept };
      });
    },
  };
}

function aboutIn(entry: Entry): QueueAbout {
  const { conversationId, messageId, refToMessageId, fromParty, toParty, interaction } = entry;
  return {
    ...(conversationId && { conversationId }),
    ...(messageId && { messageId }),
    ...(refToMessageId && { refToMessageId }),
    ...(fromParty && { fromParty }),
    ...(toParty && { toParty }),
    ...(interaction && { interaction }),
  };
}

function waitingOf(
  { sequence, opens = '', at }: Entry,
  bytes: number,
  ttlMs: number | undefined,
): WaitingMessage {
  return {
    sequence,
    work: opens,
    bytes,
    expiresAt: ttlMs === undefined ? undefined : Date.parse(at) + ttlMs,
    failures: 0,
    returns: 0,
    notBefore: 0,
  };
}
