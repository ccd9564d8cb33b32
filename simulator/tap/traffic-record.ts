import { exchangeEntry, resultOf } from '../../src/capture/exchange-entry.ts';
import type { NamedMessage } from '../../src/capture/named-message.ts';
import type { BodySource, HttpSide, NewEntry, Peer } from '../../src/journal/entry.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { oneLine } from '../../src/journal/one-line.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { Logger } from '../../src/platform/logger.ts';
import type { Backlog } from './backlog.ts';
import type { TakenBody } from './body-taker.ts';
import type { Unparsed } from './connection-recorder.ts';
import type { ExaminedTraffic } from './examine-traffic.ts';
import type { PassingExchange, PassingMessage } from './passing-exchange.ts';
import type { TrafficThread } from './traffic-thread.ts';

/** Where an exchange passed. */
export interface Passage {
  readonly leg: string;
  readonly system: string;
  readonly peer: Peer;
  /** Of the connection that it went on by. */
  readonly facts: NonNullable<NewEntry['facts']>;
}

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

/** A body kept, and what the checks say of its message. */
interface Kept {
  readonly taken: TakenBody;
  readonly bytes: Uint8Array | undefined;
  readonly examined: ExaminedTraffic | undefined;
}

/** Larger messages are kept and not examined: Spine takes five megabytes (mhs 4.6). */
const MOST_EXAMINED = 32 * 1024 * 1024;
/** Answers are small; of a larger one only its status is told. */
const MOST_JUDGED = 1024 * 1024;

export function trafficRecord(options: TrafficRecordOptions): TrafficRecord {
  const { journal, thread, backlog, clock, logger } = options;
  const requests = new WeakMap<PassingExchange, Promise<Kept>>();
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
  ): Promise<Kept> {
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
  ): Promise<Kept> {
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

  const requestOf = (passage: Passage, exchange: PassingExchange): Promise<Kept> | undefined => {
    if (!exchange.request) return undefined;
    const known = requests.get(exchange) ?? keep('request', passage, exchange);
    requests.set(exchange, known);
    return known;
  };

  async function entriesOf(
    passage: Passage,
    exchange: PassingExchange,
    request: Kept | undefined,
    response: Kept | undefined,
  ): Promise<readonly NewEntry[]> {
    const { leg, peer } = passage;
    const service = `tap:${leg}`;
    const examined = [request?.examined, response?.examined].flatMap((each) => each ?? []);
    const names = examined.find(({ form }) => form === 'message')?.names ?? {};
    const main = exchangeEntry({
      ...{ service, at: exchange.at, peer, examined },
      request: exchange.request && sideOf(exchange.request, request),
      response: exchange.response && sideOf(exchange.response, response),
      result: resultFor(exchange, names, response),
      trace: exchange.trace,
      facts: factsOf(passage, exchange, request, response),
      timings: timingsOf(exchange),
    });
    const earlier = examined.flatMap((each) => each.earlier);
    return [main, ...earlier.map((each) => earlierEntry(service, clock.now(), each))];
  }

  return {
    request: (passage, exchange) => void requestOf(passage, exchange),
    exchange(passage, exchange) {
      const request = requestOf(passage, exchange);
      const response = exchange.response && keep('response', passage, exchange);
      inTurn(0, async () => {
        for (const entry of await entriesOf(passage, exchange, await request, await response))
          await write(entry);
      });
    },
    unparsed({ leg, peer, facts }, { why, request, response }) {
      inTurn(0, async () => {
        const [asked, answered] = [await request.end(), await response.end()];
        await write({
          kind: 'note',
          at: clock.now().toISOString(),
          service: `tap:${leg}`,
          summary: oneLine(`bytes that are no HTTP/1.1 passed, ${why}`),
          peer,
          request: { headers: [], ...(asked.body && { body: asked.body }) },
          response: { headers: [], ...(answered.body && { body: answered.body }) },
          findings: [notHttp(why)],
          facts: {
            ...facts,
            ...{ fromCaller: request.length, fromServer: response.length },
            result: 'unparsed',
          },
        });
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

function notHttp(message: string) {
  const rule = { check: 'TAP-01', severity: 'must', clause: 'mhs 1.4, RFC 9112' } as const;
  return { ...rule, message: `no HTTP/1.1, ${message}`, at: 'connection' };
}

function sideOf({ head }: PassingMessage, kept: Kept | undefined): HttpSide<BodySource> {
  const { method, path, status, headers } = head;
  return {
    ...(method !== undefined && { method }),
    ...(path !== undefined && { path }),
    ...(status !== undefined && { status }),
    headers,
    ...(kept?.taken.body && { body: kept.taken.body }),
  };
}

function resultFor(
  { request, response }: PassingExchange,
  names: NamedMessage,
  kept: Kept | undefined,
): string {
  if (!response) return request?.cut ? 'broken off by the caller' : 'no answer';
  const contentType = response.head.headers.find(([name]) => /^content-type$/i.test(name))?.[1];
  const told = resultOf(names, { status: response.head.status ?? 0, contentType }, kept?.bytes);
  return response.cut ? `${told}, broken off` : told;
}

function factsOf(
  { facts }: Passage,
  { request, response, interim, facts: own }: PassingExchange,
  ...kept: readonly (Kept | undefined)[]
): NonNullable<NewEntry['facts']> {
  const lostBody = kept.find((each) => each?.taken.lost !== undefined)?.taken.lost;
  const unexamined = kept.some(
    (each) => each?.taken.body !== undefined && each.examined === undefined,
  );
  return {
    ...facts,
    ...own,
    ...(interim.length > 0 && { interim: interim.join(' ') }),
    ...(request?.chunked && { requestChunked: true }),
    ...(response?.chunked && { responseChunked: true }),
    ...(request?.cut && { requestCut: request.body.length }),
    ...(response?.cut && { responseCut: response.body.length }),
    ...(lostBody !== undefined && { bodyLost: lostBody }),
    ...(unexamined && { examined: false }),
  };
}

function timingsOf({ request, response }: PassingExchange): NonNullable<NewEntry['timings']> {
  const began = request?.began ?? response?.began ?? 0;
  const since = (moment: number | undefined) =>
    moment === undefined ? undefined : Math.round((moment - began) * 100) / 100;
  const [asked, first, last] = [request?.ended, response?.began, response?.ended].map(since);
  return {
    ...(asked !== undefined && { request: asked }),
    ...(first !== undefined && { toFirstByte: first }),
    ...(last !== undefined && { total: last }),
  };
}

function earlierEntry(
  service: string,
  now: Date,
  { names, findings }: ExaminedTraffic['earlier'][number],
): NewEntry {
  const checks = [...new Set(findings.map(({ check }) => check))].join(', ');
  return {
    kind: 'note',
    at: now.toISOString(),
    service,
    summary: oneLine(`${names.interaction ?? 'a message'} that passed before: ${checks}`),
    ...names,
    findings,
    facts: { result: 'found later' },
  };
}
