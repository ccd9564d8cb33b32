import type { NewEntry } from '../../src/journal/entry.ts';
import type { Journal } from '../../src/journal/journal.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { Logger } from '../../src/platform/logger.ts';
import type { Backlog } from './backlog.ts';
import type { Unparsed } from './connection-recorder.ts';
import type { PassingExchange, PassingMessage } from './passing-exchange.ts';
import { type KeptSide, type Passage, trafficEntries, unparsedEntry } from './traffic-entry.ts';
import type { TrafficThread } from './traffic-thread.ts';

export interface TrafficRecordOptions {
  readonly journal: Journal;
  readonly thread: TrafficThread;
  readonly backlog: Backlog;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Puts on record what passed, behind the traffic: bodies, findings, entries, in the order in which things ended. */
export interface TrafficRecord {
  /** A request is whole: it is examined while its answer is awaited. */
  request(passage: Passage, exchange: PassingExchange): void;
  exchange(passage: Passage, exchange: PassingExchange): void;
  unparsed(passage: Passage, unparsed: Unparsed): void;
  append(entry: NewEntry): void;
  /** Entries that could not be written. */
  readonly lost: number;
  /** Resolves when everything so far is on record. */
  settled(): Promise<void>;
}

/** Larger messages are kept and not examined: Spine takes five megabytes (mhs 4.6). */
const MOST_EXAMINED = 32 * 1024 * 1024;
/** Answers are small; of a larger one only its status is told. */
const MOST_JUDGED = 1024 * 1024;

export function trafficRecord(options: TrafficRecordOptions): TrafficRecord {
  const { journal, thread, backlog, clock, logger } = options;
  const requests = new WeakMap<PassingExchange, Promise<KeptSide>>();
  let lost = 0;
  /** One after the other, so that at most one large body is in memory. */
  let examining: Promise<unknown> = Promise.resolve();
  let writing: Promise<unknown> = Promise.resolve();

  const write = async (entry: NewEntry): Promise<void> => {
    try {
      await journal.append(entry);
    } catch (error) {
      lost++;
      logger.error(
        { service: entry.service, error: String(error) },
        'an exchange is not on record',
      );
    }
  };
  const inTurn = (bytes: number, task: () => Promise<void>): void => {
    backlog.add(bytes);
    writing = writing.then(task).finally(() => backlog.done(bytes));
  };

  function keep(
    side: 'request' | 'response',
    passage: Passage,
    exchange: PassingExchange,
  ): Promise<KeptSide> {
    const message = exchange[side] as PassingMessage;
    const bytes = message.body.length;
    backlog.add(bytes);
    const kept = examining
      .then(() => keepAndExamine(side, passage, exchange, message))
      .finally(() => backlog.done(bytes));
    examining = kept;
    return kept;
  }

  async function keepAndExamine(
    side: 'request' | 'response',
    { system, leg }: Passage,
    exchange: PassingExchange,
    { head, body, cut }: PassingMessage,
  ): Promise<KeptSide> {
    const taken = await body.end();
    if (taken.body === undefined || cut || body.length > MOST_EXAMINED)
      return { taken, bytes: undefined, examined: undefined };
    try {
      const bytes =
        taken.body instanceof Uint8Array ? taken.body : await journal.readBody(taken.body);
      const { method, path, headers } = head;
      const examined = await thread.examine({
        ...{ side, system, method, path, headers, body: bytes },
        at: exchange.at.getTime(),
      });
      return { taken, bytes: bytes.length > MOST_JUDGED ? undefined : bytes, examined };
    } catch (error) {
      logger.error({ leg, error: String(error) }, 'a message that passed could not be examined');
      return { taken, bytes: undefined, examined: undefined };
    }
  }

  const requestOf = (
    passage: Passage,
    exchange: PassingExchange,
  ): Promise<KeptSide> | undefined => {
    if (!exchange.request) return undefined;
    const known = requests.get(exchange) ?? keep('request', passage, exchange);
    requests.set(exchange, known);
    return known;
  };

  return {
    request: (passage, exchange) => void requestOf(passage, exchange),
    exchange(passage, exchange) {
      const request = requestOf(passage, exchange);
      const response = exchange.response && keep('response', passage, exchange);
      inTurn(0, async () => {
        const kept = { request: await request, response: await response };
        for (const entry of trafficEntries(passage, exchange, kept, clock.now()))
          await write(entry);
      });
    },
    unparsed({ leg, peer, facts }, { why, request, response }) {
      inTurn(0, async () => {
        const [asked, answered] = [await request.end(), await response.end()];
        await write(
          unparsedEntry({ leg, peer, facts }, why, clock.now(), {
            asked,
            answered,
            fromCaller: request.length,
            fromServer: response.length,
          }),
        );
      });
    },
    append: (entry) => inTurn(0, () => write(entry)),
    get lost() {
      return lost;
    },
    async settled() {
      for (let seen: unknown; seen !== writing; ) {
        seen = writing;
        await writing;
      }
    },
  };
}
